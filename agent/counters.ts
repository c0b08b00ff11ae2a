import type { CountersMessage, DeskInput } from '../src/contract/index.ts'
import { DeskError } from '../src/core/index.ts'
import {
  announcementOf,
  type CounterPicture,
  claimedTickets,
  pictureOf,
  type Surroundings,
} from '../src/counter/index.ts'
import type { CentreNews } from './centre-news.ts'
import type { CounterConfig } from './config/config.ts'
import { type CounterHost, CounterRuntime } from './counter-runtime.ts'

/** What the counters of a desk need. */
export interface CountersHost extends Omit<CounterHost, 'outside'> {
  /** The name of the desk, which officers may put before that of a counter. */
  readonly desk: string
  readonly news: CentreNews
  /** A counter is not what it was, or sees the world differently. */
  changed(counter: string): void
}

/** The counters of a desk at work: each knows what the centre says and which tickets the others have. */
export class Counters {
  readonly all = new Map<string, CounterRuntime>()
  readonly #host: CountersHost

  private constructor(host: CountersHost) {
    this.#host = host
  }

  /** Starts them one after the other; none calls anybody before all are there. */
  static async start(configs: readonly CounterConfig[], host: CountersHost): Promise<Counters> {
    const counters = new Counters(host)
    const { news, changed, desk: _, ...hosted } = host
    const outside = {
      surroundings: (id: string) => counters.#surroundings(id),
      unanswered: () => news.unanswered(),
      changed,
    }
    for (const { id, settings } of configs) {
      counters.all.set(id, await CounterRuntime.start(id, settings, { ...hosted, outside }))
    }
    return counters
  }

  /** Takes what a device or a person did. Resolves when it is on disk. */
  async accept(input: DeskInput): Promise<void> {
    const counter = this.all.get(input.counter)
    if (!counter) throw new DeskError('DB-AGT-004', { counter: input.counter })
    await counter.accept(input)
  }

  /** One counter as its officer sees it. */
  picture(id: string): CounterPicture {
    const counter = this.all.get(id)
    if (!counter) throw new DeskError('DB-AGT-004', { counter: id })
    return pictureOf(counter.state, this.#surroundings(id))
  }

  pictures(): readonly CounterPicture[] {
    return [...this.all.keys()].map((id) => this.picture(id))
  }

  /** What displays and rating pads of the centre may know. */
  announcement(): CountersMessage {
    return { counters: [...this.all.values()].map(({ state }) => announcementOf(state)) }
  }

  /** The centre said who waits. */
  look(): void {
    for (const counter of this.all.values()) counter.look()
  }

  reread(): void {
    for (const counter of this.all.values()) counter.reread()
  }

  stop(): void {
    for (const counter of this.all.values()) counter.stop()
  }

  #surroundings(id: string): Surroundings {
    const others = [...this.all.values()].filter((counter) => counter.id !== id)
    const { desk, news } = this.#host
    const names = [id, `${desk}/${id}`]
    return {
      ...news.word(id),
      elsewhere: others.flatMap(({ upcoming }) => claimedTickets(upcoming)),
      parked: others.flatMap(({ upcoming }) => upcoming.parked).filter(({ to }) => names.includes(to)),
    }
  }
}
