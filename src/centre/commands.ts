import {
  type Command,
  type CommandArgs,
  type CommandResult,
  type CounterCommand,
  type DeskCommand,
  formatTime,
} from '../contract/index.ts'
import { type Clock, DeskError, type Random, type Timer, uuidv7 } from '../core/index.ts'
import { Remembered } from './remembered.ts'

/** What the library adds to a command unless it is given, and what a command may have. */
interface DraftEnvelope {
  readonly id?: string
  readonly madeAt?: string
  /** RFC 3339. A desk refuses what comes later, and also what it cannot date because its clock is not synced. */
  readonly notAfter?: string
  /** The request that it answers. */
  readonly inReplyTo?: string
}

/** A command to a counter, before it is sent. */
export type CounterDraft = {
  readonly [N in CounterCommand['name']]: DraftEnvelope & {
    readonly name: N
    readonly counter: string
    readonly args: CommandArgs<N>
  }
}[CounterCommand['name']]

/** A command to the desk itself, before it is sent. */
export type DeskDraft = {
  readonly [N in DeskCommand['name']]: DraftEnvelope & { readonly name: N; readonly args: CommandArgs<N> }
}[DeskCommand['name']]

/** A command before it is sent. */
export type CommandDraft = CounterDraft | DeskDraft

/** What a result is to this centre: of a command that waits for it, one more of the same, or of a command it never sent. */
export type ResultKind = 'expected' | 'repeated' | 'unexpected'

/** Commands under way. */
export interface Commands {
  /**
   * Sends a command and waits for its result.
   * @throws DeskError DB-CTR-003 no result in time, -004 no connection or refused by the broker, -013 too many wait.
   */
  send(desk: string, draft: CommandDraft, timeout?: number): Promise<CommandResult>
  /** Takes a result. */
  settle(desk: string, result: CommandResult): ResultKind
  stop(): void
}

/** What commands need. */
export interface CommandsOptions {
  readonly clock: Clock
  readonly random: Random
  /** Publishes a command; rejects when that cannot be done now. */
  publish(desk: string, command: Command): Promise<unknown>
}

const defaultTimeout = 30_000
/** Commands that wait for their results at most; more are refused. */
const mostWaiting = 10_000

interface Waiting {
  readonly desk: string
  readonly timer: Timer
  resolve(result: CommandResult): void
  reject(error: DeskError): void
}

/** The commands of one centre. */
export function createCommands({ clock, random, publish }: CommandsOptions): Commands {
  const waiting = new Map<string, Waiting>()
  const settled = new Remembered(mostWaiting)
  const fail = (id: string, error: DeskError) => {
    const entry = waiting.get(id)
    entry?.timer.cancel()
    waiting.delete(id)
    entry?.reject(error)
  }
  return {
    send(desk, draft, timeout = defaultTimeout) {
      const { id = uuidv7(clock.wall(), random), madeAt = formatTime(clock.wall()), name } = draft
      if (waiting.size >= mostWaiting) return Promise.reject(new DeskError('DB-CTR-013', { count: waiting.size }))
      return new Promise((resolve, reject) => {
        const late = () => fail(id, new DeskError('DB-CTR-003', { desk, command: name, ms: timeout }))
        waiting.set(id, { desk, timer: clock.after(timeout, late), resolve, reject })
        publish(desk, { ...draft, id, madeAt } as Command).catch((error: unknown) =>
          fail(id, new DeskError('DB-CTR-004', { desk, command: name }, { cause: error })),
        )
      })
    },
    settle(desk, result) {
      const entry = waiting.get(result.id)
      if (entry?.desk !== desk) return settled.has(result.id) ? 'repeated' : 'unexpected'
      entry.timer.cancel()
      waiting.delete(result.id)
      settled.add(result.id)
      entry.resolve(result)
      return 'expected'
    },
    stop() {
      for (const id of [...waiting.keys()]) fail(id, new DeskError('DB-CTR-004', { command: id }))
    },
  }
}
