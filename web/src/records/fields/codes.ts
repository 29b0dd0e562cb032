import type { Field } from '@/api/types'
import { countries, countryName } from './countries'
import { languageName, languages, ours } from './languages'

type Code = {
  of: RegExp
  /** In the reader's language. */
  name: (code: string) => string
  all: () => { value: string; label: string }[]
}

const CODES: Code[] = [
  { of: /(^|\.)country$/, name: countryName, all: countries },
  { of: /(^|\.)language$/, name: languageName, all: languages },
  { of: /(^|\.)locale$/, name: languageName, all: ours },
  {
    of: /(^|\.)timezone$/,
    name: (zone) => zone,
    all: () => Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone })),
  },
]

/** Texts that stand for something by its code: read by its name, chosen from a list. */
export function codeOf(field: Field): Code | undefined {
  return field.kind === 'text' ? CODES.find(({ of }) => of.test(field.name)) : undefined
}
