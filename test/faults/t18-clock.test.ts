import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTestCentre } from '../support/centres.ts'
import { oddAuthority, tlsListener } from '../support/certificates.ts'
import { temporaryFolder } from '../support/folder.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { centre, freePort, startMosquitto } from '../support/mosquitto.ts'
import { has, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultDesk } from './harness/desk.ts'
import { scale } from './scale.ts'

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'
/** The wall clock of a child says something else; its monotonic clock stays true, as that of a real PC does. */
const underClock = (words: string) => (command: readonly string[]) => [
  'env',
  `LD_PRELOAD=${library}`,
  `FAKETIME=${words}`,
  'FAKETIME_DONT_FAKE_MONOTONIC=1',
  'DONT_FAKE_MONOTONIC=1',
  ...command,
]
const day = 86_400_000
const clocks = [
  { name: 'an hour slow', words: '-1h', off: -day / 24 },
  { name: 'three years fast', words: '+1095d', off: 1095 * day },
  { name: 'in 1970', words: '@1970-01-02 00:00:00', off: 86_400_000 - Date.now() },
]

describe.runIf(has('faketime') && has('mosquitto'))('a PC whose clock is', () => {
  it.each(scale.pick({ short: clocks.slice(2), whole: clocks, long: clocks }))(
    '$name keeps what it accepted offline and delivers everything in order, with the times that it knew',
    async ({ words, off }) => {
      const mosquitto = await startMosquitto()
      await mosquitto.stop()
      const desk = await FaultDesk.start({ url: mosquitto.url, wrap: underClock(words) })
      await desk.press(200)
      await mosquitto.start()
      const receiver = await openTestCentre(mosquitto.url, centre)
      await until('the centre has all', () => receiver.facts.length >= 200, 60_000)
      await desk.press(20)
      await until('the centre has the rest', () => receiver.facts.length >= 220, 60_000)
      expect(receiver.facts.map((fact) => fact.id)).toEqual(desk.accepted.map(({ id }) => id))
      const told = Date.parse(String(receiver.facts[0]?.recordedtime)) - Date.now()
      expect(Math.abs(told - off)).toBeLessThan(600_000)
    },
  )
})

describe.runIf(has('faketime') && has('mosquitto') && has('openssl'))(
  'a desk that boots in 1970 and speaks TLS',
  () => {
    it('says that its clock may be wrong, with both times, keeps its presses, and goes on once the clock is right', async () => {
      const authority = oddAuthority()
      const server = authority.issue('mqtt', 'broker')
      const plain = await freePort()
      const mosquitto = await startMosquitto([...tlsListener(server), `listener ${plain} 127.0.0.1`])
      const receiver = await openTestCentre(`mqtt://127.0.0.1:${plain}`, centre)
      const own = authority.issue('vinh-long/quay-05')
      const folder = temporaryFolder()
      const clockFile = join(folder, 'clock')
      writeFileSync(clockFile, '@1970-01-02 00:00:00\n')
      const configFile = join(folder, 'deskbridge.yaml')
      const url = mosquitto.url.replace('mqtt:', 'mqtts:')
      const { ca, cert, key } = own.files
      const lines = [
        'centre: vinh-long',
        'desk: quay-05',
        'data: data',
        'log: debug',
        `broker: { url: "${url}", ca: "${ca}", cert: "${cert}", key: "${key}" }`,
        'counters: [{ id: 5 }]',
      ]
      writeFileSync(configFile, `${lines.join('\n')}\n`)
      const program = join(import.meta.dirname, '..', '..', 'agent', 'deskbridge.ts')
      const environment = {
        ...process.env,
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: clockFile,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      }
      const args = [program, '--lang', 'en', 'run', '--config', configFile]
      const journal = await openTestJournal({ folder: join(folder, 'data') })
      for (let n = 0; n < 50; n++) await journal.commit({ facts: [draftFact()] })
      await journal.close()
      const desk = start(process.execPath, args, { env: environment })
      await until('it names the cause', () => desk.said().includes('DB-LNK-014'), 60_000)
      expect(desk.said()).toContain('1970-01-02')
      expect(desk.said()).toContain(new Date().toISOString().slice(0, 10))
      expect(receiver.facts).toEqual([])
      writeFileSync(clockFile, '+0\n')
      await until('everything is at the centre', () => receiver.facts.length >= 50, 90_000)
      const numbers = receiver.facts.map((fact) => Number(fact.sequence))
      expect(numbers.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
    })
  },
)
