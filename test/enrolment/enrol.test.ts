import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { enrolDesk, IdentityFolder, publicKeyOf, renewIdentity } from '../../src/identity/index.ts'
import { keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has } from '../support/processes.ts'
import { newDeskFolder, startEnrollingCentre } from './enrolling-centre.ts'

const log = keptLog()
const desk = 'quay-05'

describe('a PC becomes a desk', () => {
  it('from a code alone: it has a key of its own, a certificate for it, and knows its centre', async () => {
    const centre = await startEnrollingCentre()
    const data = temporaryFolder()
    const folder = new IdentityFolder(data)
    const { code } = await centre.enrolment.code(desk)
    const enrolled = await enrolDesk({ folder, server: centre.url, desk, code: code.toLowerCase(), log })
    const certificate = new X509Certificate(enrolled.cert)
    expect(certificate.subject).toBe('CN=vinh-long/quay-05')
    expect(enrolled).toMatchObject({ centre: 'vinh-long', desk, broker: 'mqtts://127.0.0.1:8883', level: 'file' })
    expect(enrolled.signingKeys).toEqual([{ id: centre.enrolment.signer.id, key: centre.enrolment.signer.key }])
    expect(await folder.read()).toEqual(enrolled)
    expect(statSync(join(data, 'identity')).mode & 0o777).toBe(0o700)
    expect(statSync(join(data, 'identity', '1', 'key')).mode & 0o777).toBe(0o600)
    expect(await centre.enrolment.desks()).toMatchObject([{ desk: 'vinh-long/quay-05', state: 'enrolled' }])
  })

  it('once: the same code makes no second desk', async () => {
    const centre = await startEnrollingCentre()
    const { code } = await centre.enrolment.code(desk)
    await enrolDesk({ folder: newDeskFolder(), server: centre.url, desk, code, log })
    const again = enrolDesk({ folder: newDeskFolder(), server: centre.url, desk, code, log })
    await expect(again).rejects.toMatchObject({ code: 'DB-IDN-005' })
  })

  it('and not with a code of another centre, whose words are not believed', async () => {
    const [own, other] = [await startEnrollingCentre(), await startEnrollingCentre()]
    const { code } = await own.enrolment.code(desk)
    await other.enrolment.code(desk)
    const folder = newDeskFolder()
    await expect(enrolDesk({ folder, server: other.url, desk, code, log })).rejects.toMatchObject({
      code: 'DB-IDN-010',
    })
    expect(await folder.read()).toBeUndefined()
  })
})

describe('a certificate is renewed', () => {
  it('for a new key, and only when the broker has taken it; then the old one is revoked', async () => {
    const centre = await startEnrollingCentre()
    const folder = newDeskFolder()
    const { code } = await centre.enrolment.code(desk)
    const first = await enrolDesk({ folder, server: centre.url, desk, code, log })
    const refused = renewIdentity(first, { folder, log, prove: async () => Promise.reject(new Error('not yet')) })
    await expect(refused).rejects.toThrow('not yet')
    expect(await folder.read()).toEqual(first)
    const second = await renewIdentity(first, { folder, log, prove: async () => undefined })
    expect(second.key).not.toBe(first.key)
    expect(await folder.read()).toEqual(second)
    const again = renewIdentity(first, { folder, log, prove: async () => undefined })
    await expect(again).rejects.toMatchObject({ code: 'DB-IDN-009' })
    expect(await folder.read()).toEqual(second)
  })
})

describe.runIf(has('openssl'))('what the centre signs', () => {
  it('is what OpenSSL understands: authorities, certificates, lists', async () => {
    const centre = await startEnrollingCentre()
    const at = (name: string, text: string) => {
      const file = join(centre.folder, name)
      writeFileSync(file, text)
      return file
    }
    const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
    const folder = newDeskFolder()
    const { code } = await centre.enrolment.code(desk)
    const { cert, key } = await enrolDesk({ folder, server: centre.url, desk, code, log })
    const { desks, servers } = centre.enrolment.authorities
    const [ca, crl] = [at('ca.pem', desks.certificate), at('before.crl', await centre.enrolment.revocationList())]
    const good = at('desk.pem', cert)
    const check = ['verify', '-x509_strict', '-crl_check', '-purpose', 'sslclient', '-CAfile', ca]
    expect(openssl(...check, '-CRLfile', crl, good)).toContain('OK')
    await centre.enrolment.revoke(desk)
    const after = at('after.crl', await centre.enrolment.revocationList())
    expect(() => openssl(...check, '-CRLfile', after, good)).toThrow(/certificate revoked/)
    const { certificate } = centre.enrolment.issueServer('broker', publicKeyOf(key), [
      '10.0.0.5',
      'fe80::1',
      'mqtt.local',
    ])
    const server = [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      at('servers.pem', servers.certificate),
    ]
    expect(openssl(...server, '-verify_ip', 'fe80::1', at('broker.pem', certificate))).toContain('OK')
    expect(new X509Certificate(certificate).checkIP('10.0.0.5')).toBe('10.0.0.5')
    expect(readdirSync(centre.folder)).not.toContain('desks.key')
  })
})
