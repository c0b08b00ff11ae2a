import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isUuid } from '../core/index.ts'
import { aMoment, createDesk, type Desk, libraryProfile, serialDevice, tcpDevice, until } from './device.fixture.ts'

const panelProfile = libraryProfile('open/ascii-panel.yaml')
const keypadProfile = libraryProfile('generic/stx-keypad.yaml')
const padProfile = libraryProfile('generic/rating-pad-5.yaml')
const scannerProfile = libraryProfile('generic/qr-serial.yaml')
const mrzProfile = libraryProfile('generic/mrz-serial.yaml')

const next = 'K 00A1 1 next*2D\r\n'
const nextAck = 'A 00A1 1*00\r\n'

let desk: Desk
let far: Awaited<ReturnType<typeof tcpDevice>>

beforeEach(async () => {
  desk = createDesk()
  far = await tcpDevice()
})

afterEach(async () => {
  await desk.stop()
  far.stop()
})

const ready = (count = 1) => until(() => desk.healths.filter(({ state }) => state === 'ready').length >= count)

describe('a press on a panel that wants an acknowledgement', () => {
  test('is an input with its own identity, and the name of its repeats', async () => {
    desk.supervise(panelProfile, far.address)
    await ready()
    far.say(next)
    await until(() => desk.inputs.length === 1)
    const [input] = desk.inputs
    expect(input).toMatchObject({ kind: 'call', action: 'next', via: 'keypad', source: 'call-keypad-1', counter: '5' })
    expect(input?.dedupe).toMatch(/^call-keypad-1\/./)
    expect(isUuid(input?.id ?? '')).toBe(true)
  })

  test('is acknowledged only once it is on disk', async () => {
    const disk = Promise.withResolvers<void>()
    desk.disk = disk.promise
    desk.supervise(panelProfile, far.address)
    await ready()
    far.say(next)
    await until(() => desk.inputs.length === 1)
    await aMoment()
    expect(String(far.heard())).toBe('')
    disk.resolve()
    await until(() => String(far.heard()) === nextAck)
  })

  test('is not acknowledged when it could not be stored; its repeat is tried anew', async () => {
    const full = Promise.reject(new Error('disk full'))
    full.catch(() => {})
    desk.disk = full
    const device = desk.supervise(panelProfile, far.address)
    await ready()
    far.say(next)
    await until(() => device.diagnostics().notAccepted === 1)
    await aMoment()
    expect(String(far.heard())).toBe('')
    desk.disk = Promise.resolve()
    far.say(next)
    await until(() => String(far.heard()) === nextAck)
    expect(desk.inputs).toHaveLength(2)
  })

  test('that is repeated while it is being stored is one input and two acknowledgements', async () => {
    const disk = Promise.withResolvers<void>()
    desk.disk = disk.promise
    const device = desk.supervise(panelProfile, far.address)
    await ready()
    far.say(next + next)
    await until(() => device.diagnostics().session?.events === 2)
    disk.resolve()
    await until(() => String(far.heard()) === nextAck + nextAck)
    expect(desk.inputs).toHaveLength(1)
  })

  test('that was stored before a restart is acknowledged again without a second input', async () => {
    desk.supervise(panelProfile, far.address)
    await ready()
    far.say(next)
    await until(() => String(far.heard()) === nextAck)
    desk.known.add(desk.inputs[0]?.dedupe ?? '')
    far.hangUp()
    await ready(2)
    far.forget()
    far.say(next)
    await until(() => String(far.heard()) === nextAck)
    expect(desk.inputs).toHaveLength(1)
  })

  test('that is the last word before the device leaves still counts', async () => {
    desk.supervise(panelProfile, far.address)
    await ready()
    far.sayAndLeave(next)
    await ready(2)
    expect(desk.inputs).toHaveLength(1)
  })

  test('is not acknowledged over a wire that came after it', async () => {
    const disk = Promise.withResolvers<void>()
    desk.disk = disk.promise
    desk.supervise(panelProfile, far.address)
    await ready()
    far.say(next)
    await until(() => desk.inputs.length === 1)
    far.hangUp()
    await ready(2)
    disk.resolve()
    await aMoment()
    expect(String(far.heard())).toBe('')
  })
})

describe('keys', () => {
  test('mean what the site says, else what they are called', async () => {
    const keypad = await serialDevice()
    desk.supervise(keypadProfile, keypad.address, { keys: { recall: 'finish' } })
    await ready()
    keypad.say(Buffer.from('023031310333' + '023031320330', 'hex'))
    await until(() => desk.inputs.length === 2)
    expect(desk.inputs).toMatchObject([
      { kind: 'call', action: 'next' },
      { kind: 'call', action: 'finish' },
    ])
    keypad.unplug()
  })

  test('without a meaning are counted, and acknowledged so that the panel goes on', async () => {
    const device = desk.supervise(panelProfile, far.address, { keys: { next: 'make-tea' } })
    await ready()
    far.say(next)
    await until(() => String(far.heard()) === 'A 00A1 1*00\r\n')
    expect(device.diagnostics().unknownKeys).toBe(1)
    expect(desk.inputs).toEqual([])
  })

  test('of a rating pad are levels', async () => {
    desk.supervise(padProfile, far.address, { keys: { 'level-1': '2' } })
    await ready()
    far.say(Buffer.from('A2010500062A' + 'A2010100022A', 'hex'))
    await until(() => desk.inputs.length === 2)
    expect(desk.inputs).toMatchObject([
      { kind: 'rating', level: 5, via: 'keypad' },
      { kind: 'rating', level: 2, via: 'keypad' },
    ])
  })
})

test('what a scanner reads is an input with its text', async () => {
  desk.supervise(scannerProfile, far.address)
  await ready()
  far.say('Nguyễn Văn Ân|A012\r\n')
  await until(() => desk.inputs.length === 1)
  expect(desk.inputs).toMatchObject([{ kind: 'scan', text: 'Nguyễn Văn Ân|A012', source: 'scanner-1' }])
})

test('what a reader of passports reads is a scan of its lines', async () => {
  desk.supervise(mrzProfile, far.address, { role: 'scanner' })
  await ready()
  const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
  far.say(`${lines.join('\r\n')}\r\n`)
  await until(() => desk.inputs.length === 1)
  expect(desk.inputs).toMatchObject([{ kind: 'scan', text: lines.join('') }])
})

describe('when nothing arrives, the counters tell where to look', () => {
  test.each([
    ['no-bytes', ''],
    ['no-frames', '\u0000\u00ff noise at the wrong speed'],
    ['no-rule', 'K 00A1 1 teatime*4F\r\n'],
    ['none', next],
  ])('%s', async (hint, said) => {
    const device = desk.supervise(panelProfile, far.address)
    await ready()
    far.say(said)
    await until(() => device.diagnostics().hint === hint)
    expect(device.diagnostics().wire?.bytesIn).toBe(Buffer.byteLength(said))
  })
})
