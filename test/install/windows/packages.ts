import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildTime } from '../../../install/package/build-time.ts'
import { assemblePayload, type Payload } from '../../../install/package/payload.ts'
import { buildMsi } from '../../../install/package/windows-msi.ts'
import { nativePartsForWindows } from '../../../install/package/windows-native.ts'

/** An installer that was built. */
export interface Installer {
  readonly file: string
  readonly bytes: number
}

/** What all installers of a test are made of: built once, since it takes most of the time. */
export function windowsPayload(folder: string): Promise<Payload> {
  return assemblePayload({ platform: 'win32-x64', into: join(folder, 'payload'), addNative: nativePartsForWindows })
}

/** An installer of this payload that calls itself by a version. */
export function installerOf(payload: Payload, version: string, file: string): Installer {
  const manifest = join(payload.folder, 'package.json')
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version }))
  utimesSync(manifest, buildTime(), buildTime())
  buildMsi({ payload: payload.folder, files: payload.files, version, time: buildTime(), to: file })
  return { file, bytes: statSync(file).size }
}
