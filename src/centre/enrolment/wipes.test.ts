import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { migrate, openDatabase } from '../../sqlite/index.ts'
import { migrations } from '../sqlite/schema.ts'
import { centreFile, openSqliteStore } from '../sqlite/store.ts'
import { wipesVersion } from './schema.ts'
import { desksToForget, desksToWipe, wipeOfCertificate } from './wipes.ts'

test('an order of the version before is for the PC that had the name then, and is not lost', async () => {
  const folder = temporaryFolder()
  const before = await openDatabase(join(folder, centreFile), {})
  await migrate(before, migrations.slice(0, migrations.indexOf(wipesVersion)))
  await before.exec(`
    INSERT INTO enrol_certificates (serial, desk, issued, until, revoked, reason) VALUES
      ('A1', 'vinh-long/quay-05', 100, 900, NULL, NULL),
      ('B1', 'vinh-long/quay-06', 100, 900, 300, 'replaced'),
      ('B2', 'vinh-long/quay-06', 300, 900, NULL, NULL);
    INSERT INTO enrol_wipes VALUES ('vinh-long/quay-05', 200, 'stolen'), ('vinh-long/quay-06', 200, 'stolen');
  `)
  await before.close()
  const { database, close } = await openSqliteStore({ folder })
  expect(await desksToWipe(database)).toEqual(['vinh-long/quay-05'])
  expect([...(await desksToForget(database))]).toEqual(['vinh-long/quay-05'])
  expect(await wipeOfCertificate(database, 'A1')).toMatchObject({ reason: 'stolen', certificates: ['A1'] })
  // Which of two PCs was meant is not known any more: the one that works is left alone.
  expect(await wipeOfCertificate(database, 'B2')).toBeUndefined()
  await close()
})
