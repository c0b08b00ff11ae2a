import { join } from 'node:path'
import { timesOf } from './programs.ts'
import type { Size } from './size.ts'
import { percentile } from './statistics.ts'
import type { Workshop } from './workshop.ts'

/**
 * What the machine can do at best, in milliseconds. F and R are taken at the pace of the presses, because that is what a
 * press meets: a disk and a processor that were idle in between are slower, and the slow moments of a disk come every few
 * seconds, where a short burst does not see them.
 */
export interface Limits {
  /** F: 4 KiB appended and fdatasync. */
  readonly floorP50: number
  readonly floorP99: number
  /** R: PUBLISH to PUBACK with QoS 1, one at a time, over a bare socket. */
  readonly roundTripP50: number
  /** The same, one directly after the other. */
  readonly burstFloorP50: number
  readonly burstFloorP99: number
  readonly burstRoundTripP50: number
}

/** About the size of a fact. */
const payloadBytes = 700

/** Measures the disk and the broker with C programs. */
export async function measureLimits({ folder, brokerPort }: Workshop, size: Size): Promise<Limits> {
  const pace = size.pressGap * 1000
  const floor = (count: number, gap: number) => timesOf(join(folder, 'floor'), join(folder, 'floor.tmp'), count, gap)
  const trips = (count: number, gap: number) =>
    timesOf(join(folder, 'round-trip'), brokerPort, count, payloadBytes, gap)
  const [floors, burstFloors] = [await floor(size.floors, pace), await floor(size.burst, 0)]
  const [roundTrips, burstTrips] = [await trips(size.roundTrips, pace), await trips(size.burst, 0)]
  return {
    floorP50: percentile(floors, 0.5),
    floorP99: percentile(floors, 0.99),
    roundTripP50: percentile(roundTrips, 0.5),
    burstFloorP50: percentile(burstFloors, 0.5),
    burstFloorP99: percentile(burstFloors, 0.99),
    burstRoundTripP50: percentile(burstTrips, 0.5),
  }
}
