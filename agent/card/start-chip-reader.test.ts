import { expect, test, vi } from 'vitest'
import { fakeClock, silentLog, systemClock, systemRandom } from '../../test/support/faces.ts'
import { startChipReader } from './start-chip-reader.ts'

test('nothing is started for a desk whose file does not name card readers', () => {
  const world = { clock: fakeClock(), random: systemRandom, log: silentLog }
  expect(startChipReader({ dataFolder: '/nowhere' }, world)).toBeUndefined()
  expect(startChipReader({ modules: ['serial', 'hid'], dataFolder: '/nowhere' }, world)).toBeUndefined()
})

test('a desk whose file names them has a reader as soon as one is plugged in, and none before', async () => {
  vi.stubEnv('PCSCLITE_CSOCK_NAME', '/nowhere/pcscd.comm')
  const world = { clock: systemClock, random: systemRandom, log: silentLog }
  const reader = startChipReader({ modules: ['card'], dataFolder: '/nowhere' }, world)
  expect(reader?.at('5')).toBeUndefined()
  await reader?.stop()
  vi.unstubAllEnvs()
})
