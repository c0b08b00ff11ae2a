import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { writeDesk } from '../../agent/agent.fixture.ts'
import { startAgent } from '../../agent/agent.ts'
import { startChipReader } from '../../agent/card/start-chip-reader.ts'
import { loadConfig } from '../../agent/config/load.ts'
import { keptLog, seededRandom, seedOfRun, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has, projectFolder } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { holder } from './holder.ts'
import { makeIssuer } from './issuer.ts'
import { makeCard } from './make-card.ts'
import { hasCardService, startCardService } from './pcscd.ts'
import { access } from './reading.ts'

const seed = seedOfRun()

describe.skipIf(!hasCardService() || !has('openssl'))(`a desk with a card reader (SEED=${seed})`, () => {
  test('shows what is on the chip, who issued it not verified, until the card is lifted', async () => {
    const service = await startCardService()
    vi.stubEnv('PCSCLITE_CSOCK_NAME', service.socket)
    const file = writeDesk('{ url: mqtt://127.0.0.1:1 }', 'counters: [{ id: 5 }]', 'modules: [card]')
    const { config } = loadConfig(file, join(projectFolder, 'device-profiles'))
    if (!config) throw new Error('the configuration of this test is wrong')
    const world = { clock: systemClock, random: systemRandom, log: keptLog() }
    const cardReader = startChipReader(config, world)
    if (!cardReader) throw new Error('this desk reads no cards')
    const agent = await startAgent(config, { ...world, cardReader })
    onTestFinished(async () => {
      await agent.stop()
      await cardReader.stop()
      vi.unstubAllEnvs()
    })
    const reading = () => agent.cards.reading('5')
    await until('the reader is seen', () => cardReader.at('5') !== undefined)
    const asker = { kind: 'page', origin: 'page', user: 'officer' } as const
    agent.cards.ask({ counter: '5', can: access.can.can, asker })
    const issuer = makeIssuer(temporaryFolder())
    const laid = await service.lay(makeCard({ issuer, random: seededRandom(seed) }))
    await until('it is shown', () => reading()?.state === 'shown')
    expect(reading()).toMatchObject({
      source: 'chip',
      // Where the centre decided nothing, the number alone may be taken.
      content: { number: holder.number },
      verdicts: { read: 'whole', unaltered: 'proven', issuer: 'not-verified' },
      photo: { type: 'image/jpeg' },
    })
    await laid.remove()
    await until('it is forgotten', () => reading() === undefined)
    const facts: unknown[] = []
    for await (const fact of agent.facts()) facts.push(fact)
    const written = JSON.stringify([facts, world.log.lines])
    expect(written).toContain('deskbridge.card.read')
    for (const secret of [holder.number, holder.name, holder.religion, holder.ethnicity]) {
      expect(written).not.toContain(secret)
    }
  })
})
