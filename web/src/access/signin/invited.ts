/** The secret of an invitation's link: `/welcome#…`. */
export function invited(): string {
  return location.pathname === '/welcome' ? location.hash.slice(1) : ''
}
