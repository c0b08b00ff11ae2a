import type { AcceptRate } from './accept.ts'
import type { IdleCost } from './idle.ts'
import type { Limits } from './limits.ts'
import type { PressTimes } from './press.ts'

/** All that one round measured. */
export interface Round extends Limits, PressTimes, IdleCost {
  readonly accept: AcceptRate
  readonly coldStart: number
}

/** One line of the result. */
export interface Figure {
  readonly name: string
  readonly unit: string
  value(round: Round): number
  readonly goal?: Goal
}

/** What a figure must hold, from limits that the same round measured. */
export interface Goal {
  readonly words: string
  readonly kind: 'at most' | 'at least'
  limit(round: Round): number
}

const atMost = (words: string, limit: Goal['limit']): Goal => ({ words, kind: 'at most', limit })
const fixed = (words: string, limit: number): Goal => atMost(words, () => limit)

/** Figures with a goal. */
export const promised: readonly Figure[] = [
  {
    name: 'press → durable, p50',
    unit: 'ms',
    value: (round) => round.durableP50,
    goal: atMost('F + 1.5 ms', ({ floorP50 }) => floorP50 + 1.5),
  },
  {
    name: 'press → durable, p99',
    unit: 'ms',
    value: (round) => round.durableP99,
    goal: atMost('2 F99 + 10 ms', ({ floorP99 }) => 2 * floorP99 + 10),
  },
  {
    name: 'press → PUBACK, p50',
    unit: 'ms',
    value: (round) => round.pubackP50,
    goal: atMost('F + R + 2 ms', ({ floorP50, roundTripP50 }) => floorP50 + roundTripP50 + 2),
  },
  {
    name: 'facts accepted in an outage',
    unit: '/s',
    value: ({ accept }) => accept.perSecond,
    goal: { words: '20,000/s', kind: 'at least', limit: () => 20_000 },
  },
  { name: 'idle: RSS of the core', unit: 'MB', value: ({ coreRss }) => coreRss, goal: fixed('90 MB', 90) },
  { name: 'idle: PSS of core and child', unit: 'MB', value: ({ bothPss }) => bothPss, goal: fixed('130 MB', 130) },
  { name: 'idle: processor, both', unit: '%', value: ({ cpu }) => cpu, goal: fixed('0.3 %', 0.3) },
  { name: 'cold start', unit: 'ms', value: ({ coldStart }) => coldStart, goal: fixed('1,500 ms', 1_500) },
]

/** Figures that explain the others. */
export const explaining: readonly Figure[] = [
  { name: 'F: fdatasync, p50', unit: 'ms', value: (round) => round.floorP50 },
  { name: 'F99: fdatasync, p99', unit: 'ms', value: (round) => round.floorP99 },
  { name: 'R: QoS 1 round trip, p50', unit: 'ms', value: (round) => round.roundTripP50 },
  { name: 'fdatasync in a burst, p50', unit: 'ms', value: (round) => round.burstFloorP50 },
  { name: 'fdatasync in a burst, p99', unit: 'ms', value: (round) => round.burstFloorP99 },
  { name: 'QoS 1 round trip in a burst, p50', unit: 'ms', value: (round) => round.burstRoundTripP50 },
  { name: 'press → fdatasync begins, p50', unit: 'ms', value: (round) => round.toSyncP50 },
  { name: 'fdatasync of the press, p50', unit: 'ms', value: (round) => round.syncP50 },
  { name: 'fdatasync of the press, p99', unit: 'ms', value: (round) => round.syncP99 },
  { name: 'durable → PUBLISH, p50', unit: 'ms', value: (round) => round.toPublishP50 },
  { name: 'PUBLISH → PUBACK, p50', unit: 'ms', value: (round) => round.publishP50 },
  { name: 'press → acknowledgement at the panel, p50', unit: 'ms', value: (round) => round.acknowledgedP50 },
  { name: 'press → acknowledgement at the panel, p99', unit: 'ms', value: (round) => round.acknowledgedP99 },
  { name: 'repeated press, there and back, p50', unit: 'ms', value: (round) => round.repeatP50 },
  { name: 'facts accepted per CPU second', unit: '/s', value: ({ accept }) => accept.perCpuSecond },
  { name: 'idle: wake-ups of the core', unit: '/s', value: ({ coreWakeUps }) => coreWakeUps },
  { name: 'idle: wake-ups of the serial child', unit: '/s', value: ({ childWakeUps }) => childWakeUps },
]
