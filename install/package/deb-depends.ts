import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the maintainer scripts need; init-system-helpers is essential in Debian. */
const forScripts = ['adduser']

/** The Debian packages that native parts load at run time, with the versions that they were linked against. */
export function dependsOf(nativeFiles: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-depends-'))
  try {
    // dpkg-shlibdeps works in the source tree of a package; this is the least that it takes for one.
    mkdirSync(join(folder, 'debian'))
    const source = 'Source: deskbridge\n\nPackage: deskbridge\nArchitecture: amd64\n'
    writeFileSync(join(folder, 'debian', 'control'), source)
    const files = nativeFiles.map((file) => `-e${file}`)
    const said = execFileSync('dpkg-shlibdeps', ['-O', ...files], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [, list = ''] = /^shlibs:Depends=(.*)$/m.exec(said) ?? []
    return [...list.split(', '), ...forScripts].filter((name) => name !== '').sort()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
