import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../support/folder.ts'
import { projectFolder } from '../../support/processes.ts'

/** Child processes of the program. */
export const families = ['serial', 'hid'] as const
/** One of {@link families}. */
export type FamilyName = (typeof families)[number]

/** What a child of the copy does of its own when it gets these signals. */
export const childFaults = { 'ends with exit code 0': 'SIGUSR1', 'loops for ever': 'SIGUSR2' } as const

/** A copy of the program. */
export interface ProgramCopy {
  /** The file to run. */
  readonly file: string
  /** Whether the children of a family die as soon as they are started. */
  doom(family: FamilyName, doomed: boolean): void
  /** How often a child of that family was started. */
  starts(family: FamilyName): number
}

/**
 * Copies the program as it is shipped, so that faults can be built into its surroundings: its children do on a signal what
 * a broken driver makes them do, and the native half of node-hid is the puppet of `hid-puppets.ts`.
 */
export function copyProgram(): ProgramCopy {
  const folder = temporaryFolder()
  const dist = join(folder, 'dist')
  cpSync(join(projectFolder, 'dist'), dist, { recursive: true })
  for (const shared of ['package.json', 'device-profiles'])
    symlinkSync(join(projectFolder, shared), join(folder, shared))
  for (const family of families) makeFaulty(dist, family)
  layOutPackages(join(folder, 'node_modules'))
  const note = (family: FamilyName, what: string) => join(dist, `${family}-child.${what}`)
  return {
    file: join(dist, 'deskbridge.js'),
    doom(family, doomed) {
      if (doomed) writeFileSync(note(family, 'doomed'), '')
      else rmSync(note(family, 'doomed'))
    },
    starts: (family) => statSync(note(family, 'starts'), { throwIfNoEntry: false })?.size ?? 0,
  }
}

function makeFaulty(dist: string, family: FamilyName): void {
  renameSync(join(dist, `${family}-child.js`), join(dist, `${family}-child-itself.js`))
  const [starts, doomed] = ['starts', 'doomed'].map((what) => JSON.stringify(join(dist, `${family}-child.${what}`)))
  const lines = [
    `import { appendFileSync, existsSync } from 'node:fs'`,
    `appendFileSync(${starts}, '.')`,
    `if (existsSync(${doomed})) process.exit(1)`,
    `process.on('${childFaults['ends with exit code 0']}', () => process.exit(0))`,
    `process.on('${childFaults['loops for ever']}', () => { for (;;); })`,
    `await import('./${family}-child-itself.js')`,
  ]
  writeFileSync(join(dist, `${family}-child.js`), lines.join('\n'))
}

function layOutPackages(folder: string): void {
  const real = join(projectFolder, 'node_modules')
  mkdirSync(folder)
  for (const name of readdirSync(real)) if (name !== 'node-hid') symlinkSync(join(real, name), join(folder, name))
  const hid = join(folder, 'node-hid')
  const loader = join(hid, 'node_modules', 'pkg-prebuilds')
  mkdirSync(loader, { recursive: true })
  for (const file of ['package.json', 'nodehid.js', 'binding-options.js'])
    cpSync(join(real, 'node-hid', file), join(hid, file))
  cpSync(join(import.meta.dirname, 'hid-puppet.cjs'), join(loader, 'bindings.js'))
}
