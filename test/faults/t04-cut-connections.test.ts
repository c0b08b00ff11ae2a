import { describe, expect, it, type TestContext } from 'vitest'
import { type BadCable, layBadCable, type Manners } from '../support/bad-cable.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { startTestLink } from '../support/links.ts'
import { desk as deskAccount, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import type { Accepted } from './checker.ts'
import { FaultCentre } from './harness/centre.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const furthest = 200
/** Of all places from 1 to 200 every so many-th is tried, from a random one on. */
const stride = scale.pick({ short: 25, whole: 1, long: 1 })
const randomCuts = scale.pick({ short: 5, whole: 100, long: 2_000 })
const slowFacts = scale.pick({ short: 10, whole: 100, long: 1_000 })
const pauses = scale.pick({ short: 2, whole: 20, long: 200 })

interface Parts {
  readonly cable: BadCable
  readonly chance: Chance
  /** Accepts so many facts at once. */
  press(count: number): Promise<void>
  /**
   * Has a link of its own at work, until everything that is there and everything that `work` accepts is delivered. (One
   * link would come back ever more slowly to a network that always breaks at once.)
   */
  deliver(work: () => Promise<void>): Promise<void>
}

/** A journal and a link behind a bad cable, a broker and a centre, all real; at the end all facts are judged. */
async function prove(task: TestContext['task'], name: string, test: (parts: Parts) => Promise<void>): Promise<void> {
  const seed = seedFor(name)
  const proof = startProof(task, seed)
  const broker = await startMosquitto()
  const centre = await FaultCentre.start(broker.url)
  const [cable, journal] = await Promise.all([layBadCable(broker.url), openTestJournal()])
  const { epoch } = await journal.status()
  const accepted: Accepted[] = []
  let rounds = 0
  await test({
    cable,
    chance: chanceOf(seed),
    async press(count) {
      const facts = Array.from({ length: count }, () => draftFact())
      const sequences = await journal.commit({ facts })
      accepted.push(...facts.map(({ id }, index) => ({ id, epoch, sequence: Number(sequences[index]) })))
    },
    async deliver(work) {
      rounds++
      const link = startTestLink({ url: cable.url, journal, password: () => deskAccount.password })
      await work()
      await until('all is delivered', async () => (await journal.status()).backlog === 0, 120_000)
      await link.stop()
    },
  })
  const pressed = accepted.map(({ id }) => id)
  const taken = await centre.taken(deskAccount.name)
  proof.judge({ desk: deskAccount.name, pressed, accepted, centre: taken, journal: [] }, rounds)
}

/** The next connection meets these manners; when it was broken and the client is back, the cable is well again. */
async function breakOnce(cable: BadCable, manners: Manners, work: (whole: () => Promise<void>) => Promise<void>) {
  const before = cable.connections
  cable.behave(manners)
  await work(async () => {
    await until('the client came back after a cut', () => cable.connections >= before + 2, 60_000)
    cable.behave({})
  })
}

describe.runIf(has('mosquitto'))('T04 nothing is lost and nothing hangs when', () => {
  it(`a connection is reset after 1 to ${furthest} bytes of either direction`, ({ task }) =>
    prove(task, 'T04 cuts', async ({ cable, chance, press, deliver }) => {
      for (let cutAfter = chance.between(1, stride); cutAfter <= furthest; cutAfter += stride) {
        for (const way of ['up', 'down'] as const) {
          await press(3)
          await breakOnce(cable, { [way]: { cutAfter } }, deliver)
        }
      }
    }))

  it('a connection is reset anywhere in a stream of facts', ({ task }) =>
    prove(task, 'T04 cuts in a stream', async ({ cable, chance, press, deliver }) => {
      for (let cut = 0; cut < randomCuts; cut++) {
        const way = chance.hits(0.5) ? 'up' : 'down'
        // 100 facts are some 50 KB up, and as many acknowledgements and a few receipts down.
        const cutAfter = chance.between(furthest, way === 'up' ? 30_000 : 400)
        await press(100)
        await breakOnce(cable, { [way]: { cutAfter } }, deliver)
      }
    }))

  it('every byte comes alone', ({ task }) =>
    prove(task, 'T04 byte by byte', async ({ cable, press, deliver }) => {
      cable.behave({ up: { pieces: 'bytes' }, down: { pieces: 'bytes' } })
      await deliver(() => press(slowFacts))
    }))

  it('the network rests for 3 s in the middle of a packet', ({ task }) =>
    prove(task, 'T04 pauses', async ({ cable, chance, press, deliver }) => {
      const begun = performance.now()
      for (let pause = 0; pause < pauses; pause++) {
        const way = chance.hits(0.5) ? 'up' : 'down'
        cable.behave({ [way]: { pause: { after: chance.between(1, way === 'up' ? 2_000 : furthest), ms: 3_000 } } })
        await deliver(() => press(10))
      }
      expect(performance.now() - begun).toBeGreaterThan(3_000)
    }))
})
