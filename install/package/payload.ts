import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import bundles from '../../tsup.config.ts'
import { buildTime } from './build-time.ts'
import { filesIn, freshFolder, place, settle } from './files.ts'
import { licenceText, licensesOf } from './licences.ts'
import { nativePartsForLinux } from './linux-native.ts'
import { bundledPackages, type LockedPackage, nodePackage, readLock, runtimePackages } from './locked.ts'
import { checkInstalled, modulesFor } from './modules.ts'
import { isCommand, isNeeded } from './needed.ts'
import { nodeOf, type Platform, projectFolder } from './platform.ts'

/** What to assemble. */
export interface PayloadOptions {
  readonly platform: Platform
  /** The folder that it goes into; whatever is there is removed. */
  readonly into: string
  /** Another version of the package than that of package.json, for tests of upgrades; `dist/` keeps the one it was built with. */
  readonly version?: string
  /**
   * Adds what cannot be taken from the packages: the payload is complete but for that. Its own programs and sqlite3 for
   * Linux are compiled here; for Windows the caller brings them.
   */
  readonly addNative?: (into: string, modules: string) => Promise<void> | void
}

/** What was assembled. */
export interface Payload {
  readonly folder: string
  readonly platform: Platform
  readonly version: string
  /** The packages in it: Node, those in node_modules and those that the build has put into `dist/`. */
  readonly packages: readonly LockedPackage[]
  /** Every file, with slashes. */
  readonly files: readonly string[]
}

/** Beside the program: what it serves, and what belongs to its contracts. */
const documents = ['src/contract/asyncapi.yaml', 'src/desk/openapi.yaml', 'CHANGELOG.md', 'LICENSE']

/**
 * Puts together what is installed on a PC: `bin/` has Node and our small native programs, `dist/` the program, beside it
 * the packages and the device library. `dist/` must have been built. Two payloads of one commit are alike to the byte.
 */
export async function assemblePayload(options: PayloadOptions): Promise<Payload> {
  const { platform, addNative } = options
  const into = freshFolder(options.into)
  const lock = readLock()
  const modules = modulesFor(platform)
  const bundled = bundledNames()
  const loaded = runtimePackages(lock, platform, bundled)
  const node = nodePackage(lock, platform)
  checkInstalled(modules, [...loaded, node])
  placeProgram(into)
  for (const one of loaded) placePackage(one, modules, into, platform)
  placeNode(node, modules, into, platform)
  const version = writeManifest(into, options.version)
  const packages = [node, ...loaded, ...bundledPackages(lock, bundled)].sort((a, b) => (a.path < b.path ? -1 : 1))
  writeLicences(packages, modules, into)
  if (platform === 'linux-x64') nativePartsForLinux(into)
  await addNative?.(into, modules)
  settle(into, buildTime(), isProgram)
  return { folder: into, platform, version, packages, files: filesIn(into) }
}

/** The packages that the build puts into `dist/`, as its own configuration says. */
function bundledNames(): ReadonlySet<string> {
  const all = [bundles].flat().flatMap((one) => (typeof one === 'function' ? [] : (one.noExternal ?? [])))
  return new Set(all.filter((name) => typeof name === 'string'))
}

function placeProgram(into: string): void {
  const built = join(projectFolder, 'dist')
  if (!existsSync(join(built, 'deskbridge.js'))) throw new Error('dist/ is not there: run "npm run build" first')
  for (const path of filesIn(built)) {
    if (!path.endsWith('.map') && !path.endsWith('.d.ts')) place(join(built, path), join(into, 'dist', path))
  }
  // The public keys that updates are judged by; who brings none is updated by packages.
  const keys = join(projectFolder, 'release-keys.json')
  if (existsSync(keys)) place(keys, join(into, 'release-keys.json'))
  const library = join(projectFolder, 'device-profiles')
  for (const path of filesIn(library)) {
    if (!path.split('/').some((part) => part.startsWith('.')))
      place(join(library, path), join(into, 'device-profiles', path))
  }
  for (const path of documents) place(join(projectFolder, path), join(into, path))
}

function placePackage({ path }: LockedPackage, modules: string, into: string, platform: Platform): void {
  const from = join(modules, path)
  for (const file of filesIn(from)) {
    if (!isNeeded(file, platform) || isCommand(readFileSync(join(from, file)))) continue
    place(join(from, file), join(into, path, file))
  }
}

function placeNode({ path }: LockedPackage, modules: string, into: string, platform: Platform): void {
  const { program } = nodeOf[platform]
  place(join(modules, path, program), join(into, program))
}

/** What the program reads of its own package.json, and no scripts or tools of developers. */
function writeManifest(into: string, other: string | undefined): string {
  const whole = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))
  const { name, description, license, type, bin } = whole
  const version: string = other ?? whole.version
  const kept = { name, version, description, license, type, bin }
  writeFileSync(join(into, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`)
  return version
}

function writeLicences(packages: readonly LockedPackage[], modules: string, into: string): void {
  const own = readFileSync(join(projectFolder, 'LICENSE'), 'utf8')
  // A package for another system may not be installed here; its text is where the payload comes from.
  const inModules = packages.filter(({ path }) => existsSync(join(modules, path)))
  const elsewhere = packages.filter((one) => !inModules.includes(one))
  const licensed = [...licensesOf(modules, inModules), ...licensesOf(projectFolder, elsewhere)]
  mkdirSync(join(into, 'licences'), { recursive: true })
  writeFileSync(join(into, 'licences', 'LICENCES.txt'), licenceText(own, licensed))
}

function isProgram(path: string): boolean {
  return /^bin\/|^dist\/(keyboard-grab|deskbridge\.js|launcher\.js)$|\.exe$/.test(path)
}
