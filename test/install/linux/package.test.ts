import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildDeb } from '../../../install/package/deb.ts'
import { assemblePayload } from '../../../install/package/payload.ts'
import { packagesFolder } from '../../../install/package/platform.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { has, projectFolder } from '../../support/processes.ts'

const [shipped] = globSync(join(packagesFolder, 'deskbridge_*_amd64.deb'))

describe.runIf(has('dpkg-deb') && has('dpkg-shlibdeps'))('the Debian package', () => {
  it('is the same to the byte when it is built twice, in two places', async () => {
    const [first, second] = [await build(), await build()]
    expect(first.equals(second)).toBe(true)
  })

  it('needs the libraries that its native parts load', async () => {
    if (shipped === undefined) throw new Error('there is no package to look at: run "npm run package"')
    const depends = execFileSync('dpkg-deb', ['-f', shipped, 'Depends'], { encoding: 'utf8' })
    for (const name of ['libc6', 'libstdc++6', 'libudev1', 'libusb-1.0-0', 'adduser']) expect(depends).toContain(name)
  })
})

describe.runIf(has('lintian') && shipped !== undefined)('lintian', () => {
  it('finds nothing in the package that is not explained in its overrides', () => {
    const said = execFileSync('lintian', ['--no-cfg', '--fail-on', 'none', shipped ?? ''], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(said).toBe('')
  })
})

describe.runIf(has('systemd-analyze'))('the unit', () => {
  // systemd judges a file by its name, and refuses names in a place of the repository.
  const unit = () => {
    const file = join(temporaryFolder(), 'deskbridge.service')
    copyFileSync(join(projectFolder, 'install/linux/deskbridge.service'), file)
    return file
  }

  it('is as closed as a program with devices and a network can be', () => {
    const said = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', unit()], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(said) ?? []
    process.stdout.write(`  figure: exposure ${exposure} of 10\n`)
    expect(Number(exposure)).toBeLessThan(2)
    expect(readFileSync(unit(), 'utf8')).toContain(`gives ${exposure} of 10`)
  })
})

async function build(): Promise<Buffer> {
  const folder = temporaryFolder()
  const payload = await assemblePayload({ platform: 'linux-x64', into: join(folder, 'payload') })
  mkdirSync(join(folder, 'out'))
  return readFileSync(buildDeb(payload, join(folder, 'out'), 'quick').file)
}
