import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeOf, type Platform, projectFolder } from './platform.ts'

/** A package as the lock file pins it. */
export interface LockedPackage {
  readonly name: string
  readonly version: string
  /** Where npm puts it, from the project's folder: `node_modules/a/node_modules/b`. */
  readonly path: string
  readonly integrity: string
  /** As its maker writes it; some say it only in their own package.json. */
  readonly licence: string | undefined
}

/** The part of package-lock.json that says what is needed by what. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>
}

interface LockEntry {
  readonly version?: string
  readonly integrity?: string
  readonly license?: string
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Packages that only compile or download what has been compiled by then; nothing loads them in a running program. */
const onlyForCompiling: ReadonlySet<string> = new Set(['node-addon-api', 'node-gyp', 'prebuild-install', 'tar'])

/** The project's lock file. */
export function readLock(folder: string = projectFolder): LockFile {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as LockFile
}

/**
 * Every package that the program may load at run time on a platform, by path. Packages that the build has put into `dist/`
 * are left out, unless another package loads them too.
 */
export function runtimePackages(
  lock: LockFile,
  platform: Platform,
  bundled: ReadonlySet<string> = new Set(),
): readonly LockedPackage[] {
  const runtimes = new Set(Object.values(nodeOf).map(({ name }) => name))
  const found = new Map<string, LockedPackage>()
  const walk = (from: string, skip: (name: string) => boolean) => {
    for (const name of neededBy(lock.packages[from])) {
      if (skip(name)) continue
      const path = resolve(lock, from, name)
      const entry = path === undefined ? undefined : lock.packages[path]
      if (path === undefined || !entry || found.has(path) || !isFor(platform, name, entry)) continue
      found.set(path, locked(name, path, entry))
      walk(path, isNeverLoaded)
    }
  }
  walk('', (name) => isNeverLoaded(name) || bundled.has(name) || runtimes.has(name))
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Packages that `dist/` contains, with what they need themselves. */
export function bundledPackages(lock: LockFile, bundled: ReadonlySet<string>): readonly LockedPackage[] {
  return [...bundled].sort().flatMap((name) => {
    const path = `node_modules/${name}`
    const entry = lock.packages[path]
    return entry ? [locked(name, path, entry)] : []
  })
}

/** The package that brings a platform's Node. */
export function nodePackage(lock: LockFile, platform: Platform): LockedPackage {
  const { name } = nodeOf[platform]
  const path = `node_modules/${name}`
  const entry = lock.packages[path]
  if (!entry) throw new Error(`package-lock.json has no ${name}`)
  return locked(name, path, entry)
}

function locked(name: string, path: string, { version, integrity, license }: LockEntry): LockedPackage {
  if (version === undefined || integrity === undefined) throw new Error(`package-lock.json does not pin ${path}`)
  return { name, version, path, integrity, licence: license }
}

function neededBy(entry: LockEntry | undefined): readonly string[] {
  return Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies })
}

function isNeverLoaded(name: string): boolean {
  return onlyForCompiling.has(name) || name.startsWith('@types/')
}

/** As Node does: beside whoever asks, then in each folder above. */
function resolve(lock: LockFile, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (path in lock.packages) return path
    if (folder === '') return undefined
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1))
}

function isFor(platform: Platform, name: string, { os, cpu, libc }: LockEntry): boolean {
  const [system = '', processor = ''] = platform.split('-')
  // Lock files of some npm versions say nothing of the C library; the name does.
  const isOtherLibrary = name.endsWith('-musl') || (libc !== undefined && !libc.includes('glibc'))
  return (os?.includes(system) ?? true) && (cpu?.includes(processor) ?? true) && !isOtherLibrary
}
