import { readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import type { Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, openSerial, patience, same, serialPortAt, untilNothingAt } from './room.ts'

/** That identical devices without a serial number are told apart by where they are plugged in. */
export const serialTwinTests: readonly LabTest[] = [
  {
    name: 'two identical CH340 keep their places when they are plugged in again in another order',
    run: () => atTheBench(swap),
  },
]

async function swap(bench: Bench, bus: Bus) {
  const left = await bench.plug({ chip: 'ch340' }, 2)
  await serialPortAt(2)
  const right = await bench.plug({ chip: 'ch340' }, 3)
  const before = [await deviceName(2), await deviceName(3)]
  await sayWhoTheyAre(bus, left, right)
  await Promise.all([left.unplug(), right.unplug()])
  await Promise.all([untilNothingAt(2), untilNothingAt(3)])
  await right.replug()
  await serialPortAt(3)
  await left.replug()
  const after = [await deviceName(2), await deviceName(3)]
  // Otherwise this test shows nothing.
  same('the kernel counts them in the order of plugging', after, before.toReversed())
  await sayWhoTheyAre(bus, left, right)
  return { before: before.join(' '), after: after.join(' ') }
}

async function sayWhoTheyAre(bus: Bus, left: BenchDevice, right: BenchDevice): Promise<void> {
  const wires = await Promise.all([2, 3].map(async (port) => openSerial(bus, await serialPortAt(port))))
  left.say('left')
  right.say('right')
  const heard = () => wires.map((wire) => wire.heard())
  await until('both are heard', () => heard().every((text) => text.length > 3), patience).catch(() => undefined)
  same('who is where', heard(), ['left', 'right'])
  await Promise.all(wires.map(({ wire }) => wire.close()))
}

async function deviceName(port: number): Promise<string> {
  return basename(readlinkSync(await serialPortAt(port)))
}
