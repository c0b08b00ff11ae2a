import type { PageName } from './files.ts'

const fixed: Readonly<Record<string, PageName>> = {
  '/': 'home',
  '/lay-so': 'kiosk',
  '/bang': 'board',
  '/quan-ly': 'office',
  '/may-quay': 'fleet',
}

/** Which page stands at a path. The addresses are Vietnamese: people type them. */
export function pageAt(path: string): PageName | undefined {
  if (Object.hasOwn(fixed, path)) return fixed[path]
  if (/^\/danh-gia\/[a-z0-9-]{1,31}\/[a-z0-9-]{1,31}$/.test(path)) return 'pad'
  if (/^\/ve\/[^/]{1,20}$/.test(path)) return 'look'
  return undefined
}
