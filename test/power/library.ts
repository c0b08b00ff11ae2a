import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Variables for the environment of a child process. */
export type Environment = Readonly<Record<string, string>>

const compiled = new Map<string, string>()
let folder: string | undefined

/** Compiles one of the C sources here to a library for LD_PRELOAD, once per process; returns its path. */
export function preloadLibrary(name: 'power-loss' | 'disk-faults'): string {
  const known = compiled.get(name)
  if (known) return known
  folder ??= folderOfThisProcess()
  const library = join(folder, `${name}.so`)
  const source = join(import.meta.dirname, `${name}.c`)
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-o', library, source, '-ldl', '-lpthread'])
  compiled.set(name, library)
  return library
}

/**
 * One environment of several; where more than one preloads a library the first sees a call first. Disk faults come
 * last, so that a power loss knows which fsync has failed.
 */
export function together(...environments: readonly Environment[]): Environment {
  const preload = environments.flatMap(({ LD_PRELOAD }) => LD_PRELOAD ?? []).join(':')
  return Object.assign({}, ...environments, { LD_PRELOAD: preload })
}

function folderOfThisProcess(): string {
  const made = mkdtempSync(join(tmpdir(), 'deskbridge-power-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  return made
}
