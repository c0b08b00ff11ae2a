import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onPage, startTestAgent, type TestAgent } from '../../agent/agent.fixture.ts'
import { keepIdentity } from '../../agent/enrol/keep-identity.ts'
import { issueCertificate } from '../../src/centre/enrolment/certificates.ts'
import { writeBrokerKit } from '../../src/centre/index.ts'
import { enrolDesk, IdentityFolder, publicKeyOf, renewalAt } from '../../src/identity/index.ts'
import { fileKeeper } from '../../src/identity/keepers/file.ts'
import { fakeClock, keptLog, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type EnrollingCentre, type EnrollingOptions, startEnrollingCentre } from './enrolling-centre.ts'
import { brokerUrls, startShippedBroker } from './shipped-broker.ts'

const log = keptLog()
const day = 86_400_000
const minutes = 60_000
const desk = 'quay-05'

/** A desk whose configuration names no broker, with a data folder of its own. */
function newDesk() {
  const folder = temporaryFolder()
  const file = join(folder, 'deskbridge.yaml')
  writeFileSync(file, 'centre: vinh-long\ndesk: quay-05\ndata: data\npage: { port: 0 }\ncounters: [{ id: 5 }]\n')
  return { file, folder: new IdentityFolder(join(folder, 'data')), data: join(folder, 'data') }
}

/** A centre with the shipped broker, both of which know the same authorities. */
async function newSite(options: EnrollingOptions = {}) {
  const urls = await brokerUrls()
  const port = await freePort()
  const centre = await startEnrollingCentre({ port, ...options, settings: { broker: urls.desks } })
  return { centre, port, broker: await startShippedBroker(centre.enrolment, urls) }
}

async function enrolAt(centre: EnrollingCentre, folder: IdentityFolder) {
  const { code } = await centre.enrolment.code(desk)
  return await enrolDesk({ folder, server: centre.url, desk, code, log })
}

/** What happens at the desk is on its disk, whatever its identity is. */
async function expectKept({ agent, facts }: TestAgent): Promise<void> {
  const before = (await facts()).length
  await agent.accept(onPage('5', 'call', { action: 'next' }))
  expect((await facts()).length).toBeGreaterThan(before)
  expect((await agent.status()).journal.backlog).toBeGreaterThan(0)
}

const untilError = ({ agent }: TestAgent, code: string) =>
  until(`the desk says ${code}`, async () => (await agent.status()).error === code, 2 * minutes)
const untilOnline = ({ agent }: TestAgent) =>
  until('the desk is online', async () => (await agent.status()).online, 3 * minutes)

describe.runIf(has('mosquitto'))('T39 the life of an identity: a desk keeps what happens in every state', () => {
  it(
    'the authorities of another centre: nothing is sent there; enrolled rightly it goes on',
    async () => {
      const [own, other] = [await newSite(), await startEnrollingCentre()]
      const { file, folder } = newDesk()
      const wrong = await enrolAt(other, folder)
      await folder.begin(fileKeeper)
      // As if the broker's address had been taken over by somebody.
      const { key, level } = await folder.begin(fileKeeper)
      const request = { name: 'vinh-long/quay-05', publicKey: publicKeyOf(key) }
      const { code } = await other.enrolment.code(desk)
      const cert = await other.enrolment.enrol(desk, code, request)
      await folder.adopt({ ...wrong, key, level, cert, broker: own.broker.urls.desks })
      const running = await startTestAgent(file)
      await untilError(running, 'DB-LNK-016')
      await expectKept(running)
      await enrolAt(own.centre, folder)
      await untilOnline(running)
    },
    10 * minutes,
  )

  it(
    'expired while the PC was off: the centre renews it when it is back',
    async () => {
      const past = fakeClock(Date.now() - 100 * day)
      const { centre, port } = await newSite({ clock: past })
      const { file, folder } = newDesk()
      const before = await enrolAt(centre, folder)
      await centre.stop()
      const running = await startTestAgent(file)
      await untilError(running, 'DB-LNK-017')
      await expectKept(running)
      await until(
        'the centre was asked',
        async () => {
          const { identity } = await running.agent.status()
          return identity?.state === 'expired' && identity.problem === 'DB-IDN-003'
        },
        minutes,
      )
      await running.stop()
      await startEnrollingCentre({ folder: centre.folder, port, settings: { broker: before.broker } })
      const again = await startTestAgent(file)
      await untilOnline(again)
      expect((await again.agent.status()).identity).toMatchObject({ state: 'good', daysLeft: 89, problem: null })
    },
    10 * minutes,
  )

  it(
    'expired for longer than the centre allows: it is refused, and says that a new code is needed',
    async () => {
      const past = fakeClock(Date.now() - 100 * day)
      const { centre, port } = await newSite({ clock: past })
      const { file, folder } = newDesk()
      const before = await enrolAt(centre, folder)
      await centre.stop()
      const strict = { folder: centre.folder, port, days: { late: 5 }, settings: { broker: before.broker } }
      const later = await startEnrollingCentre(strict)
      const running = await startTestAgent(file)
      await until(
        'the renewal was refused',
        async () => {
          const { identity } = await running.agent.status()
          return identity !== null && 'problem' in identity && identity.problem === 'DB-IDN-009'
        },
        2 * minutes,
      )
      await expectKept(running)
      await enrolAt(later, folder)
      await untilOnline(running)
    },
    10 * minutes,
  )

  it(
    'not yet valid: the broker refuses, and the desk says that its certificate has not begun',
    async () => {
      const { centre, broker } = await newSite()
      const { file, folder } = newDesk()
      const enrolled = await enrolAt(centre, folder)
      const { key, level } = await folder.begin(fileKeeper)
      const life = { from: Date.now() + 10 * day, until: Date.now() + 90 * day }
      const wish = { name: 'vinh-long/quay-05', publicKey: publicKeyOf(key), use: 'desk', ...life } as const
      const { certificate } = issueCertificate(centre.enrolment.authorities.desks, wish, systemRandom)
      await folder.adopt({ ...enrolled, key, level, cert: certificate, broker: broker.urls.desks })
      const running = await startTestAgent(file)
      await untilError(running, 'DB-LNK-017')
      expect((await running.agent.status()).identity).toMatchObject({ state: 'early' })
      await expectKept(running)
    },
    10 * minutes,
  )

  it(
    'the broker has a new certificate of the same authority: nobody at the desk notices',
    async () => {
      const { centre, broker } = await newSite()
      const { file, folder } = newDesk()
      await enrolAt(centre, folder)
      const running = await startTestAgent(file)
      await untilOnline(running)
      await broker.stop()
      await until('the desk is offline', async () => !(await running.agent.status()).online)
      await writeBrokerKit(centre.enrolment, broker.folder, ['127.0.0.1'])
      await broker.start()
      await untilOnline(running)
    },
    10 * minutes,
  )

  it(
    'renewal due while the centre is away for weeks: it is tried again and again, and done when the centre is back',
    async () => {
      const { centre, port, broker } = await newSite()
      const { data, folder } = newDesk()
      const first = await enrolAt(centre, folder)
      await centre.stop()
      const clock = fakeClock(renewalAt(first) + 1_000)
      const keeper = keepIdentity({ dataFolder: data, clock, random: systemRandom, log, changed: () => undefined })
      await keeper.look()
      for (let days = 0; days < 20; days += 5) {
        clock.advance(5 * day)
        await keeper.look()
        expect(keeper.status()).toMatchObject({ state: 'due', problem: 'DB-IDN-003' })
      }
      expect(folder.read()).toEqual(first)
      await startEnrollingCentre({ folder: centre.folder, port, settings: { broker: broker.urls.desks } })
      clock.advance(41 * minutes)
      await keeper.look()
      await until('the certificate was renewed', () => folder.read()?.generation === first.generation + 1)
      keeper.stop()
    },
    10 * minutes,
  )
})
