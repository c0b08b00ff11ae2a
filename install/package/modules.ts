import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LockedPackage } from './locked.ts'
import { cacheFolder, type Platform, projectFolder } from './platform.ts'

const manifests = ['package.json', 'package-lock.json', '.npmrc']

/**
 * The folder whose node_modules has the packages of a platform. This project's own serves for Linux; for Windows npm makes
 * one from the same lock file, without running a script, and it is kept until the lock file changes.
 */
export function modulesFor(platform: Platform, from: string = projectFolder): string {
  if (platform === 'linux-x64') return from
  const folder = join(cacheFolder, `${platform}-${fingerprint(from)}`)
  if (!existsSync(folder)) install(platform, from, folder)
  return folder
}

/** Throws where what is installed is not what the lock file pins: a package would say one thing and hold another. */
export function checkInstalled(folder: string, packages: readonly LockedPackage[]): void {
  const wrong = packages.filter(({ path, version }) => versionAt(join(folder, path)) !== version)
  if (wrong.length === 0) return
  const names = wrong.map(({ path, version }) => `${path} ${version}`).join(', ')
  throw new Error(`not installed as package-lock.json says, run "npm ci": ${names}`)
}

function install(platform: Platform, from: string, folder: string): void {
  const [os, cpu] = platform.split('-')
  const unfinished = `${folder}.unfinished-${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  for (const name of manifests) cpSync(join(from, name), join(unfinished, name))
  const system = [`--os=${os}`, `--cpu=${cpu}`, '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund']
  execFileSync('npm', ['ci', ...system], { cwd: unfinished, stdio: ['ignore', 'ignore', 'inherit'] })
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
}

function fingerprint(from: string): string {
  const hash = createHash('sha256')
  for (const name of manifests) hash.update(readFileSync(join(from, name)))
  return hash.digest('hex').slice(0, 16)
}

function versionAt(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version
  } catch {
    return undefined
  }
}
