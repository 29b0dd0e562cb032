import { createLink } from '@tanstack/react-router'
import { Button } from 'antd'

/** A link to a page that looks like a button: one stop of the keyboard, where a button inside a link is two. */
export const ButtonLink = createLink(Button)
