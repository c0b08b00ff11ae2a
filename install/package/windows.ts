import { copyFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildTime } from './build-time.ts'
import { filesIn } from './files.ts'
import { assemblePayload } from './payload.ts'
import { cacheFolder, packagesFolder } from './platform.ts'
import { sbomOf } from './sbom.ts'
import { buildMsi } from './windows-msi.ts'
import { nativePartsForWindows } from './windows-native.ts'

/** Where a stamped installer has its provisioning file; the service host takes it from there. */
const stampedFile = 'provision.yaml'

const megabyte = 1_000_000

/**
 * Builds the installer for Windows from `dist/`, on Linux, and what goes with it into `dist-packages/`; tells of each file.
 * `stamp` is a provisioning file that each desk finds at its first start: the installer of one centre.
 */
export async function packageWindows(tell: (line: string) => void, stamp?: string): Promise<void> {
  const into = join(cacheFolder, 'payload-win32-x64')
  const payload = await assemblePayload({ platform: 'win32-x64', into, addNative: nativePartsForWindows })
  const { version, packages } = payload
  if (stamp !== undefined) addStamp(stamp, join(into, stampedFile))
  const files = filesIn(into)
  tell(`payload: ${files.length} files, ${packages.length} packages`)
  const name = `deskbridge-${version}-x64${stamp === undefined ? '' : '-stamped'}`
  const msi = join(packagesFolder, `${name}.msi`)
  buildMsi({ payload: into, files, version, time: buildTime(), to: msi })
  tell(`${name}.msi: ${(statSync(msi).size / megabyte).toFixed(1)} MB`)
  const beside = `deskbridge-${version}-windows-x64`
  writeFileSync(join(packagesFolder, `${beside}.cdx.json`), sbomOf(payload))
  copyFileSync(join(into, 'licences', 'LICENCES.txt'), join(packagesFolder, `${beside}-LICENCES.txt`))
  tell(`${beside}.cdx.json, ${beside}-LICENCES.txt`)
}

function addStamp(from: string, to: string): void {
  copyFileSync(from, to)
  utimesSync(to, buildTime(), buildTime())
}
