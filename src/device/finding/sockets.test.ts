import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Attached } from '../../bus/index.ts'
import { compile } from '../../profile/index.ts'
import { createDesk, type Desk, serialDevice, until } from '../device.fixture.ts'
import type { Marks } from './assign.ts'

/** A keypad that is known by its USB adapter, which has no serial number. */
const keypad = compile(
  readFileSync(new URL('../../../device-profiles/generic/stx-keypad.yaml', import.meta.url), 'utf8').replace(
    '{ bound: serial }',
    '{ usb: { vid: 0x1a86, pid: [0x7523] } }',
  ),
)
const pressNext = Buffer.from('023031310333', 'hex')

let desk: Desk
let left: Awaited<ReturnType<typeof serialDevice>>
let right: Awaited<ReturnType<typeof serialDevice>>

beforeEach(async () => {
  desk = createDesk()
  left = await serialDevice()
  right = await serialDevice()
})

afterEach(async () => {
  await desk.stop()
  left.unplug()
  right.unplug()
})

/** What the system would say of a device in that socket. */
function plugged(device: typeof left, place: string): Attached {
  const path = device.address.kind === 'serial' ? device.address.path : ''
  return { wire: 'serial', path, place, usb: { vid: 0x1a86, pid: 0x7523 } }
}

function expectKeypad(counter: string, marks: Marks = {}): void {
  desk.supervise(keypad, left.address, { name: `keypad-${counter}`, counter, at: { kind: 'plugged', marks } })
}

const stateOf = (name: string) => {
  const { state, reason } = desk.healths.findLast((health) => health.name === name) ?? {}
  return reason ? `${state} ${reason}` : state
}

/** Presses as a person does: again only when nothing has happened for a while. A second press on its way would count. */
async function pressUntil(device: typeof left, holds: () => boolean): Promise<void> {
  device.say(pressNext)
  await until(holds, 5_000).catch(() => pressUntil(device, holds))
}

describe('a device of the desk’s own sockets', () => {
  test('is absent until it is plugged in, and found at once then', async () => {
    expectKeypad('5')
    await until(() => stateOf('keypad-5') === 'absent DB-DEV-008')
    desk.plug(plugged(left, 'a'))
    await until(() => stateOf('keypad-5') === 'ready')
    left.say(pressNext)
    await until(() => desk.inputs.length === 1)
    expect(desk.marks.get('keypad-5')).toEqual({ place: 'a' })
  })

  test('keeps its counter when the system gives it the path of its twin', async () => {
    desk.marks.set('keypad-5', { place: 'a' })
    desk.marks.set('keypad-6', { place: 'b' })
    expectKeypad('5')
    expectKeypad('6')
    desk.plug(plugged(right, 'a'), plugged(left, 'b'))
    await until(() => stateOf('keypad-5') === 'ready' && stateOf('keypad-6') === 'ready')
    left.say(pressNext)
    await until(() => desk.inputs.length === 1)
    expect(desk.inputs[0]).toMatchObject({ counter: '6', source: 'keypad-6' })
  })

  test('that has a twin is asked for a press, which has no other effect', async () => {
    expectKeypad('5')
    expectKeypad('6')
    desk.plug(plugged(left, 'a'), plugged(right, 'b'))
    await until(() => stateOf('keypad-5') === 'absent DB-DEV-009' && stateOf('keypad-6') === 'absent DB-DEV-010')
    await until(() => {
      right.say(pressNext)
      return stateOf('keypad-5') === 'ready'
    })
    expect(desk.marks.get('keypad-5')).toEqual({ place: 'b' })
    await until(() => stateOf('keypad-6') === 'absent DB-DEV-009')
    await pressUntil(left, () => stateOf('keypad-6') === 'ready')
    expect(desk.inputs.filter(({ counter }) => counter === '6')).toEqual([])
    left.say(pressNext)
    await until(() => desk.inputs.some(({ counter }) => counter === '6'))
  })

  test('is left when the system says that it is elsewhere', async () => {
    expectKeypad('5', { place: 'a' })
    desk.plug(plugged(left, 'a'))
    await until(() => stateOf('keypad-5') === 'ready')
    desk.plug(plugged(right, 'a'))
    await until(() => desk.healths.filter(({ state }) => state === 'ready').length === 2)
    right.say(pressNext)
    await until(() => desk.inputs.length === 1)
  })
})
