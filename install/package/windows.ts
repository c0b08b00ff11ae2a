import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildTime } from './build-time.ts'
import { filesIn } from './files.ts'
import { assemblePayload, type Payload } from './payload.ts'
import { buildMsi } from './windows-msi.ts'
import { nativePartsForWindows } from './windows-native.ts'

/** What to build for Windows. */
export interface WindowsOptions {
  /** The folder that the installer goes into. */
  readonly into: string
  /** A provisioning file that each desk finds at its first start: the installer of one centre. */
  readonly stamp?: string
  /** What the stamped installer is called after; needed with `stamp`. */
  readonly centre?: string
}

/** What was built. */
export interface WindowsPackage {
  readonly file: string
  readonly bytes: number
  /** What it installs. */
  readonly payload: Omit<Payload, 'folder'>
}

/** Where a stamped installer has its provisioning file; the service host takes it from there. */
const stampedFile = 'provision.yaml'

/**
 * Builds the installer for Windows from `dist/`, on Linux. Two builds of one commit, with the same stamp or none, are alike
 * to the byte.
 */
export async function packageForWindows({ into, stamp, centre }: WindowsOptions): Promise<WindowsPackage> {
  const work = mkdtempSync(join(tmpdir(), 'deskbridge-windows-'))
  try {
    const folder = join(work, 'payload')
    const payload = await assemblePayload({ platform: 'win32-x64', into: folder, addNative: nativePartsForWindows })
    if (stamp !== undefined) addStamp(stamp, join(folder, stampedFile))
    const files = filesIn(folder)
    const name = ['deskbridge', payload.version, 'x64', ...(stamp === undefined ? [] : [centre ?? 'stamped'])].join('-')
    const file = join(into, `${name}.msi`)
    mkdirSync(dirname(file), { recursive: true })
    buildMsi({ payload: folder, files, version: payload.version, time: buildTime(), to: file })
    return { file, bytes: statSync(file).size, payload: { ...payload, files } }
  } finally {
    rmSync(work, { recursive: true })
  }
}

function addStamp(from: string, to: string): void {
  copyFileSync(from, to)
  utimesSync(to, buildTime(), buildTime())
}
