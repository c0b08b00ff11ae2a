import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { centreFile, restoreBackup } from '../../src/centre/index.ts'
import { enrolDesk, renewIdentity } from '../../src/identity/index.ts'
import { keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { newDeskFolder, startEnrollingCentre } from './enrolling-centre.ts'

const log = keptLog()
const passphrase = 'mot cau dai'

describe('the backup of a centre', () => {
  it('brings back authorities, codes, desks and who is shut out, on a new machine with the same passphrase', async () => {
    const port = await freePort()
    const before = await startEnrollingCentre({ passphrase, port })
    const { signer } = before.enrolment
    const folder = newDeskFolder()
    const { code } = await before.enrolment.code('quay-05')
    const enrolled = await enrolDesk({ folder, server: before.url, desk: 'quay-05', code, log })
    const lost = await before.enrolment.code('quay-07')
    await enrolDesk({ folder: newDeskFolder(), server: before.url, desk: 'quay-07', code: lost.code, log })
    await before.enrolment.revoke('quay-07')
    const open = await before.enrolment.code('quay-06')
    const file = join(temporaryFolder(), 'backup.db')
    await before.store.backup(file)
    await before.stop()

    const newMachine = join(temporaryFolder(), 'centre')
    await restoreBackup(file, newMachine, centreFile)
    await expect(startEnrollingCentre({ folder: newMachine, passphrase: 'other' })).rejects.toMatchObject({
      code: 'DB-CTR-041',
    })
    const after = await startEnrollingCentre({ folder: newMachine, passphrase, port })
    expect(after.enrolment.signer.id).toBe(signer.id)
    expect(await after.enrolment.desks()).toMatchObject([
      { desk: 'vinh-long/quay-05', state: 'enrolled', denied: undefined },
      { desk: 'vinh-long/quay-07', state: 'revoked', denied: 'revoked' },
    ])
    const renewed = await renewIdentity(enrolled, { folder, log, prove: async () => undefined })
    expect(renewed.generation).toBe(2)
    await enrolDesk({ folder: newDeskFolder(), server: after.url, desk: 'quay-06', code: open.code, log })
  })
})
