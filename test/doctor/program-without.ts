import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../support/folder.ts'
import { projectFolder } from '../support/processes.ts'

/**
 * Where packages are in a program in which a package has lost its native part: all packages are those of this project but
 * that one and the one through which it is loaded, which are copies.
 */
export function programWithout(native: string, through: string): (part: string) => string {
  const [from, to] = [join(projectFolder, 'node_modules'), join(temporaryFolder(), 'node_modules')]
  const copies = [native, through]
  const scope = dirname(native)
  mkdirSync(join(to, scope), { recursive: true })
  const names = [...readdirSync(from), ...readdirSync(join(from, scope)).map((name) => join(scope, name))]
  for (const name of names) {
    if (name.startsWith('.') || name === scope || copies.includes(name)) continue
    symlinkSync(join(from, name), join(to, name))
  }
  for (const name of copies) {
    cpSync(join(from, name), join(to, name), {
      recursive: true,
      dereference: true,
      filter: (file) => !file.endsWith('.node'),
    })
  }
  const { resolve } = createRequire(join(to, 'program.js'))
  return (part) => resolve(part)
}
