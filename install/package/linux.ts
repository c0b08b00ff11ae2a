import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bringCompanions } from './companions.ts'
import { buildDeb } from './deb.ts'
import { assemblePayload } from './payload.ts'
import { cacheFolder, packagesFolder, projectFolder } from './platform.ts'
import { releaseNotes } from './release-notes.ts'
import { sbomOf } from './sbom.ts'

const megabyte = 1_000_000

/** Builds the Debian package and what goes with it into `dist-packages/`. Tells of each file. */
export async function packageLinux(tell: (line: string) => void): Promise<void> {
  const payload = await assemblePayload({ platform: 'linux-x64', into: join(cacheFolder, 'payload-linux-x64') })
  tell(`payload: ${payload.files.length} files, ${payload.packages.length} packages`)
  for (const older of globSync(join(packagesFolder, 'deskbridge_*_amd64.deb*'))) rmSync(older)
  const deb = buildDeb(payload)
  tell(`${basename(deb.file)}: ${(deb.bytes / megabyte).toFixed(1)} MB, needs ${deb.depends.join(', ')}`)
  const { always, forCards } = bringCompanions(packagesFolder)
  const beside = [...always, ...forCards]
  tell(beside.length > 0 ? `beside it: ${beside.map((file) => basename(file)).join(', ')}` : noCompanions)
  const name = `deskbridge-${payload.version}-linux-x64`
  writeFileSync(join(packagesFolder, `${name}.cdx.json`), sbomOf(payload))
  copyFileSync(join(payload.folder, 'licences', 'LICENCES.txt'), join(packagesFolder, `${name}-LICENCES.txt`))
  const changelog = readFileSync(join(projectFolder, 'CHANGELOG.md'), 'utf8')
  writeFileSync(join(packagesFolder, `RELEASE-NOTES-${payload.version}.md`), releaseNotes(changelog, payload.version))
  tell(`${name}.cdx.json, ${name}-LICENCES.txt, RELEASE-NOTES-${payload.version}.md`)
}

const noCompanions = 'no mirror of Debian could be reached: put libusb-1.0-0 beside it by hand for PCs without it'
