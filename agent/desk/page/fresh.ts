const remembered = 'deskbridge.reloaded-for'
let begunWith: string | undefined

/**
 * Whether this page is of an older program than the one that runs now. A page that stays open for weeks reloads itself
 * once for each version; it never does so in circles.
 */
export function isOutdated(version: string): boolean {
  begunWith ??= version
  if (version === begunWith || sessionStorage.getItem(remembered) === version) return false
  sessionStorage.setItem(remembered, version)
  return true
}
