import type { Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import type { DeviceKind } from '../devices/bench-messages.ts'
import { hidAt, numberedKeypad, openHid, plainKeypad, untilNoHidAt } from './hid-kinds.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, type Listened, patience, same, since } from './room.ts'

const lostWithin = 5_000

/** That HID devices work through usbhid and hidraw. */
export const hidTests: readonly LabTest[] = [
  {
    name: 'a HID keypad whose reports have no numbers is heard, told and asked, missed when unplugged and works when it is back',
    from: 'ci',
    run: () => atTheBench((bench, bus) => live(plainKeypad, 0, bench, bus)),
  },
  {
    name: 'a HID keypad with numbered reports is heard, told and asked, missed when unplugged and works when it is back',
    run: () => atTheBench((bench, bus) => live(numberedKeypad, 1, bench, bus)),
  },
  {
    name: 'two identical HID keypads keep their places when they are plugged in again in another order',
    run: () => atTheBench(swap),
  },
]

/** @param first the number of the input report, 0 for none; those of the output and feature reports follow it */
async function live(kind: DeviceKind, first: 0 | 1, bench: Bench, bus: Bus) {
  const started = performance.now()
  const hints = countHints(bus)
  const device = await bench.plug(kind, 0)
  const { path, usb } = await hidAt(bus, 0)
  const seen = since(started)
  if (kind.chip === 'hid') same('vendor and product', [usb?.vid, usb?.pid], [kind.identity.vid, kind.identity.pid])
  const line = await openHid(bus, path, first === 1)
  await talk(device, line, first)
  const pulled = performance.now()
  await device.unplug()
  same('the reason of the loss', (await line.wire.lost).code, 'DB-HID-006')
  const missed = since(pulled)
  if (missed > lostWithin) throw new Error(`the loss was noticed after ${missed} ms`)
  await untilNoHidAt(bus, 0)
  const back = performance.now()
  await device.replug()
  await talk(device, await openHid(bus, (await hidAt(bus, 0)).path, first === 1), first)
  await until('USB hinted at what was plugged in', () => hints() > 0, patience)
  return { 'seen after ms': seen, 'missed after ms': missed, 'back after ms': since(back), hints: hints() }
}

/** A report of each kind, and a feature report back. */
async function talk(device: BenchDevice, { wire, pieces }: Listened, first: 0 | 1): Promise<void> {
  const body = first === 1 ? '01020304' : '0102030405060708'
  const bytes = Buffer.from(body, 'hex')
  device.say(first === 1 ? Buffer.concat([Buffer.of(first), bytes]) : bytes)
  await until('the device is heard', () => pieces.length > 0, patience)
  same('input', [pieces[0]?.report, pieces[0]?.hex], [first, body])
  const before = device.noticed().length
  await wire.write(bytes, { number: first * 2, kind: 'output' })
  const turned = bytes.toReversed()
  await wire.write(turned, { number: first * 3, kind: 'feature' })
  const reports = () =>
    device
      .noticed()
      .slice(before)
      .flatMap((one) => (one.kind === 'report' ? [[one.type, one.number, Buffer.from(one.bytes).toString('hex')]] : []))
  await until('the device is told', () => reports().length > 1, patience).catch(() => undefined)
  const reversed = Buffer.from(turned).toString('hex')
  const expected = [
    ['output', first * 2, body],
    ['feature', first * 3, reversed],
  ]
  same('told', reports(), expected)
  await wire.write(new Uint8Array(), { number: first * 3, kind: 'read' })
  await until('the device is asked', () => pieces.length > 1, patience)
  same('answered', [pieces[1]?.report, pieces[1]?.hex], [first * 3, reversed])
}

async function swap(bench: Bench, bus: Bus) {
  const left = await bench.plug(plainKeypad, 2)
  const before = [(await hidAt(bus, 2)).path]
  const right = await bench.plug(plainKeypad, 3)
  before.push((await hidAt(bus, 3)).path)
  await Promise.all([left.unplug(), right.unplug()])
  await Promise.all([untilNoHidAt(bus, 2), untilNoHidAt(bus, 3)])
  await right.replug()
  await hidAt(bus, 3)
  await left.replug()
  const after = [(await hidAt(bus, 2)).path, (await hidAt(bus, 3)).path]
  // Otherwise this test shows nothing.
  same('the kernel counts them in the order of plugging', after, before.toReversed())
  const [leftLine, rightLine] = [await openHid(bus, after[0] ?? '', false), await openHid(bus, after[1] ?? '', false)]
  left.say(Buffer.alloc(8, 1))
  right.say(Buffer.alloc(8, 2))
  await until('both are heard', () => leftLine.pieces.length + rightLine.pieces.length > 1, patience)
  same('who is where', [leftLine.pieces[0]?.hex, rightLine.pieces[0]?.hex], ['01'.repeat(8), '02'.repeat(8)])
  return { before: before.join(' '), after: after.join(' ') }
}

function countHints(bus: Bus): () => number {
  let hints = 0
  bus.onHint(() => {
    hints += 1
  })
  return () => hints
}
