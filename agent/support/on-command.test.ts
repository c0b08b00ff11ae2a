import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbeddedBroker } from '../../src/centre/index.ts'
import { systemClock, systemRandom } from '../../test/support/faces.ts'
import { projectFolder } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import { startHandCentre, writeDesk } from '../agent.fixture.ts'
import { startAgent } from '../agent.ts'
import type { AgentChange } from '../changes.ts'
import { loadConfig } from '../config/load.ts'
import { keepNotices } from '../desk/notices.ts'
import { silentLog } from '../log.ts'

test('the centre asks for a support bundle by a command, and the page of every counter says that one was taken', async () => {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const { config } = loadConfig(writeDesk(`{ url: "${broker.url}" }`), join(projectFolder, 'device-profiles'))
  if (!config) throw new Error('the configuration of this test is wrong')
  const brought: string[] = []
  const support = async (upload: string) => {
    brought.push(upload)
    return undefined
  }
  const agent = await startAgent(config, { clock: systemClock, random: systemRandom, log: silentLog, support })
  onTestFinished(() => agent.stop())
  const told: Extract<AgentChange, { kind: 'notice' }>[] = []
  agent.onChange((change) => {
    if (change.kind === 'notice') told.push(change)
  })
  const hand = await startHandCentre({ url: broker.url, clientId: 'hand' })
  await until('the desk listens', async () => (await agent.status()).online)
  const upload = '019ab3f0-7c00-7000-8000-00000000d000'
  await hand.command({ name: 'desk.support', args: { upload } })
  await until('both counters were told', () => told.length === 2)
  expect(brought).toEqual([upload])
  const notices = keepNotices(systemClock)
  const words = told.map((one) => notices.add(one).words.vi)
  expect(words).toEqual(Array(2).fill('Trung tâm đã lấy gói hỗ trợ của máy này. Trong gói không có dữ liệu cá nhân.'))
})
