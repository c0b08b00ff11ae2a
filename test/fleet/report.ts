import type { Balance } from './balance.ts'
import { isBalanced } from './balance.ts'
import type { FleetOptions } from './options.ts'

/** How long something took for each of many: milliseconds, in any order. */
export type Times = readonly number[]

/** Opening the journals. */
export interface Opened {
  readonly openSeconds: number
  readonly journalKilobytes: number
  readonly filesPerDesk: number
}

/** Everybody connecting at once. */
export interface Connected {
  /** From the order to connect until each desk was connected. */
  readonly connect: Times
  /** Processor seconds of the broker and of the desks' process meanwhile. */
  readonly connectCpu: { readonly broker: number; readonly desks: number }
  readonly linkKilobytes: number
}

/** The broker killed and started again, so that it has forgotten everything. */
export interface Restarted {
  /** From the broker being back until each desk was connected. */
  readonly restart: Times
  /** From there until the centre had everything that was accepted meanwhile. */
  readonly restartSeconds: number
}

/** The broker away, and facts accepted meanwhile. */
export interface Outage {
  readonly outageSeconds: number
  /** Facts that waited at its end. */
  readonly backlog: number
}

/** What waited goes to the centre. */
export interface Drained {
  /** From the broker being back until each desk was connected. */
  readonly returned: Times
  /** From there until the centre had everything. */
  readonly drainSeconds: number
  /** The most facts that took effect within one second. */
  readonly peakIntake: number
  /** What a fact takes of the centre's disk. */
  readonly bytesPerFact: number
  readonly megabytes: { readonly desks: number; readonly broker: number; readonly centre: number }
}

/** What a fleet run found. */
export interface FleetReport extends Opened, Connected, Restarted, Outage, Drained {
  readonly options: FleetOptions
  readonly accepted: number
  readonly balance: Balance
}

/** The report as people read it. */
export function writeReport(report: FleetReport): string {
  const { options, megabytes, balance } = report
  const row = (what: string, value: string) => `  ${what.padEnd(46)}${value}`
  return [
    `Fleet of ${options.desks} desks, seed ${options.seed}${options.tls ? ', TLS' : ''}`,
    '',
    row('journals opened in', `${report.openSeconds.toFixed(1)} s`),
    row('all connected in', `${seconds(most(report.connect))} s (median ${seconds(median(report.connect))} s)`),
    row('  processor, broker', `${((report.connectCpu.broker * 1000) / options.desks).toFixed(2)} ms per desk`),
    row('  processor, desks', `${((report.connectCpu.desks * 1000) / options.desks).toFixed(2)} ms per desk`),
    '',
    row('broker killed; all back after', `${seconds(most(report.restart))} s (spread asked: ${options.spread} s)`),
    ...histogram(report.restart),
    row('everything at the centre after', `${report.restartSeconds.toFixed(1)} s`),
    '',
    row(`outage of ${report.outageSeconds.toFixed(0)} s; facts waiting at its end`, String(report.backlog)),
    row('all back after', `${seconds(most(report.returned))} s (spread asked: ${options.spread} s)`),
    ...histogram(report.returned),
    row('everything at the centre after', `${report.drainSeconds.toFixed(1)} s`),
    row(
      'facts in effect per second, mean / peak',
      `${Math.round(report.backlog / report.drainSeconds)} / ${report.peakIntake}`,
    ),
    '',
    row(
      'memory per desk, journal + link',
      `${report.journalKilobytes.toFixed(0)} + ${report.linkKilobytes.toFixed(0)} kB`,
    ),
    row(
      'memory of all desks / broker / centre',
      [megabytes.desks, megabytes.broker, megabytes.centre].map((size) => `${size.toFixed(0)} MB`).join(' / '),
    ),
    row('open files per desk', report.filesPerDesk.toFixed(1)),
    row('disk of the centre per fact', `${report.bytesPerFact.toFixed(0)} bytes`),
    '',
    row('facts accepted', String(report.accepted)),
    row(
      'lost / doubled / reordered / unknown',
      `${balance.lost} / ${balance.doubled} / ${balance.reordered} / ${balance.unknown}`,
    ),
    '',
    isBalanced(balance) ? 'The books balance.' : 'THE BOOKS DO NOT BALANCE.',
  ].join('\n')
}

const bars = 10
const widest = 40

/** How many came in each tenth of the time. */
export function histogram(times: Times): string[] {
  const width = Math.max(most(times), 1) / bars
  const counts = new Array<number>(bars).fill(0)
  for (const time of times) {
    const bar = Math.min(bars - 1, Math.floor(time / width))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  const highest = Math.max(...counts, 1)
  return counts.map((count, bar) => {
    const [from, to] = [bar * width, (bar + 1) * width].map((ms) => (ms / 1000).toFixed(2).padStart(6))
    return `    ${from} – ${to} s ${'█'.repeat(Math.round((count * widest) / highest)).padEnd(widest)} ${count}`
  })
}

const seconds = (ms: number) => (ms / 1000).toFixed(1)
const most = (times: Times) => times.reduce((a, b) => Math.max(a, b), 0)
const median = (times: Times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
