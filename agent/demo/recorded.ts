import type { Fact } from '../../src/contract/index.ts'
import type { ControlClient } from '../control/client.ts'
import { type PressKind, pressKind } from './press-facts.ts'

/** How many presses are on the desk's disk. */
export type Recorded = Readonly<Record<PressKind, number>>

/** Counts the presses in the agent's journal that were made since a wall time, as `deskbridge journal export` has them. */
export async function countRecorded(client: ControlClient, since: number): Promise<Recorded> {
  const counts = { call: 0, rating: 0 }
  for await (const line of client.facts()) {
    const fact = JSON.parse(line) as Fact
    const kind = Date.parse(fact.time) >= since ? pressKind(fact) : undefined
    if (kind) counts[kind]++
  }
  return counts
}
