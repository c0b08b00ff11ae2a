import { parseArgs } from 'node:util'
import { seedOfRun } from '../support/faces.ts'

/** What a fleet run is made of. */
export interface FleetOptions {
  readonly desks: number
  /** Facts that each desk accepts during the outage. */
  readonly facts: number
  /** Seconds that the broker is away in the outage, at least. */
  readonly outage: number
  /** Seconds over which the centre asks its desks to spread their return. */
  readonly spread: number
  /** Facts per second at which the centre lets each desk drain, at most; undefined: as fast as it can. */
  readonly drainRate: number | undefined
  /** Whether desks and centre connect with TLS and certificates. */
  readonly tls: boolean
  readonly seed: number
}

/** What `npm run fleet -- --help` says. */
export const usage = `npm run fleet -- [options]: many desks in one process against a real Mosquitto and a centre

  --desks N        desks, each with its own journal and link (2000)
  --facts N        facts that each desk accepts during the outage (20)
  --outage S       seconds that the broker is away, at least (20)
  --spread S       seconds over which the centre has its desks come back (10)
  --drain-rate N   facts per second at which each desk may drain (no limit)
  --tls            connect with TLS and client certificates
  --seed N         repeats the chances of a run`

/** Reads the command line; undefined when only help is wanted. Throws words for people on a mistake. */
export function readOptions(args: readonly string[]): FleetOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      desks: { type: 'string', default: '2000' },
      facts: { type: 'string', default: '20' },
      outage: { type: 'string', default: '20' },
      spread: { type: 'string', default: '10' },
      'drain-rate': { type: 'string' },
      tls: { type: 'boolean', default: false },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  return {
    desks: whole('desks', values.desks, 1, 100_000),
    facts: whole('facts', values.facts, 1, 1_000_000),
    outage: whole('outage', values.outage, 0, 86_400),
    spread: whole('spread', values.spread, 0, 600),
    drainRate: values['drain-rate'] === undefined ? undefined : whole('drain-rate', values['drain-rate'], 1, 100_000),
    tls: values.tls,
    seed: values.seed === undefined ? seedOfRun() : whole('seed', values.seed, 0, 2 ** 32),
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`)
}
