import { describe, expect, it } from 'vitest'
import { openTestCentre } from '../../test/support/centres.ts'
import { oddAuthority, tlsListener } from '../../test/support/certificates.ts'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { startTestLink, untilInTime } from '../../test/support/links.ts'
import { centre, freePort, startMosquitto } from '../../test/support/mosquitto.ts'
import { has } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import type { BrokerSettings } from '../broker/index.ts'

const name = 'vinh-long/quay-05'

/** A Mosquitto with TLS for desks and, beside it, a plain listener for the centre. */
async function startDesk() {
  const authority = oddAuthority()
  const server = authority.issue('mqtt', 'broker')
  const plain = await freePort()
  const mosquitto = await startMosquitto([...tlsListener(server), `listener ${plain} 127.0.0.1`])
  const url = mosquitto.url.replace('mqtt:', 'mqtts:')
  const settingsOf = (issued: ReturnType<typeof authority.issue>) => ({ ...issued.texts, files: issued.files, url })
  return { authority, mosquitto, settingsOf, centreUrl: `mqtt://127.0.0.1:${plain}` }
}

describe.runIf(has('mosquitto') && has('openssl'))('a desk whose certificate is replaced', () => {
  it('while facts flow connects anew with the new one, and the centre misses and doubles nothing', async () => {
    const { authority, settingsOf, centreUrl } = await startDesk()
    const receiver = await openTestCentre(centreUrl, centre)
    let settings: Partial<BrokerSettings> = settingsOf(authority.issue(name))
    const log = keptLog()
    const journal = await openTestJournal()
    const link = startTestLink({ url: '', journal, log, settings: () => settings })
    await until('it is connected', () => link.status().online)
    for (let n = 0; n < 400; n++) {
      void journal.commit({ facts: [draftFact()] })
      if (n % 100 === 50) {
        await until('facts flow', () => receiver.facts.length > n - 50, 30_000)
        settings = settingsOf(authority.issue(name))
        link.renew()
      }
    }
    await until('the centre has all', () => receiver.facts.length >= 400, 30_000)
    expect(receiver.facts.map((fact) => Number(fact.sequence))).toEqual(Array.from({ length: 400 }, (_, n) => n + 1))
    expect(log.lines.filter((line) => line.message.startsWith('new credentials')).length).toBeGreaterThan(1)
  })

  it('notices it by itself within a minute; files that do not belong together change nothing', async () => {
    const { authority, settingsOf } = await startDesk()
    const [first, second] = [authority.issue(name), authority.issue(name)]
    let settings: Partial<BrokerSettings> = settingsOf(first)
    const [clock, log] = [fakeClock(), keptLog()]
    const journal = await openTestJournal({ clock })
    const link = startTestLink({ url: '', journal, log, clock, settings: () => settings })
    const connections = () => log.lines.filter((line) => line.message === 'connected').length
    await until('it is connected', () => link.status().online)
    settings = { ...settingsOf(first), cert: second.texts.cert }
    await untilInTime(clock, 'two minutes have passed', () => clock.mono() > 121_000, 1_000)
    expect(connections()).toBe(1)
    settings = settingsOf(second)
    await untilInTime(clock, 'it connects anew', () => connections() === 2, 1_000)
  })

  it('by one that the broker refuses goes back to the old one, and asks with the new one now and then', async () => {
    const { authority, settingsOf } = await startDesk()
    let settings: Partial<BrokerSettings> = settingsOf(authority.issue(name))
    const [clock, log] = [fakeClock(), keptLog()]
    const journal = await openTestJournal({ clock })
    const link = startTestLink({ url: '', journal, log, clock, settings: () => settings })
    await until('it is connected', () => link.status().online)
    settings = { ...settings, ...oddAuthority().issue(name).texts, ca: settings.ca ?? '' }
    link.renew()
    await untilInTime(clock, 'it is refused', () => link.status().state === 'refused')
    expect(link.status().error?.code).toBe('DB-LNK-017')
    await untilInTime(clock, 'it is back', () => link.status().online, 500)
  })
})
