import type { Clock, Log, Random } from '../../core/index.ts'
import type { Hall } from '../hall/hall.ts'
import type { WatchedFleet } from './house.ts'

/** What the centre's pages are made of. */
export interface CentreWebOptions {
  readonly hall: Hall
  /** Opens `/may-quay`, the desks for those who look after them. */
  readonly fleet?: WatchedFleet
  /** 0 takes a free one. */
  readonly port: number
  /** The address to listen on; every one of this machine unless given, because tablets and displays come from outside. */
  readonly host?: string
  /**
   * The names that people type to get here, e.g. `trungtam.lan`, with a port where a proxy stands before us. The
   * addresses of this machine, and `localhost` on the machine itself, are always answered.
   */
  readonly hosts?: readonly string[]
  /** Opens `/quan-ly`; at least {@link shortestPassword} letters. Without one nobody can sign in. */
  readonly password?: string
  /** Where recorded syllables lie (see `install/centre/voice`). */
  readonly voiceFolder?: string
  /** Where pairings of pads are kept over a restart; without one they end with the process. */
  readonly folder?: string
  readonly viewers?: ViewerBounds
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly clock: Clock
  readonly log: Log
  readonly random?: Random
}

/** How many pages may follow at once. Pads and operators have places of their own. */
export interface ViewerBounds {
  readonly total: number
  readonly perAddress: number
}

/** A shorter password opens nothing. */
export const shortestPassword = 10

/** The pages of a centre, while they are served. */
export interface CentreWeb {
  /** The address on this machine, with a slash at its end. */
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}
