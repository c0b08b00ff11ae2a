import { readlinkSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Bus } from '../../../src/bus/index.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import { LabCentre } from './centre.ts'
import { LabDesk } from './desk.ts'
import { below } from './figures.ts'
import { hidAt } from './hid-kinds.ts'
import { keyboard, keyboardAt, type } from './keyboards.ts'
import { keypadSays, pedal, touch, touchButton, tread } from './known-devices.ts'
import type { LabTest } from './lab-test.ts'
import { LinePanel } from './line-panel.ts'
import { atTheBench, fullPlaceOf, same, serialPortAt, untilNothingAt } from './room.ts'

/** From when the kernel has made the device's file until the agent says that it is ready. */
const readyWithin = 2_000
const dossier = '000.00.01.H62-261122-0007'

/** That the agent itself finds what is plugged in, and who is who. */
export const findingTests: readonly LabTest[] = [
  {
    name: 'a pedal, a panel in its socket and a scanner that types are found by the agent; a button that nobody expects is offered',
    seconds: 240,
    run: () => atTheBench(found),
  },
  {
    name: 'twins keep their counters by their sockets when the kernel counts them in another order',
    seconds: 240,
    run: () => atTheBench(twinsInSockets),
  },
  {
    name: 'twins of which nobody knows who is who ask for a press each, and are themselves from then on',
    seconds: 240,
    run: () => atTheBench(twinsInDoubt),
  },
]

async function found(bench: Bench, bus: Bus) {
  const desk = await LabDesk.start({
    devices: [
      { name: 'pedal-5', profile: 'xkeys.xk3-foot-pedal', counter: 5, role: 'call-keypad', keys: { left: 'next' } },
      { name: 'panel-6', profile: 'deskbridge.line-panel', place: fullPlaceOf(1), counter: 6 },
      { name: 'scanner-5', profile: 'generic.keyboard-scanner', place: fullPlaceOf(2), counter: 5 },
    ],
  })
  const centre = await LabCentre.join(desk.brokerUrl)
  try {
    await bench.plug(keyboard('Officer'), 3)
    const foot = await bench.plug(pedal, 0)
    const pedalMs = await readySince(desk, 'pedal-5', async () => (await hidAt(bus, 0)).path)
    tread(foot)
    same('the pedal', (await desk.untilFacts('pedal-5', 1))[0]?.subject, 'counter/5')
    const panel = new LinePanel(await bench.plug({ chip: 'cdc-acm' }, 1), '00C0FFEE')
    const panelMs = await readySince(desk, 'panel-6', () => fileAt(1))
    await panel.press('next')
    same('the panel', (await desk.untilFacts('panel-6', 1))[0]?.subject, 'counter/6')
    const scanner = await bench.plug(keyboard('Scanner'), 2)
    const scannerMs = await readySince(desk, 'scanner-5', async () => (await keyboardAt(bus, 2)).path)
    await centre.command('counter.show', '5', { ticket: 'A012' })
    await desk.untilTicket('5', 'A012')
    type(scanner, `${dossier}\n`)
    const [scan] = await desk.untilFacts('scanner-5', 1)
    same('the scan', [scan?.type, scan?.data.dossier], ['deskbridge.dossier.attached', dossier])
    await adopt(desk, await bench.plug(touchButton, 4))
    return { 'pedal ready ms': pedalMs, 'panel ready ms': panelMs, 'scanner ready ms': scannerMs }
  } finally {
    await centre.leave()
    await desk.stop()
  }
}

/** What nobody expects is offered, works from the click on, and is known when it is back. */
async function adopt(desk: LabDesk, button: BenchDevice): Promise<void> {
  const name = await desk.adopt('muteme.muteme', { counter: '6', keys: { button: 'next' } })
  await desk.untilReady(name)
  touch(button)
  const [press] = await desk.untilFacts(name, 1)
  same('the press', [press?.subject, press?.data.action], ['counter/6', 'next'])
  await button.unplug()
  await desk.untilState(name, 'absent', 'DB-DEV-008')
  await button.replug()
  await desk.untilReady(name)
  touch(button)
  await desk.untilFacts(name, 2)
}

async function twinsInSockets(bench: Bench) {
  const left = await bench.plug({ chip: 'ch340' }, 2)
  await serialPortAt(2)
  const right = await bench.plug({ chip: 'ch340' }, 3)
  const before = await namesAt(2, 3)
  const keypad = (counter: 5 | 6, port: number) =>
    ({ name: `keypad-${counter}`, profile: 'generic.stx-keypad', place: fullPlaceOf(port), counter }) as const
  const desk = await LabDesk.start({ devices: [keypad(5, 2), keypad(6, 3)] })
  try {
    await pressBoth(desk, left, right, 1)
    await Promise.all([left.unplug(), right.unplug()])
    await Promise.all([untilNothingAt(2), untilNothingAt(3)])
    await desk.untilState('keypad-5', 'absent')
    await desk.untilState('keypad-6', 'absent')
    await right.replug()
    await serialPortAt(3)
    await left.replug()
    const after = await namesAt(2, 3)
    // Otherwise this test shows nothing.
    same('the kernel counts them in the order of plugging', after, before.toReversed())
    await pressBoth(desk, left, right, 2)
    return { before: before.join(' '), after: after.join(' ') }
  } finally {
    await desk.stop()
  }
}

/** Each of the keypads says something else, so that it is known whose facts these are. */
async function pressBoth(desk: LabDesk, left: BenchDevice, right: BenchDevice, times: number): Promise<void> {
  await desk.untilReady()
  left.say(keypadSays.next)
  right.say(keypadSays.recall)
  for (const [name, action] of [
    ['keypad-5', 'next'],
    ['keypad-6', 'recall'],
  ] as const) {
    const facts = await desk.untilFacts(name, times)
    same(
      `presses of ${name}`,
      facts.map(({ data }) => data.action),
      Array(times).fill(action),
    )
  }
}

async function twinsInDoubt(bench: Bench) {
  const expected = (counter: 5 | 6) =>
    ({
      name: `pedal-${counter}`,
      profile: 'xkeys.xk3-foot-pedal',
      role: 'call-keypad',
      keys: { left: 'next' },
      counter,
    }) as const
  const desk = await LabDesk.start({ devices: [expected(5), expected(6)] })
  try {
    const right = await bench.plug(pedal, 0)
    const left = await bench.plug(pedal, 1)
    await desk.untilState('pedal-5', 'absent', 'DB-DEV-009')
    await desk.untilState('pedal-6', 'absent', 'DB-DEV-010')
    await pressUntilKnown(desk, 'pedal-5', left)
    await desk.untilState('pedal-6', 'absent', 'DB-DEV-009')
    await pressUntilKnown(desk, 'pedal-6', right)
    const before = [(await desk.factsOf('pedal-5')).length, (await desk.factsOf('pedal-6')).length] as const
    await trod(desk, 'pedal-5', left, before[0] + 1)
    await trod(desk, 'pedal-6', right, before[1] + 1)
    await Promise.all([left.unplug(), right.unplug()])
    await desk.untilState('pedal-5', 'absent', 'DB-DEV-008')
    await desk.untilState('pedal-6', 'absent', 'DB-DEV-008')
    await left.replug()
    await desk.untilReady('pedal-5')
    await right.replug()
    await desk.untilReady()
    await trod(desk, 'pedal-5', left, before[0] + 2)
    await trod(desk, 'pedal-6', right, before[1] + 2)
    return undefined
  } finally {
    await desk.stop()
  }
}

/** A person who is asked for a press presses until it has worked. */
async function pressUntilKnown(desk: LabDesk, name: string, device: BenchDevice): Promise<void> {
  let isKnown = false
  const known = desk.untilReady(name).then(() => {
    isKnown = true
  })
  while (!isKnown) {
    tread(device)
    await Promise.race([known, new Promise((resolve) => setTimeout(resolve, 1_000))])
  }
}

async function trod(desk: LabDesk, name: string, device: BenchDevice, count: number): Promise<void> {
  tread(device)
  const facts = await desk.untilFacts(name, count)
  same(`the counter of ${name}`, facts.at(-1)?.subject, `counter/${name.at(-1)}`)
}

/** Milliseconds from when the kernel has made the file of the device until the agent says that it is ready. */
async function readySince(desk: LabDesk, name: string, file: () => Promise<string>): Promise<number> {
  await desk.untilReady(name)
  const ms = Math.round(desk.readyAt(name) - statSync(await file()).birthtimeMs)
  if (Number.isNaN(ms)) throw new Error(`the log does not tell when ${name} was ready`)
  return below(`${name} is ready`, ms, readyWithin)
}

async function namesAt(...ports: readonly number[]): Promise<string[]> {
  return Promise.all(ports.map(async (port) => basename(await fileAt(port))))
}

/** The kernel's name for the serial port in a socket. */
async function fileAt(port: number): Promise<string> {
  return `/dev/${basename(readlinkSync(await serialPortAt(port)))}`
}
