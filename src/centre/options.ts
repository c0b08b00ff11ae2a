import type { BrokerSettings } from '../broker/index.ts'
import type { CommandResult, CountersMessage, DeskState, DevicesMessage, Request } from '../contract/index.ts'
import type { Clock, DeskError, Log, Random } from '../core/index.ts'
import type { ResultKind } from './commands.ts'
import type { RequestHandler } from './requests.ts'
import type { AppliedFact, CentreStore, Gap, TakeResult, Tombstone } from './store/store.ts'

/** What a centre wants to be told. Nothing waits for these; what must happen exactly once belongs into the store's effect. */
export interface CentreObservers {
  /** Facts that took effect, after their transaction. */
  applied?(facts: readonly AppliedFact[]): void
  /** Numbers whose facts will never come. */
  tombstones?(tombstones: readonly Tombstone[]): void
  /** Messages that wait for a person. */
  deadLetters?(letters: TakeResult['deadLetters']): void
  /** A desk's facts have waited for an earlier one for half a minute. */
  gap?(gap: Gap): void
  /** A request that is still wanted has come. */
  request?(desk: string, request: Request): void
  /** A result has come, each of them once; `unexpected` when no command of this process waits for it. */
  result?(desk: string, result: CommandResult, kind: Exclude<ResultKind, 'repeated'>): void
  state?(desk: string, state: DeskState): void
  devices?(desk: string, message: DevicesMessage): void
  /** What the counters of a desk show. */
  counters?(desk: string, message: CountersMessage): void
  /** The connection to the broker came or went. */
  connected?(online: boolean): void
  /** What only people can mend, such as a broker without shared subscriptions. It is tried again all the same. */
  failed?(error: DeskError): void
}

/** What a centre needs, and what it wants to be told. */
export interface CentreOptions extends CentreObservers {
  readonly broker: Omit<BrokerSettings, 'will' | 'session'>
  readonly root?: string
  readonly store: CentreStore
  /**
   * The name under which several processes share the facts and requests of all desks (MQTT shared subscriptions). They
   * share one PostgreSQL store, and each has its own client id. Needs MQTT 5; the embedded broker cannot do it.
   */
  readonly group?: string
  /** Answers requests. */
  readonly answer?: RequestHandler
  /** Whether a desk is shut out: nothing of it is taken, so that it gets no receipt. Asked for each message. */
  readonly refuses?: (desk: string) => boolean
  /** The machine's own unless given. */
  readonly clock?: Clock
  readonly random?: Random
  /** Silent unless given. */
  readonly log?: Log
}
