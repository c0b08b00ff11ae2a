import type { AcceptRate } from './accept.ts'
import type { ByName, Delivery } from './delivery/delivery.ts'
import type { IdleCost } from './idle.ts'
import type { Limits } from './limits.ts'
import type { PressTimes } from './press.ts'

/** All that one round measured. */
export interface Round extends Limits, PressTimes, IdleCost {
  /** The same presses over a socket that the core reads itself. */
  readonly corePresses: PressTimes
  readonly accept: AcceptRate
  readonly delivery: Delivery
  readonly waitingMemory: number
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

const atLeast = (words: string, limit: Goal['limit']): Goal => ({ words, kind: 'at least', limit })
const named = (figures: ByName, name: string) => figures[name] ?? Number.NaN
const own = (figures: ByName) => named(figures, 'deskbridge')

/** Facts under way at most, over a round trip in seconds: what the window lets through. */
const throughWindow = 1024 / 0.04

/** Figures with a goal. */
export const promised: readonly Figure[] = [
  {
    name: 'press at the core → durable, p50',
    unit: 'ms',
    value: ({ corePresses }) => corePresses.durableP50,
    goal: atMost('F + 0.5 ms', ({ floorP50 }) => floorP50 + 0.5),
  },
  {
    name: 'press at the core → durable, p99',
    unit: 'ms',
    value: ({ corePresses }) => corePresses.durableP99,
    goal: atMost('2 F99 + 5 ms', ({ floorP99 }) => 2 * floorP99 + 5),
  },
  {
    name: 'press at the pty → durable, p50',
    unit: 'ms',
    value: (round) => round.durableP50,
    goal: atMost('F + 0.9 ms', ({ floorP50 }) => floorP50 + 0.9),
  },
  {
    name: 'press at the core → PUBACK, p50',
    unit: 'ms',
    value: ({ corePresses }) => corePresses.pubackP50,
    goal: atMost('F + R + 1 ms', ({ floorP50, roundTripP50 }) => floorP50 + roundTripP50 + 1),
  },
  {
    name: 'sustained, durable, acknowledged, per CPU second',
    unit: '/s',
    value: ({ delivery }) => own(delivery.sustained),
    goal: atLeast('0.8 × mqtt.js in memory', ({ delivery }) => 0.8 * named(delivery.sustained, 'mqtt.js, in memory')),
  },
  {
    name: 'accepted in an outage',
    unit: '/s',
    value: ({ delivery }) => own(delivery.accepted),
    goal: atLeast(
      '5 × Mosquitto saving every 1,000',
      ({ delivery }) => 5 * named(delivery.accepted, 'Mosquitto bridge, saved every 1,000'),
    ),
  },
  {
    name: 'drain, loopback, against C',
    unit: '/s',
    value: ({ delivery }) => own(delivery.drained),
    goal: atLeast('0.5 × C', ({ delivery }) => 0.5 * named(delivery.drained, 'C, nothing kept')),
  },
  {
    name: 'drain, loopback, against a store',
    unit: '/s',
    value: ({ delivery }) => own(delivery.drained),
    goal: atLeast('8 × mqtt-level-store', ({ delivery }) => 8 * named(delivery.drained, 'mqtt.js + mqtt-level-store')),
  },
  {
    name: 'drain at 40 ms, against the window',
    unit: '/s',
    value: ({ delivery }) => own(delivery.drainedFar),
    goal: atLeast('0.7 × window / round trip', () => 0.7 * throughWindow),
  },
  {
    name: 'drain at 40 ms, against a store',
    unit: '/s',
    value: ({ delivery }) => own(delivery.drainedFar),
    goal: atLeast(
      '150 × the replay of mqtt.js',
      ({ delivery }) => 150 * named(delivery.drainedFar, 'mqtt.js, in memory'),
    ),
  },
  { name: 'lost after kill -9', unit: '%', value: ({ delivery }) => own(delivery.lost), goal: fixed('0', 0) },
  {
    name: 'broker listens → first fact',
    unit: 'ms',
    value: ({ delivery }) => own(delivery.back),
    goal: fixed('500 ms', 500),
  },
  {
    name: 'memory for 1,000,000 waiting facts',
    unit: 'MB',
    value: ({ waitingMemory }) => waitingMemory,
    goal: fixed('60 MB', 60),
  },
  {
    name: 'idle: wake-ups of the core',
    unit: '/s',
    value: ({ coreWakeUps }) => coreWakeUps,
    goal: fixed('3 /s', 3),
  },
  { name: 'idle: RSS of the core', unit: 'MB', value: ({ coreRss }) => coreRss, goal: fixed('90 MB', 90) },
  { name: 'idle: PSS of core and child', unit: 'MB', value: ({ bothPss }) => bothPss, goal: fixed('130 MB', 130) },
  { name: 'idle: processor, both', unit: '%', value: ({ cpu }) => cpu, goal: fixed('0.3 %', 0.3) },
  { name: 'cold start', unit: 'ms', value: ({ coldStart }) => coldStart, goal: fixed('1,500 ms', 1_500) },
]

/** What is compared with the peers, and in what unit. */
export const compared: readonly { readonly name: string; readonly unit: string; of(delivery: Delivery): ByName }[] = [
  { name: 'sustained, per CPU second', unit: '/s', of: ({ sustained }) => sustained },
  { name: 'accepted in an outage', unit: '/s', of: ({ accepted }) => accepted },
  { name: 'drain, loopback', unit: '/s', of: ({ drained }) => drained },
  { name: 'drain at 40 ms', unit: '/s', of: ({ drainedFar }) => drainedFar },
  { name: 'broker listens → first event', unit: 'ms', of: ({ back }) => back },
  { name: 'lost after kill -9', unit: '%', of: ({ lost }) => lost },
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
  {
    name: 'press at the core → PUBLISH after durable, p50',
    unit: 'ms',
    value: ({ corePresses }) => corePresses.toPublishP50,
  },
  { name: 'facts accepted with state and name, in an outage', unit: '/s', value: ({ accept }) => accept.perSecond },
  { name: 'idle: wake-ups of the serial child', unit: '/s', value: ({ childWakeUps }) => childWakeUps },
]
