import type { Bus, Wire } from '../../src/bus/index.ts'
import { type Clock, DeskError, text } from '../../src/core/index.ts'
import { bestSetting, encodeHex, type LineSetting, nextSetting, type Trial } from '../../src/profile/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Inlet } from './inlet.ts'

const patienceMs = 20_000
/** Silence behind what one press and its release say. */
const quietMs = 800

/** A serial line and the people beside it. */
export interface Search {
  readonly port: string
  readonly bus: Bus
  readonly inlet: Inlet
  readonly io: CliIo
  readonly clock: Clock
}

/** Finds how a serial line is set by trying, with two presses of one key at each setting. Throws `DB-PRO-098`. */
export async function findSpeed(search: Search): Promise<LineSetting> {
  const trials: Trial[] = []
  for (let setting = nextSetting(trials); setting; setting = nextSetting(trials)) {
    trials.push(await tryOne(search, setting))
  }
  const found = bestSetting(trials)
  if (!found) throw new DeskError('DB-PRO-098', { port: search.port })
  search.io.out(text('learn.speed', search.io.language(), { baud: found.baud, form: formOf(found) }))
  return found
}

/** Opens a serial port with a setting. */
export function openPort(bus: Bus, path: string, setting: LineSetting): Promise<Wire> {
  return bus.open({ kind: 'serial', path, settings: { ...setting, flow: 'none' } }, new AbortController().signal)
}

async function tryOne(search: Search, setting: LineSetting): Promise<Trial> {
  const { io, inlet, bus, port } = search
  const wire = await openPort(bus, port, setting)
  inlet.listen(wire)
  io.out(text('learn.trying', io.language(), { baud: setting.baud, form: formOf(setting) }))
  const first = await onePress(search)
  if (first.length > 0) io.out(text('learn.once.more', io.language()))
  const second = first.length > 0 ? await onePress(search) : first
  await wire.close()
  inlet.forget()
  return { setting, first, second }
}

/** All that arrives up to a silence; nothing when the person has had enough, or nobody presses. */
async function onePress({ inlet, io, clock }: Search): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let until = clock.mono() + patienceMs; ; ) {
    const happening = await inlet.next(until)
    if (happening.kind === 'lost') throw new DeskError('DB-BUS-003')
    if (happening.kind !== 'bytes') return new Uint8Array(Buffer.concat(parts))
    io.out(text('learn.bytes', io.language(), { bytes: encodeHex(happening.chunk.bytes) }))
    parts.push(happening.chunk.bytes)
    until = clock.mono() + quietMs
  }
}

function formOf({ data, parity, stop }: LineSetting): string {
  return `${data}${parity.slice(0, 1).toUpperCase()}${stop}`
}
