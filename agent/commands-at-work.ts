import {
  type Command,
  type CommandArgs,
  type CommandResult,
  type CounterCommand,
  type Epoch,
  isOptional,
  type Sequence,
} from '../src/contract/index.ts'
import { type Clock, type ClockQuality, isDeskError, type Log, toDeskError } from '../src/core/index.ts'
import type { Journal } from '../src/journal/index.ts'
import { commandVerdict } from './command-age.ts'
import type { CounterRuntime } from './counter-runtime.ts'

/** What carrying out commands needs. */
export interface CommandsAtWorkOptions {
  readonly journal: Journal
  readonly counters: ReadonlyMap<string, CounterRuntime>
  readonly clock: Clock
  readonly log: Log
  clockQuality(): ClockQuality
  /** Begins to forget everything; gives why not, where the order does not hold. */
  wipe?(args: CommandArgs<'desk.wipe'>): Promise<string | undefined>
  /** Makes a support bundle and brings it to the centre; gives why not, where that cannot be done. */
  support?(args: CommandArgs<'desk.support'>): Promise<string | undefined>
  /** Everything is to be forgotten, and the result of that is on its way. */
  wiped?(): void
}

/** Carries out the commands of the inbox, each once. */
export interface CommandsAtWork {
  /** Carries out a command that has just come into the inbox. Its result is in the journal afterwards, or it waits. */
  take(command: Command): Promise<void>
  /** Carries out what waits in the inbox: from before the last stop, or from when the disk could not be written. */
  takeWaiting(): Promise<void>
  stop(): void
}

/** The commands of a desk. What cannot be settled because the disk fails waits until it has healed. */
export function commandsAtWork(options: CommandsAtWorkOptions): CommandsAtWork {
  const { journal, log } = options
  const underWay = new Set<string>()
  const take = async (command: Command) => {
    if (underWay.has(command.id)) return
    underWay.add(command.id)
    try {
      await carryOut(command, options)
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-002')
      log.error(coded.message, { code: coded.code, id: command.id })
    } finally {
      underWay.delete(command.id)
    }
  }
  const takeWaiting = async () => {
    for (const command of await journal.inbox.pending()) await take(command)
  }
  const stop = journal.onDisk((level) => {
    if (level === 'failing') return
    takeWaiting().catch((error: unknown) => log.error(toDeskError(error, 'DB-JRN-002').message))
  })
  return { take, takeWaiting, stop }
}

type Settle = (state: CommandResult['state'], error?: string) => Promise<void>

async function carryOut(command: Command, options: CommandsAtWorkOptions): Promise<void> {
  const { journal, clock } = options
  const settle: Settle = async (state, error) => {
    await journal.commit({ results: [{ id: command.id, state, ...(error === undefined ? {} : { error }) }] })
  }
  const verdict = commandVerdict(command, clock.wall(), options.clockQuality())
  if (verdict !== 'carry-out') return await settle('refused', verdict)
  if (isOptional(command.name) && ['short', 'full'].includes(journal.disk())) return await settle('refused', 'disk')
  switch (command.name) {
    case 'replay': {
      const { epoch, from } = command.args
      const replaying = await journal.delivery.replay(epoch as Epoch, from as Sequence)
      return replaying ? await settle('done') : await settle('refused', 'unknown-epoch')
    }
    case 'desk.wipe':
      return await wipe(command.args, options, settle)
    case 'desk.support': {
      const refusal = options.support ? await options.support(command.args) : 'not-enrolled'
      return await settle(refusal === undefined ? 'done' : 'refused', refusal)
    }
    default:
      return await atCounter(command, options, settle)
  }
}

async function wipe(args: CommandArgs<'desk.wipe'>, options: CommandsAtWorkOptions, settle: Settle): Promise<void> {
  const refusal = options.wipe ? await options.wipe(args) : 'not-enrolled'
  await settle(refusal === undefined ? 'done' : 'refused', refusal)
  if (refusal === undefined) options.wiped?.()
}

async function atCounter(command: CounterCommand, { counters }: CommandsAtWorkOptions, settle: Settle): Promise<void> {
  const counter = counters.get(command.counter)
  if (!counter) return await settle('refused', 'unknown-counter')
  try {
    await counter.command(command)
  } catch (error) {
    // On a full disk the effect cannot be recorded but the refusal can, and the centre puts the ticket back.
    if (!isDeskError(error, 'DB-JRN-022')) throw error
    await settle('refused', 'disk')
  }
}
