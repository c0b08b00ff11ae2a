import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { buildTime } from './build-time.ts'
import { dependsOf } from './deb-depends.ts'
import { layOut, maintainer, programFolder } from './deb-tree.ts'
import { filesIn } from './files.ts'
import type { Payload } from './payload.ts'
import { packagesFolder, projectFolder } from './platform.ts'

/** A Debian package that was built. */
export interface Deb {
  readonly file: string
  readonly version: string
  readonly bytes: number
  readonly depends: readonly string[]
}

/** How small it is made: `small` takes minutes, `quick` is for tests. Both are the same to the byte each time. */
export type Squeeze = 'small' | 'quick'

const levels: Readonly<Record<Squeeze, readonly string[]>> = {
  // One thread: with more of them the bytes depend on the processor.
  small: ['-Zxz', '-z6', '--threads-max=1'],
  quick: ['-Zgzip', '-z1'],
}
const scripts = ['postinst', 'prerm', 'postrm']

/** Builds the package of a payload into a folder. */
export function buildDeb(payload: Payload, folder: string = packagesFolder, squeeze: Squeeze = 'small'): Deb {
  const version = debianVersion(payload.version)
  const tree = join(folder, `deskbridge-${version}`)
  const configuration = layOut(payload, version, tree)
  const native = filesIn(payload.folder).filter(isNeededToStart)
  const depends = dependsOf(native.map((path) => join(tree, programFolder, path)))
  writeControl(tree, version, depends, configuration)
  const file = join(folder, `deskbridge_${version}_amd64.deb`)
  const unfinished = `${file}.unfinished`
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(buildTime()) }
  execFileSync('dpkg-deb', ['--root-owner-group', ...levels[squeeze], '--build', tree, unfinished], {
    env,
    stdio: 'pipe',
  })
  renameSync(unfinished, file)
  rmSync(tree, { recursive: true })
  return { file, version, bytes: statSync(file).size, depends }
}

/** `1.2.0-rc.1` is older than `1.2.0`, which Debian writes with a tilde. */
export function debianVersion(version: string): string {
  return `${version.replace('-', '~')}-1`
}

/** The part for card readers is loaded by desks that have one, and nobody else needs its library. */
function isNeededToStart(path: string): boolean {
  return /\.node$|^bin\/|^dist\/keyboard-grab$/.test(path) && !path.includes('node_modules/smartcard/')
}

function writeControl(tree: string, version: string, depends: readonly string[], configuration: readonly string[]) {
  const folder = join(tree, 'DEBIAN')
  const files = filesIn(tree)
  mkdirSync(folder)
  const size = files.reduce((sum, path) => sum + Math.ceil(statSync(join(tree, path)).size / 1024), 0)
  const about: Readonly<Record<string, string>> = {
    control: control(version, depends, size),
    conffiles: configuration.map((path) => `/${path}\n`).join(''),
    md5sums: files
      .filter((path) => !configuration.includes(path))
      .map((path) => sum(tree, path))
      .join(''),
  }
  for (const [name, text] of Object.entries(about)) writeFileSync(join(folder, name), text, { mode: 0o644 })
  for (const name of scripts) {
    cpSync(join(projectFolder, 'install/linux/debian', name), join(folder, name))
    chmodSync(join(folder, name), 0o755)
  }
  for (const path of [...filesIn(folder), '.']) lutimesSync(join(folder, path), buildTime(), buildTime())
  chmodSync(folder, 0o755)
}

function control(version: string, depends: readonly string[], size: number): string {
  return `${[
    'Package: deskbridge',
    `Version: ${version}`,
    'Architecture: amd64',
    `Maintainer: ${maintainer()}`,
    `Installed-Size: ${size}`,
    `Depends: ${depends.join(', ')}`,
    // The last two are for card readers; a desk without one needs neither.
    'Recommends: udev, systemd, pcscd, libccid',
    'Section: comm',
    'Priority: optional',
    'Description: agent of the counter PCs of a public-service centre',
    ' Joins the hardware on a desk (call keypads, rating pads, displays, scanners)',
    " to the centre's server over MQTT, and keeps everything safe on disk while the",
    ' network is down.',
    ' .',
    ' It brings its own Node and all native parts, and installs without a network.',
  ].join('\n')}\n`
}

function sum(tree: string, path: string): string {
  const digest = createHash('md5')
    .update(readFileSync(join(tree, path)))
    .digest('hex')
  return `${digest}  ${path}\n`
}
