import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeskOutput } from '../contract/index.ts'
import { compile } from '../profile/index.ts'
import { backOff } from './back-off.ts'
import { createDesk, type Desk, libraryProfile, serialDevice, tcpDevice, until } from './device.fixture.ts'

const displayProfile = libraryProfile('generic/cd5220.yaml')
const padProfile = libraryProfile('generic/rating-pad-5.yaml')
const panelProfile = libraryProfile('open/ascii-panel.yaml')
const keypadProfile = libraryProfile('generic/stx-keypad.yaml')

/** A display that must answer `ping` within 100 ms. */
const pollingDisplay = compile(`
profile: test.polling-display
format: 1
revision: 1
name: Display that is polled
class: display
sources: [Made for this test]
support: {linux: full, windows: full}
match: [{bound: serial}]
link:
  serial: {baud: 9600, data: 8, parity: none, stop: 1}
text: {charset: ascii-vn, width: 20, lines: 2}
rx: {id: line, mode: delimited, end: "0A", max: 64}
decode:
  - {id: alive, when: {frame: line}, ignore: true}
commands:
  ping: {internal: true, write: [{bytes: "'ping' 0A"}]}
  show:
    params: {top: {text: {maxCells: 20, overflow: cut}}}
    write: [{bytes: "{top:text} 0A"}]
session:
  poll: [{send: ping, every: 200, timeout: 100, misses: 1}]
tests:
  - {name: shown as it is, command: show, args: {top: "A012"}, tx: "41 30 31 32 0A"}
`)

let desk: Desk
let far: Awaited<ReturnType<typeof tcpDevice>>
let cable: Awaited<ReturnType<typeof serialDevice>>

beforeEach(async () => {
  desk = createDesk()
  far = await tcpDevice()
  cable = await serialDevice()
})

afterEach(async () => {
  await desk.stop()
  far.stop()
  cable.unplug()
})

const ready = (count = 1) => until(() => desk.healths.filter(({ state }) => state === 'ready').length >= count)
const states = () => desk.healths.map(({ state, reason }) => (reason ? `${state} ${reason}` : state))
const sign = (ticket: string): DeskOutput => ({ kind: 'sign', counter: '5', sign: { state: 'serving', ticket } })
const screen = (top: string, bottom: string) => `\x1bQA${top.padEnd(20)}\r\x1bQB${bottom.padEnd(20)}\r`

describe('a supervised device', () => {
  test('is opening, ready, absent while it is unplugged, and ready again', async () => {
    desk.supervise(keypadProfile, cable.address)
    await ready()
    cable.unplug()
    await until(() => states().includes('absent DB-SER-001'))
    await cable.plug()
    await ready(2)
    // A slow machine may take its time to open it again.
    const settled = states().filter((state, index) => index === 0 || state !== 'opening')
    expect(settled).toEqual(['opening', 'ready', 'lost DB-SER-006', 'absent DB-SER-001', 'ready'])
    cable.say(Buffer.from('023031310333', 'hex'))
    await until(() => desk.inputs.length === 1)
  })

  test('is opening again only while an attempt takes its time', async () => {
    desk.supervise(keypadProfile, cable.address)
    await ready()
    const slow = Promise.withResolvers<void>()
    desk.driver = slow.promise
    cable.unplug()
    await until(() => states().at(-1) === 'opening')
    slow.resolve()
    await until(() => states().at(-1) === 'absent DB-SER-001')
    desk.driver = Promise.resolve()
    await cable.plug()
    await ready(2)
    expect(states().slice(1, 5)).toEqual(['ready', 'lost DB-SER-006', 'opening', 'absent DB-SER-001'])
  })

  test('that keeps failing slowly is not opening again and again, until something is plugged', async () => {
    desk.driver = new Promise((resolve) => setTimeout(resolve, 700))
    cable.unplug()
    desk.supervise(keypadProfile, cable.address)
    const { attempts } = desk
    const holdUp = setInterval(() => {
      desk.driver = new Promise((resolve) => setTimeout(resolve, 700))
    }, 100)
    await until(() => desk.attempts >= attempts + 4)
    expect(states().slice(0, 2)).toEqual(['opening', 'absent DB-SER-001'])
    expect(
      states()
        .slice(2)
        .filter((state) => state === 'opening').length,
    ).toBeLessThanOrEqual(1)
    const told = states().length
    desk.plug()
    await until(() => states().slice(told).includes('opening'))
    clearInterval(holdUp)
  })

  test('that is plugged while it is still being tried in vain is tried again at once', async () => {
    desk.supervise(keypadProfile, cable.address)
    await ready()
    cable.unplug()
    await until(() => states().includes('absent DB-SER-001'))
    // After so many attempts the next one would come in ten seconds.
    for (let attempt = desk.attempts; attempt < 10; attempt++) {
      desk.plug()
      await until(() => desk.attempts > attempt)
    }
    const slow = Promise.withResolvers<void>()
    let isHeld = false
    const hold = () => {
      isHeld = true
      return slow.promise
    }
    Object.defineProperty(desk, 'driver', { get: hold })
    desk.plug()
    await until(() => isHeld)
    await cable.plug()
    desk.plug()
    slow.resolve()
    await until(() => states().at(-1) === 'ready', 8_000)
  })

  test.each(['SIGKILL', 'SIGSEGV', 'SIGSTOP'] as const)('is back soon after %s of its process', async (signal) => {
    desk.supervise(keypadProfile, cable.address)
    await ready()
    const start = performance.now()
    process.kill(desk.childPid(), signal)
    await ready(2)
    expect(performance.now() - start).toBeLessThan(8_000)
    cable.say(Buffer.from('023031310333', 'hex'))
    await until(() => desk.inputs.length === 1)
  })

  test('that hangs does not delay another', async () => {
    const hanging = desk.supervise(displayProfile, cable.address)
    desk.supervise(panelProfile, far.address)
    await ready(2)
    cable.freeze()
    const flood = setInterval(() => {
      for (let i = 0; i < 200; i++) hanging.show({ kind: 'text', counter: '5', lines: [String(i), 'x'.repeat(20)] })
    }, 1)
    far.say('K 00A1 1 next*2D\r\n')
    await until(() => String(far.heard()) === 'A 00A1 1*00\r\n', 500)
    clearInterval(flood)
  })

  test('that is told to stop says goodbye, also while it is being opened', async () => {
    const absent = desk.supervise(keypadProfile, { kind: 'tcp', host: '192.0.2.1', port: 9 })
    await absent.stop()
    const display = desk.supervise(displayProfile, far.address)
    await ready()
    await until(() => far.heard().length === 3)
    await display.stop()
    await until(() => String(far.heard()) === '\x1b@\f\f')
    expect(states().at(-1)).toBe('ready')
  })

  test('that falls silent on an open wire is lost until it answers, and then shows what it should', async () => {
    desk.supervise(pollingDisplay, far.address).show(sign('A012'))
    await until(() => states().includes('lost DB-DEV-006'))
    far.forget()
    far.say('pong\n')
    await ready(2)
    await until(() => String(far.heard()).includes('Moi so A012'))
  })
})

describe('a display', () => {
  test('shows the sign of its counter in the words of the house', async () => {
    const display = desk.supervise(displayProfile, cable.address)
    await ready()
    display.show({ ...sign('B099'), counter: '6' } as DeskOutput)
    display.show(sign('A012'))
    await until(() => String(cable.heard()).endsWith(screen('Moi so A012', 'Den quay 5')))
    expect(String(cable.heard())).not.toContain('B099')
  })

  test.each([
    ['idle', { state: 'idle' }, screen('Quay 5', '')],
    ['paused', { state: 'paused', reason: 'nghỉ trưa' }, screen('Quay tam thoi dong', '')],
    ['closed', { state: 'closed' }, screen('Quay dong', '')],
  ] as const)('that is %s says so', async (_, state, expected) => {
    desk.supervise(displayProfile, far.address).show({ kind: 'sign', counter: '5', sign: state })
    await until(() => String(far.heard()).endsWith(expected))
  })

  test('gets its present words again when it comes back, after its opening sequence', async () => {
    const display = desk.supervise(displayProfile, far.address)
    await ready()
    display.show(sign('A012'))
    display.show({ kind: 'text', counter: '5', lines: ['Xin chờ', 'một lát'] })
    await until(() => String(far.heard()).endsWith(screen('Xin cho', 'mot lat')))
    far.hangUp()
    far.forget()
    await until(() => String(far.heard()) === `\x1b@\f${screen('Xin cho', 'mot lat')}`)
  })

  test('ignores what only a rating pad can do', async () => {
    const display = desk.supervise(displayProfile, far.address)
    display.show({ kind: 'rating-pad', counter: '5', armed: true, levels: 5 })
    display.show(sign('A013'))
    await until(() => String(far.heard()) === `\x1b@\f${screen('Moi so A013', 'Den quay 5')}`)
  })
})

describe('a rating pad', () => {
  const dark = 'a2020000022a'
  const armed = 'a2021f00212a'

  test('lights up while a rating is awaited, thanks for it, and is armed again when it comes back', async () => {
    const pad = desk.supervise(padProfile, far.address)
    await ready()
    pad.show({ kind: 'rating-pad', counter: '5', armed: true, levels: 5 })
    pad.show({ kind: 'rating-thanks', counter: '5', level: 3 })
    await until(() => far.heard().toString('hex') === `${dark}${armed}a2020400062a`)
    far.hangUp()
    far.forget()
    await until(() => far.heard().toString('hex') === dark + armed)
  })
})

describe('the time between two attempts', () => {
  test('doubles from a quarter of a second to ten seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 50].map((failures) => backOff(failures, 0))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ])
  })

  test('is a little shorter by chance', () => {
    expect(backOff(0, 0.999)).toBeGreaterThan(225)
    expect(backOff(0, 0.5)).toBe(237.5)
  })
})
