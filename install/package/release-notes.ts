/** What the changelog says of a version; of one that has no heading yet, what is not released. */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m).slice(1)
  const titled = (title: string) => sections.find((section) => section.split('\n')[0]?.startsWith(`## ${title}`))
  const section = titled(version) ?? titled('Unreleased')
  if (section === undefined) throw new Error(`CHANGELOG.md has neither "## ${version}" nor "## Unreleased"`)
  const [, ...lines] = section.split('\n')
  return `# deskbridge ${version}\n${lines.join('\n').trimEnd()}\n`
}
