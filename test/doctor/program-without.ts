import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../support/folder.ts'
import { projectFolder } from '../support/processes.ts'

/**
 * Where packages are in a program in which a package has lost its native part, which is loaded through another one or
 * through itself.
 */
export function programWithout(native: string, through = native): (part: string) => string {
  const folder = temporaryFolder()
  copyPackages(folder, [native, through])
  const { resolve } = createRequire(join(folder, 'program.js'))
  return (part) => resolve(part)
}

/** The program as it is shipped, where all of these packages have lost their native parts. Returns its file. */
export function shippedWithout(...packages: readonly string[]): string {
  const folder = temporaryFolder()
  copyPackages(folder, packages)
  for (const name of ['dist', 'package.json'])
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true })
  symlinkSync(join(projectFolder, 'device-profiles'), join(folder, 'device-profiles'))
  return join(folder, 'dist', 'deskbridge.js')
}

/** All packages are those of this project but these, which are copies without what was compiled. */
function copyPackages(folder: string, copies: readonly string[]): void {
  const [from, to] = [join(projectFolder, 'node_modules'), join(folder, 'node_modules')]
  const scopes = [...new Set(copies.map((name) => dirname(name)))].filter((scope) => scope !== '.')
  const inScopes = scopes.flatMap((scope) => readdirSync(join(from, scope)).map((name) => join(scope, name)))
  mkdirSync(to)
  for (const scope of scopes) mkdirSync(join(to, scope))
  for (const name of [...readdirSync(from), ...inScopes]) {
    if (name.startsWith('.') || scopes.includes(name) || copies.includes(name)) continue
    symlinkSync(join(from, name), join(to, name))
  }
  for (const name of new Set(copies)) {
    cpSync(join(from, name), join(to, name), {
      recursive: true,
      dereference: true,
      filter: (file) => !file.endsWith('.node'),
    })
  }
}
