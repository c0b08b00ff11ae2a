import { parseArgs } from 'node:util'

/** How busy the day is. */
export interface DayOptions {
  readonly desks: number
  readonly visitors: number
  /** Times the broker goes away, and seconds for which it does. */
  readonly outages: number
  readonly outageSeconds: number
  /** Agents that are killed as by a power cut. */
  readonly kills: number
  readonly seed: number
}

/** A centre like the busiest of a province: 30 counters, 1,200 visitors, in a few minutes instead of ten hours. */
export const busy: Omit<DayOptions, 'seed'> = { desks: 30, visitors: 1_200, outages: 2, outageSeconds: 15, kills: 3 }

export const usage = `npm run day [-- --desks 30 --visitors 1200 --outages 2 --outage-seconds 15 --kills 3 --seed 7]
Plays one day of a busy centre with the shipped program, and balances the books. Exit code 0 when they do.`

/** Reads the command line; undefined when only the usage is wanted. */
export function readOptions(args: readonly string[]): DayOptions | undefined {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      desks: text,
      visitors: text,
      outages: text,
      'outage-seconds': text,
      kills: text,
      seed: text,
    },
  })
  if (values.help) return undefined
  const number = (given: string | undefined, otherwise: number) => (given === undefined ? otherwise : Number(given))
  return {
    desks: number(values.desks, busy.desks),
    visitors: number(values.visitors, busy.visitors),
    outages: number(values.outages, busy.outages),
    outageSeconds: number(values['outage-seconds'], busy.outageSeconds),
    kills: number(values.kills, busy.kills),
    seed: number(values.seed, Date.now() % 1_000_000),
  }
}
