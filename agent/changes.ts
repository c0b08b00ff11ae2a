import type { TextArgs, TextKey } from '../src/core/index.ts'
import { type DeskError, type Log, toDeskError } from '../src/core/index.ts'
import type { CounterPicture } from '../src/counter/index.ts'
import type { Reach } from './centre-news.ts'

/** The way to the centre. */
export interface CentreView {
  readonly state: Reach
  /** Wall time since when it is so. */
  readonly since: number
  /** Why not, where it is known. */
  readonly problem: DeskError | undefined
  /** What people must be told beside that. */
  readonly alarms: readonly DeskError[]
}

/** What became different on a desk, for pages that show it. */
export type AgentChange =
  | { readonly kind: 'counter'; readonly counter: CounterPicture }
  | { readonly kind: 'notice'; readonly counter: string; readonly text: TextKey; readonly args: TextArgs }
  | { readonly kind: 'centre'; readonly centre: CentreView }
  /** Devices or offers; ask for them. */
  | { readonly kind: 'devices' }
  /** How much is unsent, the clock or the disk, perhaps; ask for the status. */
  | { readonly kind: 'desk' }
  /** Level set, pause reasons or officers; ask for the rules. */
  | { readonly kind: 'rules' }
  /** The card of the citizen at a counter: how its reading goes, or what was read is gone. */
  | { readonly kind: 'card'; readonly counter: string }

/** Those who want to know. One who throws hurts neither the others nor the desk. */
export class Audience {
  readonly #log: Log
  readonly #listeners = new Set<(change: AgentChange) => void>()

  constructor(log: Log) {
    this.#log = log
  }

  join(listener: (change: AgentChange) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tell(change: AgentChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change)
      } catch (error) {
        this.#log.error(toDeskError(error, 'DB-AGT-003').message)
      }
    }
  }
}
