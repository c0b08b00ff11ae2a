/** Where a centre of ours enrols its desks, where nobody says otherwise. */
const usualPort = 8443

/** The address of a server as people type it (`10.0.0.5`, `centre.local:9443`, `https://…`); undefined where it is none. */
export function readServer(typed: string): string | undefined {
  const plain = typed.trim().replace(/\/+$/, '')
  const host = /:\d+$/.test(plain) ? plain : `${plain}:${usualPort}`
  const address = /^[a-z]+:\/\//i.test(plain) ? plain : `https://${host}`
  if (plain === '' || !URL.canParse(address)) return undefined
  const { protocol, username, pathname, search, hash, origin } = new URL(address)
  const isBare = username === '' && pathname === '/' && search === '' && hash === ''
  return protocol === 'https:' && isBare ? origin : undefined
}
