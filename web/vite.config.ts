import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { antdSheet } from './build/antd'
import { tokenSheet } from './src/ui/tokens'

/** `virtual:tokens.css`, `virtual:antd.css` and `virtual:antd-later.css`: our tokens and the component library's styles as static sheets. */
function sheets(): Plugin {
  const made: Record<string, () => string> = {
    'virtual:tokens.css': tokenSheet,
    'virtual:antd.css': () => antdSheet(),
    'virtual:antd-later.css': () => antdSheet(true),
  }
  return {
    name: 'sheets',
    resolveId: (id) => (id in made ? `\0${id}` : null),
    load: (id) => made[id.slice(1)]?.() ?? null,
  }
}

/** Whoever uses a component whose styles come later brings them. */
function laterStyles(): Plugin {
  const later = /import \{[^}]*\b(DatePicker|Steps|Tree|Dropdown|Upload|Drawer)\b[^}]*\} from 'antd'/
  return {
    name: 'later-styles',
    enforce: 'pre',
    transform: (code, id) =>
      id.includes('/src/') && later.test(code)
        ? { code: `import 'virtual:antd-later.css'\n${code}`, map: null }
        : null,
  }
}

/**
 * `virtual:texts/en` and `virtual:texts/zh`: the words of all wings in one language, but for those that only
 * the pages of some wings need, such as `…/admin`.
 */
function texts(): Plugin {
  const late: Record<string, string[]> = {
    data: ['imports', 'insight'],
    admin: ['access', 'platform'],
    catalog: ['catalog'],
    contracts: ['sales/contracts'],
    fields: ['records/schema'],
    forms: ['sales/forms'],
    plans: ['sales/plans'],
    quotes: ['sales/quotes'],
    rules: ['automation/rules'],
  }
  const partOf = (folder: string) => Object.keys(late).find((part) => late[part]?.includes(folder))
  const prefix = '\0virtual:texts/'
  return {
    name: 'texts',
    resolveId: (id) => (id.startsWith('virtual:texts/') ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(prefix)) return null
      const [language, part] = id.slice(prefix.length).split('/')
      const wanted = (file: string) => basename(file) === `${language}.json` && partOf(dirname(file)) === part
      const all = readdirSync('src', { recursive: true, encoding: 'utf8' })
      const present = all.filter(wanted).map((file) => resolve('src', file))
      for (const file of present) this.addWatchFile(file)
      const words = Object.assign({}, ...present.map((file) => JSON.parse(readFileSync(file, 'utf8'))))
      return `export default ${JSON.stringify(words)}`
    },
  }
}

/** Libraries write `<style>` elements through these modules; ours makes constructed sheets instead. */
function adoptedStyles(): Plugin {
  const replaced =
    /(@rc-component\/util\/(es|lib)\/Dom\/dynamicCSS|@ant-design\/icons\/(es|lib)\/cssUtils)(\.js)?$/
  return {
    name: 'adopted-styles',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!/dynamicCSS|cssUtils/.test(source) || !importer) return null
      const target = await this.resolve(source, importer, { skipSelf: true })
      return target && replaced.test(target.id) ? resolve('src/ui/adopted.ts') : null
    },
  }
}

/** Writes `.gz` and `.br` beside every text file that is worth it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
        const path = join('dist', file)
        if (!/\.(js|css|html|svg|json)$/.test(file) || statSync(path).size < 1024) continue
        const text = readFileSync(path)
        writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
        writeFileSync(`${path}.br`, brotliCompressSync(text, { params }))
      }
    },
  }
}

const server = process.env.SHUKE_BASE_URL ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [laterStyles(), react(), sheets(), texts(), adoptedStyles(), compressed()],
  resolve: { alias: { '@': resolve('src') } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // the component library does nothing when it is merely imported; its form engine, which we do not use, stays out
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !/node_modules\/(antd|@rc-component|@ant-design)\//.test(id) },
    },
  },
  server: { proxy: { '/api': server, '/health': server } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
})
