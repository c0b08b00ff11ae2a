import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Program, startProgram, toMilliseconds } from './programs.ts'
import type { Workshop } from './workshop.ts'

/** The product at work: `deskbridge run` with a call panel on a pty, through a relay to a Mosquitto. */
export interface Desk extends AsyncDisposable {
  readonly pid: number
  readonly panel: Program
  readonly relay: Program
  /** Milliseconds from the start of the process until the panel heard that its first press is on disk. */
  readonly coldStart: number
  /** Milliseconds since the start of the process. */
  age(): number
  /** The process that holds the serial port. */
  childPid(): number
  /** When each fsync of the program began and returned, in milliseconds of the monotonic clock. */
  syncs(): readonly Sync[]
}

/** One fsync or fdatasync. */
export interface Sync {
  readonly begun: number
  readonly returned: number
}

/** `pty`: the panel is a serial device, in the child. `tcp`: it is behind a network port, which the core reads itself. */
export type Wire = 'pty' | 'tcp'

/** What confirms facts: the centre, which is not there, or the broker. */
export type Confirmed = 'by nobody' | 'by the broker'

/** Starts a desk with an empty journal and waits until its first press is accepted. */
export async function startDesk(
  workshop: Workshop,
  wire: Wire = 'pty',
  confirmed: Confirmed = 'by nobody',
): Promise<Desk> {
  await using parts = new AsyncDisposableStack()
  const folder = mkdtempSync(join(workshop.folder, 'desk-'))
  parts.defer(() => rmSync(folder, { recursive: true, force: true }))
  const stamps = join(mkdtempSync(join(workshop.memory, 'desk-')), 'syncs')
  const relay = parts.use(startProgram(join(workshop.folder, 'relay'), [String(workshop.brokerPort), callFact]))
  const port = Number(await relay.line())
  const tty = join(folder, 'panel')
  const panel = parts.use(startProgram(join(workshop.folder, 'panel'), [wire === 'pty' ? tty : wire]))
  const ready = await panel.line()
  const place = wire === 'pty' ? `port: "${tty}"` : `tcp: "127.0.0.1:${ready}"`
  const receipts = confirmed === 'by the broker' ? 'none' : 'centre'
  const config = writeConfig(folder, place, `{ url: "mqtt://127.0.0.1:${port}", receipts: ${receipts} }`)
  const begun = monotonic()
  const agent = parts.use(
    startProgram(workshop.node, [workshop.product, '--lang', 'en', 'run', '--config', config], {
      env: { ...process.env, LD_PRELOAD: join(workshop.folder, 'sync-stamp.so'), SYNC_STAMPS: stamps },
    }),
  )
  const first = toMilliseconds((await Promise.race([panel.line(), agent.ended])).split(' ')[1] ?? '')

  const owned = parts.move()
  return {
    pid: agent.pid,
    panel,
    relay,
    coldStart: first - begun,
    age: () => monotonic() - begun,
    childPid: () => Number(readFileSync(`/proc/${agent.pid}/task/${agent.pid}/children`, 'utf8').split(' ')[0]),
    syncs: () => readSyncs(stamps),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const monotonic = () => toMilliseconds(process.hrtime.bigint())

/** In the JSON of exactly one fact per press: `call.requested`, `call.provisional` or `call.ignored`. */
const callFact = '"type":"deskbridge.call.'

function writeConfig(folder: string, wire: string, broker: string): string {
  mkdirSync(join(folder, 'data'))
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: data',
    'log: error',
    `broker: ${broker}`,
    'counters: [{ id: 5 }]',
    `devices: [{ name: keypad-1, profile: deskbridge.ascii-panel, ${wire}, counter: 5 }]`,
  ]
  const file = join(folder, 'deskbridge.yaml')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

function readSyncs(file: string): Sync[] {
  const stamps = readFileSync(file)
  const at = (offset: number) => toMilliseconds(stamps.readBigInt64LE(offset))
  return Array.from({ length: stamps.length / 16 }, (_, index) => ({
    begun: at(index * 16),
    returned: at(index * 16 + 8),
  }))
}
