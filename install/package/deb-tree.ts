import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildTime } from './build-time.ts'
import { filesIn, freshFolder, place, settle } from './files.ts'
import type { Payload } from './payload.ts'
import { projectFolder } from './platform.ts'

/** Where the program is on a PC. */
export const programFolder = 'usr/lib/deskbridge'
const documentation = 'usr/share/doc/deskbridge'

/** Files of the repository, and where they are on a PC. */
const placed: Readonly<Record<string, string>> = {
  'install/linux/deskbridge': 'usr/bin/deskbridge',
  'install/linux/before-start': `${programFolder}/bin/before-start`,
  'install/linux/95-deskbridge.rules': 'usr/lib/udev/rules.d/95-deskbridge.rules',
  'install/linux/50-deskbridge-cards.rules': 'usr/share/polkit-1/rules.d/50-deskbridge-cards.rules',
  'install/linux/deskbridge-session.desktop': 'etc/xdg/autostart/deskbridge-session.desktop',
  'install/linux/debian/lintian-overrides': 'usr/share/lintian/overrides/deskbridge',
  'install/README.md': `${documentation}/README.md`,
  'install/browser-policy.md': `${documentation}/browser-policy.md`,
}

/** The program as systemd starts it: by the launcher, which knows of updates. */
const started = {
  launcher: 'dist/launcher.js --data /var/lib/deskbridge -- run',
  program: 'dist/deskbridge.js run',
}

/** Whoever builds the package for a centre, in the variables in which Debian's tools expect it. */
export function maintainer(): string {
  return `${process.env.DEBFULLNAME ?? 'deskbridge'} <${process.env.DEBEMAIL ?? 'deskbridge@localhost'}>`
}

/** Lays out what the package puts on a PC. Returns the files that are configuration, which an administrator may change. */
export function layOut(payload: Payload, version: string, into: string): readonly string[] {
  freshFolder(into)
  cpSync(payload.folder, join(into, programFolder), { recursive: true })
  for (const [from, to] of Object.entries(placed)) place(join(projectFolder, from), join(into, to))
  write(into, 'usr/lib/systemd/system/deskbridge.service', unit(payload))
  compressed(into, 'usr/share/man/man1/deskbridge.1.gz', read('install/linux/deskbridge.1'))
  compressed(into, `${documentation}/changelog.gz`, read('CHANGELOG.md'))
  compressed(into, `${documentation}/changelog.Debian.gz`, debianChangelog(version))
  const terms = readFileSync(join(payload.folder, 'licences', 'LICENCES.txt'), 'utf8')
  compressed(into, `${documentation}/LICENCES.txt.gz`, terms)
  write(into, `${documentation}/copyright`, copyright(payload))
  settle(into, buildTime(), isProgram)
  return filesIn(into).filter((path) => path.startsWith('etc/'))
}

function unit({ files }: Payload): string {
  const own = files.includes('dist/launcher.js') ? started.launcher : started.program
  return read('install/linux/deskbridge.service').replace(`${started.program} `, `${own} `)
}

function debianChangelog(version: string): string {
  // `date` and not Date, whose words for a month are those of the locale.
  const date = execFileSync('date', ['-u', '-R', '-d', `@${buildTime()}`], { env: { LC_ALL: 'C' }, encoding: 'utf8' })
  const entry = ['', '  * See changelog.gz for what changed.', '', ` -- ${maintainer()}  ${date.trim()}`, '']
  return `deskbridge (${version}) stable; urgency=medium\n${entry.join('\n')}`
}

function copyright({ packages }: Payload): string {
  const list = packages.map(({ name, version, licence }) => ` ${name} ${version}: ${licence ?? 'see LICENCES.txt.gz'}`)
  return `${read('install/linux/debian/copyright.head')}\nComment: It contains\n${list.join('\n')}\n`
}

function isProgram(path: string): boolean {
  return (
    path === 'usr/bin/deskbridge' ||
    /^usr\/lib\/deskbridge\/(bin\/|dist\/(keyboard-grab|deskbridge\.js|launcher\.js)$)/.test(path)
  )
}

function compressed(into: string, path: string, text: string): void {
  // zlib writes no name and no time into it.
  write(into, path, gzipSync(text, { level: 9 }))
}

function write(into: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(into, path)), { recursive: true })
  writeFileSync(join(into, path), content)
}

function read(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8')
}
