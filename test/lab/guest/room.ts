import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Bus, createBus, type SerialSettings, type Wire } from '../../../src/bus/index.ts'
import { keptLog, systemClock } from '../../support/faces.ts'
import { until } from '../../support/wait.ts'
import { type Bench, openBench } from '../devices/bench.ts'
import { placeOf } from '../devices/vhci.ts'

/** Waiting for the kernel, udev and slow emulation. */
export const patience = 30_000

const links = '/dev/serial/by-path'
let bench: Bench | undefined

/** Runs with an empty bench and a bus of its own, and leaves both as they were found. */
export async function atTheBench<T>(work: (bench: Bench, bus: Bus) => Promise<T>): Promise<T> {
  bench ??= openBench()
  const bus = createBus({ clock: systemClock, log: keptLog() })
  try {
    return await work(bench, bus)
  } finally {
    await bus.stop()
    await bench.clear()
  }
}

/** The serial port at a place of the hub, as udev names it whatever the kernel does. */
export async function serialPortAt(port: number): Promise<string> {
  await until(`udev links the serial port at ${placeOf(port)}`, () => serialLinkAt(port) !== undefined, patience)
  return join(links, serialLinkAt(port) ?? '')
}

/** Waits until udev knows that nothing is plugged in there. */
export async function untilNothingAt(port: number): Promise<void> {
  await until(`udev forgets the serial port at ${placeOf(port)}`, () => serialLinkAt(port) === undefined, patience)
}

/** Opens a serial port and listens. */
export async function openSerial(bus: Bus, path: string, settings: Partial<SerialSettings> = {}): Promise<Listened> {
  const usual: SerialSettings = { baud: 9600, data: 8, parity: 'none', stop: 1, flow: 'none' }
  return listen(await bus.open({ kind: 'serial', path, settings: { ...usual, ...settings } }, never))
}

/** The place of a port of the hub, as a configuration names it. */
export function fullPlaceOf(port: number): string {
  return `platform-vhci_hcd.0-${placeOf(port)}`
}

/** A part of a stream or a whole report. */
export interface Piece {
  readonly report: number | undefined
  readonly hex: string
  readonly at: number
}

/** A wire and all that came over it. */
export interface Listened {
  readonly wire: Wire
  heard(): string
  /** Each piece with the time at which it came here. */
  readonly pieces: readonly Piece[]
}

/** Keeps what comes over a wire. */
export function listen(wire: Wire): Listened {
  let heard = ''
  const pieces: Piece[] = []
  const read = async () => {
    for await (const { bytes, report } of wire.readable) {
      heard += Buffer.from(bytes).toString('latin1')
      pieces.push({ report, hex: Buffer.from(bytes).toString('hex'), at: performance.now() })
    }
  }
  void read()
  return { wire, heard: () => heard, pieces }
}

/** Milliseconds since then. */
export function since(start: number): number {
  return Math.round(performance.now() - start)
}

/** Throws unless both are the same, in words. */
export function same(what: string, found: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)]
  if (is !== should) throw new Error(`${what}: ${is}, but should be ${should}`)
}

/** A signal that nobody gives. */
export const never: AbortSignal = new AbortController().signal

function serialLinkAt(port: number): string | undefined {
  // Udev makes a link under another name, beginning with a dot, and then renames it.
  const known = existsSync(links) ? readdirSync(links).filter((link) => !link.startsWith('.')) : []
  return known.find((link) => link.includes(placeOf(port)))
}
