import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../workshop.ts'

/** The peers, at the versions that are measured. They are no part of the project: the bench installs them for itself. */
const packages = { mqtt: '5.16.0', 'mqtt-level-store': '3.1.0', 'node-red': '5.0.7' }

/** The folder with the peers' packages, which are installed where they are not yet. */
export function preparePeers(): string {
  const folder = join(projectFolder, 'node_modules', '.cache', 'deskbridge-bench-peers')
  if (installed(folder)) return folder
  mkdirSync(folder, { recursive: true })
  // The level store's native part comes prebuilt in its package; its script only looks for it.
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: packages, allowScripts: { leveldown: true } }),
  )
  process.stderr.write('installing the peers (mqtt-level-store, Node-RED) into node_modules/.cache\n')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  return folder
}

/** Name and version of each peer. */
export const peerVersions: readonly string[] = Object.entries(packages).map(([name, version]) => `${name} ${version}`)

function installed(folder: string): boolean {
  return Object.entries(packages).every(([name, version]) => {
    const file = join(folder, 'node_modules', name, 'package.json')
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version
  })
}
