import {
  type CounterLine,
  type DeskConfig,
  formatTime,
  parseTime,
  type RatingSet,
  type RosterEntry,
  type TransferDestination,
  type WaitingMessage,
} from '../src/contract/index.ts'
import { type Clock, DeskError, type Timer } from '../src/core/index.ts'
import { type CounterSettings, levelsOf, type Surroundings } from '../src/counter/index.ts'
import type { CentreListener, KeptWord } from '../src/link/index.ts'
import type { Config, CounterConfig } from './config/config.ts'

/** Whether the centre can be asked: connected; connected, but it does not answer; not connected. */
export type Reach = 'online' | 'alone' | 'offline'

/** What is configuration to the people at a counter. */
export interface CounterRules {
  /** The words of the level set; null where only its size is known. */
  readonly rating: RatingSet | null
  readonly pauseReasons: readonly string[]
  /** Who may sign in; null where the centre gave no list and anybody may. */
  readonly officers: readonly RosterEntry[] | null
  /** Where citizens can be sent, as far as the centre has said; an officer may name another place. */
  readonly destinations: readonly TransferDestination[]
}

/** What the news need. */
export interface CentreNewsOptions extends Pick<Config, 'counters' | 'receipts'> {
  readonly clock: Clock
  readonly kept: KeptWord
}

/** What became different: whether the centre can be asked, who waits, what it decided for its counters. */
export type NewsKind = 'reach' | 'line' | 'rules'

/**
 * A centre that gives no receipts says nothing unasked, so it can only be found again by asking: after so many
 * milliseconds it is.
 */
const askAgainAfter = 60_000
/** Who presses while the program starts is not told that there is no centre, which a moment later there is. */
const firstMoments = 3_000

/** What the desk knows of its centre. What the centre decided wins over what the site wrote down. */
export class CentreNews implements CentreListener {
  readonly #o: CentreNewsOptions
  #config: DeskConfig | undefined
  #waiting: WaitingMessage | undefined
  #online = false
  /** The program has just started, and its first connection is being made. */
  #isComing = true
  readonly #comes: Timer
  /** A request went unanswered, and nothing was heard since. */
  #isSilent = false
  #askAgain: Timer | undefined
  #since: number
  #told: (kind: NewsKind) => void = () => undefined

  constructor(options: CentreNewsOptions) {
    this.#o = options
    this.#config = options.kept.config
    this.#waiting = options.kept.waiting
    this.#since = options.clock.wall()
    this.#comes = options.clock.after(firstMoments, () => this.#comeOrNot())
  }

  /** Tells `listener` what became different. */
  onChange(listener: (kind: NewsKind) => void): void {
    this.#told = listener
  }

  get reach(): Reach {
    if (!this.#online) return 'offline'
    return this.#isSilent ? 'alone' : 'online'
  }

  /** Wall time since when it is so. */
  get since(): number {
    return this.#since
  }

  /** What a counter knows of the centre now. */
  word(counter: string): Omit<Surroundings, 'elsewhere' | 'parked'> {
    return {
      settings: withWord(this.#configOf(counter).settings, this.#config),
      centre: this.reach === 'online' || this.#isComing ? 'in-reach' : 'out-of-reach',
      line: this.#lineOf(counter),
    }
  }

  /** What is configuration to the people at a counter. */
  rules(counter: string): CounterRules {
    const { rating, officers = null, pauseReasons, destinations = [] } = this.#config ?? {}
    const { settings, ratingSet = null } = this.#configOf(counter)
    return { rating: rating ?? ratingSet, pauseReasons: pauseReasons ?? settings.pauseReasons, officers, destinations }
  }

  /** What the centre decided for its desks; undefined before it ever spoke. */
  decided(): DeskConfig | undefined {
    return this.#config
  }

  config(config: DeskConfig): void {
    this.#config = config
    this.#told('rules')
  }

  waiting(message: WaitingMessage): void {
    this.#waiting = message
    this.#told('line')
  }

  heard(): void {
    this.#askAgain?.cancel()
    this.#move(() => {
      this.#isSilent = false
    })
  }

  unanswered(): void {
    this.#move(() => {
      this.#isSilent = true
    })
    const { clock, receipts } = this.#o
    this.#askAgain?.cancel()
    if (receipts === 'none') this.#askAgain = clock.after(askAgainAfter, () => this.heard())
  }

  /** The connection came or went; `failed` when it was tried in vain. */
  connected(online: boolean, failed = false): void {
    if (online || failed) this.#comeOrNot()
    this.#move(() => {
      this.#online = online
    })
  }

  stop(): void {
    this.#told = () => undefined
    this.#comes.cancel()
    this.#askAgain?.cancel()
  }

  /** The first moments are over: from now on only a connection counts. */
  #comeOrNot(): void {
    this.#comes.cancel()
    if (!this.#isComing) return
    this.#isComing = false
    // How it looks from outside is the same as before, but not what a counter may do.
    this.#told('line')
  }

  #move(change: () => void): void {
    const before = this.reach
    change()
    if (this.reach === before) return
    this.#since = this.#o.clock.wall()
    this.#told('reach')
  }

  #configOf(counter: string): CounterConfig {
    const found = this.#o.counters.find(({ id }) => id === counter)
    if (!found) throw new DeskError('DB-AGT-004', { counter })
    return found
  }

  /** A list that does not name a counter says that nobody waits for it and that no numbers are kept for it. */
  #lineOf(counter: string): CounterLine | null {
    if (!this.#waiting) return null
    const nobody = { counter, tickets: [], waiting: 0 }
    const line = this.#waiting.counters.find((found) => found.counter === counter) ?? nobody
    // Tickets begin anew every day: who waited yesterday is not here, though the number may be somebody else's today.
    return dayOf(parseTime(this.#waiting.at)) === dayOf(this.#o.clock.wall()) ? line : { ...line, ...nobody }
  }
}

/** The day at the centre, e.g. 2026-11-22. */
function dayOf(wall: number): string {
  return formatTime(wall).slice(0, 10)
}

function withWord(settings: CounterSettings, config: DeskConfig | undefined): CounterSettings {
  if (!config) return settings
  const { rating, officers, pauseReasons } = config
  return {
    ...settings,
    ...(pauseReasons ? { pauseReasons } : {}),
    ...(officers ? { officers: officers.map(({ officer }) => officer) } : {}),
    ...(rating ? { rating: { ...settings.rating, ...levelsOf(rating) } } : {}),
  }
}
