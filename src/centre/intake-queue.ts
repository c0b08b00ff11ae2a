import { type Clock, isDeskError, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { Arrival, CentreStore, EffectJudge, TakeResult } from './store/store.ts'

/** Takes what arrives into the store, many at a time. */
export interface IntakeQueue {
  /**
   * Queues an arrival. Resolves at once while there is room, and otherwise when there is; while the store is failing what
   * finds no room is dropped: the desk has it and sends it again.
   */
  push(arrival: Arrival): Promise<void>
  /** Takes what is queued, unless the store fails, and ends. */
  stop(): Promise<void>
}

/** What the queue needs. */
export interface IntakeQueueOptions {
  readonly store: CentreStore
  readonly clock: Clock
  readonly log: Log
  /** What was taken, after its transaction. */
  taken(result: TakeResult): void
}

/** Arrivals in memory at most. */
const mostQueued = 8_192
/** Arrivals in one transaction at most. */
const largestTake = 1_000
/** After a store that failed: doubled each time, up to the second. */
const pauses = { first: 200, longest: 5_000 }
/** A fact whose effect fails is buried after so many attempts over so many milliseconds: neither alone is a proof. */
const patience = { attempts: 3, age: 60_000 }
/** When facts of a desk whose effect failed are tried again. */
const effectRetry = 1_000

/** A queue in front of a store. */
export function createIntakeQueue(options: IntakeQueueOptions): IntakeQueue {
  return new Queue(options)
}

class Queue implements IntakeQueue {
  readonly #o: IntakeQueueOptions
  #queued: Arrival[] = []
  /** Of desks whose effect failed, for their next attempt. */
  #held: Arrival[] = []
  #heldAreDue = false
  #retry: Timer | undefined
  #working: Promise<void> | undefined
  #room: PromiseWithResolvers<void> | undefined
  #store: 'works' | 'fails' = 'works'
  readonly #stop = Promise.withResolvers<void>()
  #stopped = false
  /** The fact of each desk whose effect fails. */
  readonly #failures = new Map<string, { readonly id: string; readonly since: number; readonly attempts: number }>()

  constructor(options: IntakeQueueOptions) {
    this.#o = options
  }

  async push(arrival: Arrival): Promise<void> {
    if (this.#queued.length >= mostQueued) {
      if (this.#store === 'fails' || this.#stopped) return
      this.#room ??= Promise.withResolvers()
      await this.#room.promise
    }
    this.#queued.push(arrival)
    this.#working ??= this.#work()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#retry?.cancel()
    this.#stop.resolve()
    this.#makeRoom()
    await this.#working
  }

  async #work(): Promise<void> {
    // What came together is taken together.
    await Promise.resolve()
    for (let pause = pauses.first; this.#queued.length > 0 || this.#heldAreDue; ) {
      const left = await this.#takeSome()
      this.#store = left.length === 0 ? 'works' : 'fails'
      this.#queued = [...left, ...this.#queued]
      if (this.#store === 'fails' || this.#queued.length < mostQueued) this.#makeRoom()
      if (left.length === 0) pause = pauses.first
      else if (this.#stopped) break
      else {
        await this.#wait(pause)
        pause = Math.min(2 * pause, pauses.longest)
      }
    }
    this.#working = undefined
  }

  #makeRoom(): void {
    this.#room?.resolve()
    this.#room = undefined
  }

  async #wait(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = this.#o.clock.after(ms, resolve)
    await Promise.race([promise, this.#stop.promise])
    timer.cancel()
  }

  /** Takes one batch. Returns what the store could not take. */
  async #takeSome(): Promise<readonly Arrival[]> {
    if (this.#heldAreDue) {
      this.#heldAreDue = false
      return await this.#takeApart(this.#held.splice(0))
    }
    const batch = this.#queued.splice(0, largestTake)
    const taken = await this.#o.store.take(batch).catch((error: unknown) => {
      this.#o.log.error('facts not taken', { reason: toDeskError(error, 'DB-CTR-009').message, count: batch.length })
    })
    if (!taken) return await this.#takeApart(batch)
    this.#o.taken(taken)
    return []
  }

  /** Takes each desk's arrivals alone, so that one whose effect fails does not stop the others. */
  async #takeApart(batch: readonly Arrival[]): Promise<readonly Arrival[]> {
    const left: Arrival[] = []
    for (const [desk, arrivals] of Map.groupBy(batch, (arrival) => arrival.desk)) {
      let isEffect = false
      const judge: EffectJudge = (failure) => {
        const verdict = this.#judge(failure)
        isEffect = verdict === 'fail'
        return verdict
      }
      const taken = await this.#o.store.take(arrivals, judge).catch(() => undefined)
      if (taken) {
        this.#failures.delete(desk)
        this.#o.taken(taken)
      } else if (isEffect) this.#hold(arrivals)
      else left.push(...arrivals)
    }
    return left
  }

  #judge({ desk, fact, error }: Parameters<EffectJudge>[0]): 'bury' | 'fail' {
    if (isDeskError(error, 'DB-CTR-006')) return 'bury'
    const now = this.#o.clock.mono()
    const before = this.#failures.get(desk)
    const { since, attempts } = before?.id === fact.id ? before : { since: now, attempts: 0 }
    this.#failures.set(desk, { id: fact.id, since, attempts: attempts + 1 })
    return attempts + 1 >= patience.attempts && now - since >= patience.age ? 'bury' : 'fail'
  }

  #hold(arrivals: readonly Arrival[]): void {
    // What does not fit is sent again by its desk.
    this.#held = [...this.#held, ...arrivals].slice(0, mostQueued)
    this.#retry ??= this.#o.clock.after(effectRetry, () => {
      this.#retry = undefined
      this.#heldAreDue = true
      this.#working ??= this.#work()
    })
  }
}
