import { createLink } from '@tanstack/react-router'
import { Button, type ButtonProps } from 'antd'

/**
 * A link to a page that looks like a button: one stop of the keyboard, where a button inside a link is two. What is
 * the next thing to do is `primary`; the button's `type` would be taken for the link's.
 */
export const ButtonLink = createLink(
  ({ primary, ...rest }: Omit<ButtonProps, 'type'> & { primary?: boolean }) => (
    <Button type={primary ? 'primary' : 'default'} {...rest} />
  ),
)
