import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ptyDevice } from '../../src/bus/bus.fixture.ts'
import type { CallAction } from '../../src/contract/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { scale } from './scale.ts'

const rounds = scale.pick({ short: 1, whole: 10, long: 100 })
const lostWithinMs = 5_000
const endedWithinMs = 10_000

/** A display that is given its letters again with each text: fifty kilobytes, which no buffer of a tty takes twice. */
const piece = 'x'.repeat(390)
const letters = ['latin', 'accents', 'signs', 'digits']
const bigDisplay = `
profile: test.big-display
format: 1
revision: 1
name: Display that is given its letters
class: display
sources: [Made for this test]
support: {linux: full, windows: full}
match: [{bound: serial}]
link:
  serial: {baud: 115200, data: 8, parity: none, stop: 1}
text: {charset: ascii-vn, width: 20, lines: 2}
decode: []
commands:
${letters.map((name) => `  ${name}: {write: [${Array.from({ length: 16 }, () => `{bytes: "'${piece}'"}`).join(', ')}]}`).join('\n')}
  show:
    params: {top: {text: {maxCells: 20, overflow: cut}}}
    defaults: {top: ""}
    pre: [${letters.join(', ')}]
    write: [{bytes: "{top:text} 0A"}]
tests:
  - {name: shown behind its letters, command: show, args: {top: "A012"}, prefix: true, tx: "78 78 78"}
`

it.runIf(has('socat'))(
  'T23 a display that takes nothing is lost in time, delays nobody, keeps nobody from ending, and is served again',
  async () => {
    const profiles = temporaryFolder()
    writeFileSync(join(profiles, 'big-display.yaml'), bigDisplay)
    const device = await ptyDevice()
    const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
      devices: [{ name: 'display-1', profile: 'test.big-display', port: device.path, counter: 5 }],
      profiles,
    })
    await device.received('Quay 5')
    const { pid } = desk
    const losses = () => desk.states('display-1').filter(({ state }) => state === 'lost')
    for (let round = 1; round <= rounds; round++) {
      const before = losses().length
      device.socat.kill('SIGSTOP')
      const start = performance.now()
      await showMuch(desk)
      await until('it is lost', () => losses().length > before)
      expect(performance.now() - start).toBeLessThan(lostWithinMs)
      expect(losses()[before]).toEqual({ state: 'lost', code: 'DB-SER-007' })
      device.socat.kill('SIGCONT')
      device.forget()
      await device.received('Quay tam thoi dong')
      await desk.untilDevice('display-1', 'ready')
      await press(desk, 'open')
      await device.received('Quay 5')
      expect(desk.pid).toBe(pid)
    }
    device.socat.kill('SIGSTOP')
    await showMuch(desk)
    const stopped = performance.now()
    expect(await desk.stop()).toBe(0)
    expect(performance.now() - stopped).toBeLessThan(endedWithinMs)
    device.unplug()
  },
)

/** The counter opens and closes; each time the display is told, and in the end that it is closed. */
async function showMuch(desk: ShippedDesk): Promise<void> {
  for (const key of ['pause', 'open', 'pause', 'open', 'pause'] as const) await press(desk, key)
}

/** Another device is not held up: its press is on disk before the display is given up. */
async function press({ panel }: ShippedDesk, key: CallAction): Promise<void> {
  panel.press(key)
  const isAcknowledged = () => panel.presses().every(({ acknowledged }) => acknowledged)
  await until('the press is on disk', isAcknowledged)
}
