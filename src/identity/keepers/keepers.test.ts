import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptLog, silentLog } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { has } from '../../../test/support/processes.ts'
import { startTpm } from '../../../test/support/swtpm.ts'
import { IdentityFolder } from '../folder.ts'
import { chooseKeeper, type KeyKeepers, keepersHere } from './choose.ts'
import { tpm2Keeper } from './tpm2.ts'

const canRun = ['swtpm', 'socat', 'openssl'].every(has)

/** The keepers of a PC with this chip, whatever this machine itself has. */
function withChip(file: string): KeyKeepers {
  return { ...keepersHere, tpm2: tpm2Keeper(file), dpapi: { ...keepersHere.dpapi, isThere: () => false } }
}

const about = { centre: 'vinh-long', desk: 'quay-05', server: 'https://127.0.0.1:1', broker: 'mqtts://127.0.0.1:1' }

/** Makes a desk of a data folder, as far as its PC has a part in it. */
async function enrol(dataFolder: string, keepers: KeyKeepers): Promise<string> {
  const folder = new IdentityFolder(dataFolder, keepers)
  const { key, level } = await folder.begin(chooseKeeper(silentLog, keepers))
  const keyFile = join(temporaryFolder(), 'key.pem')
  writeFileSync(keyFile, key)
  const subject = ['-subj', '/CN=vinh-long\\/quay-05', '-days', '2']
  const cert = execFileSync('openssl', ['req', '-x509', '-new', '-key', keyFile, ...subject], { encoding: 'utf8' })
  await folder.adopt({ ...about, root: 'deskbridge/1', signingKeys: [], level, key, cert, ca: cert })
  return key
}

describe.runIf(canRun)('a key that the chip of the PC keeps', () => {
  it('is there again after a restart of the desk and of the PC, and lies nowhere on the disk', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTpm()
    const key = await enrol(dataFolder, withChip(first.file))
    expect(new IdentityFolder(dataFolder, withChip(first.file)).read()).toMatchObject({ level: 'tpm2', key })

    await first.off()
    const again = await startTpm(first.state)
    const read = new IdentityFolder(dataFolder, withChip(again.file)).read()
    expect(read).toMatchObject({ level: 'tpm2', key })
    const onDisk = readFileSync(join(dataFolder, 'identity', String(read?.generation), 'key'))
    expect(onDisk.includes('PRIVATE KEY')).toBe(false)
    expect(onDisk.includes(Buffer.from(createPrivateKey(key).export({ format: 'jwk' }).d ?? '', 'base64url'))).toBe(
      false,
    )
  })

  it('opens on no other PC, and not when its file was changed', async () => {
    const dataFolder = temporaryFolder()
    const { file } = await startTpm()
    await enrol(dataFolder, withChip(file))
    const other = await startTpm()
    const elsewhere = new IdentityFolder(dataFolder, withChip(other.file))
    expect(() => elsewhere.read()).toThrow(expect.objectContaining({ code: 'DB-IDN-002' }))

    const keeper = tpm2Keeper(file)
    const sealed = Buffer.from(keeper.seal('a key'))
    expect(keeper.open(sealed)).toBe('a key')
    for (const at of [0, 20, sealed.length - 20, sealed.length - 1]) {
      const spoilt = Buffer.from(sealed)
      spoilt[at] = (spoilt[at] ?? 0) ^ 1
      expect(() => keeper.open(spoilt), `byte ${at}`).toThrow()
    }
    for (const cut of [0, 10, 100, sealed.length - 1]) expect(() => keeper.open(sealed.subarray(0, cut))).toThrow()
  })

  it('leaves nothing behind in the chip, which has room for three things', async () => {
    const { file } = await startTpm()
    const keeper = tpm2Keeper(file)
    for (let time = 0; time < 8; time++) expect(keeper.open(keeper.seal(`key ${time}`))).toBe(`key ${time}`)
    const foreign = tpm2Keeper((await startTpm()).file).seal('a key')
    for (let time = 0; time < 8; time++) expect(() => keeper.open(foreign)).toThrow()
    expect(keeper.open(keeper.seal('the last'))).toBe('the last')
  })
})

describe.runIf(has('openssl'))('a key on a PC', () => {
  it('without a chip is kept as a file, and the identity says so', async () => {
    const keepers = withChip(join(temporaryFolder(), 'no-chip'))
    const log = keptLog()
    expect(chooseKeeper(log, keepers).level).toBe('file')
    expect(log.lines).toEqual([])
    const dataFolder = temporaryFolder()
    const key = await enrol(dataFolder, keepers)
    expect(new IdentityFolder(dataFolder, keepers).read()).toMatchObject({ level: 'file', key })
  })

  it('with a chip that does not work is kept as a file, and the log says why', () => {
    const broken = join(temporaryFolder(), 'chip')
    writeFileSync(broken, '')
    const log = keptLog()
    expect(chooseKeeper(log, withChip(broken)).level).toBe('file')
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { reason: expect.stringContaining('no answer') } }])
  })
})
