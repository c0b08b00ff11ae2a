import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BrokerSettings } from '../../src/centre/index.ts'

/** What the process of the centre tells. */
export type CentreWord =
  | { readonly kind: 'connected'; readonly online: boolean }
  | {
      readonly kind: 'applied'
      /** Monotonic milliseconds after the transaction. */
      readonly at: number
      /** Desk and id, in the order in which they took effect. */
      readonly facts: readonly (readonly [desk: string, id: string])[]
      readonly megabytes: number
    }

/** The centre of a fleet run, with all that it has taken. */
export interface FleetCentre extends AsyncDisposable {
  readonly online: boolean
  /** Ids of each desk, in the order in which they took effect. */
  readonly taken: ReadonlyMap<string, readonly string[]>
  readonly count: number
  /** When each batch took effect, and how many facts were in it. */
  readonly intake: readonly { readonly at: number; readonly count: number }[]
  readonly megabytes: number
}

/** Starts the centre in a process of its own. */
export function startFleetCentre(folder: string, broker: Omit<BrokerSettings, 'clientId' | 'will'>): FleetCentre {
  const child = fork(join(import.meta.dirname, 'centre-process.ts'), [JSON.stringify({ folder, broker })])
  const gone = once(child, 'exit')
  const taken = new Map<string, string[]>()
  const intake: { at: number; count: number }[] = []
  let online = false
  let count = 0
  let megabytes = 0
  child.on('message', (word: CentreWord) => {
    if (word.kind === 'connected') {
      online = word.online
      return
    }
    for (const [desk, id] of word.facts) {
      const ids = taken.get(desk) ?? []
      ids.push(id)
      taken.set(desk, ids)
    }
    count += word.facts.length
    megabytes = word.megabytes
    intake.push({ at: word.at, count: word.facts.length })
  })
  return {
    get online() {
      return online
    },
    taken,
    get count() {
      return count
    },
    intake,
    get megabytes() {
      return megabytes
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.send('stop')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(late)
    },
  }
}
