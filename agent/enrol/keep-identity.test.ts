import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { renewOnce } from '../../test/enrolment/renew-once.ts'
import { fakeClock, keptLog, systemRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { keepIdentity } from './keep-identity.ts'

it('an identity that cannot be read at the start, since its chip came up later, is read when it can be', async () => {
  const dataFolder = join(temporaryFolder(), 'data')
  await renewOnce(dataFolder)
  const key = join(dataFolder, 'identity', '1', 'key')
  renameSync(key, `${key}.away`)
  let changes = 0
  const clock = fakeClock(Date.now())
  const keeper = keepIdentity({
    dataFolder,
    clock,
    random: systemRandom,
    log: keptLog(),
    changed: () => void changes++,
  })
  onTestFinished(() => keeper.stop())
  expect(keeper.status()).toEqual({ state: 'damaged', problem: 'DB-IDN-002' })
  clock.advance(120_000)
  expect(keeper.status()).toMatchObject({ state: 'damaged' })
  expect(changes).toBe(0)

  renameSync(`${key}.away`, key)
  clock.advance(61_000)
  expect(keeper.status()).toMatchObject({ state: 'good', level: 'file' })
  clock.advance(600_000)
  expect(keeper.status()).toMatchObject({ state: 'good' })
  expect(changes).toBe(1)
})
