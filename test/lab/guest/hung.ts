import { setTimeout as pause } from 'node:timers/promises'
import type { Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import { below, quantile } from './figures.ts'
import { hidAt, openHid, plainKeypad } from './hid-kinds.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, type Listened, openSerial, patience, same, serialPortAt } from './room.ts'

/** What the program promises, at the 99th percentile, for a PC that is faster than the guest. */
const mayDelayMs = 50
const presses = 40
const betweenPresses = 60

/** That a device which hangs hurts nobody else. */
export const hungTests: readonly LabTest[] = [
  {
    name: 'a serial device that hangs is lost with its reason, and delays neither another one nor a HID keypad',
    run: () => atTheBench(hungSerial),
  },
  {
    name: 'a HID device that hangs is lost with its reason, and delays neither another one nor a serial device',
    run: () => atTheBench(hungHid),
  },
]

/** A device and the program's end of its wire. */
interface Plugged {
  readonly device: BenchDevice
  readonly line: Listened
}

async function hungSerial(bench: Bench, bus: Bus) {
  const hung = await serial(bench, bus, 0)
  const others = [await serial(bench, bus, 1), await keypad(bench, bus, 2)]
  const calm = await delays(others)
  hung.device.hang(true)
  hung.line.wire.write(Buffer.alloc(32_768, 0x55)).catch(() => undefined)
  const disturbed = await delays(others)
  same('the reason of the loss', (await hung.line.wire.lost).code, 'DB-SER-007')
  return verdict(calm, disturbed)
}

async function hungHid(bench: Bench, bus: Bus) {
  const hung = await keypad(bench, bus, 0)
  const others = [await keypad(bench, bus, 1), await serial(bench, bus, 2)]
  const calm = await delays(others)
  hung.device.hang(true)
  hung.line.wire.write(Buffer.alloc(8, 0x55), { number: 0, kind: 'output' }).catch(() => undefined)
  const disturbed = await delays(others)
  same('the reason of the loss', (await hung.line.wire.lost).code, 'DB-HID-007')
  return verdict(calm, disturbed)
}

async function serial(bench: Bench, bus: Bus, port: number): Promise<Plugged> {
  const device = await bench.plug({ chip: 'cdc-acm' }, port)
  return { device, line: await openSerial(bus, await serialPortAt(port)) }
}

async function keypad(bench: Bench, bus: Bus, port: number): Promise<Plugged> {
  const device = await bench.plug(plainKeypad, port)
  return { device, line: await openHid(bus, (await hidAt(bus, port)).path, false) }
}

/** Milliseconds from each press to its arrival, of all devices. */
async function delays(all: readonly Plugged[]): Promise<number[]> {
  const found: number[] = []
  for (let press = 0; press < presses; press++) {
    for (const { device, line } of all) {
      const before = line.pieces.length
      const pressed = performance.now()
      device.say(Buffer.alloc(8, press))
      await until('the press is heard', () => line.pieces.length > before, patience)
      found.push((line.pieces[before]?.at ?? 0) - pressed)
    }
    await pause(betweenPresses)
  }
  return found
}

function verdict(calm: readonly number[], disturbed: readonly number[]) {
  const delay = quantile(disturbed, 0.99) - quantile(calm, 0.99)
  return {
    'p99 ms before': quantile(calm, 0.99),
    'p99 ms while it hangs': quantile(disturbed, 0.99),
    'delay ms': below('delay', delay, mayDelayMs),
  }
}
