/** What a bundle is called, by when it was made: `deskbridge-support-20261122-0803.zip`. */
export function bundleName(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T')
  return `deskbridge-support-${date.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}.zip`
}
