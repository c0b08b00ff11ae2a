import { type CommandArgs, type CounterCommand, parseTime, type Request, requestSchema } from '../contract/index.ts'
import { type Clock, type Log, type Random, text, toDeskError, uuidv7 } from '../core/index.ts'
import type { CommandDraft } from './commands.ts'
import { leniently } from './lenient.ts'
import { Remembered } from './remembered.ts'

/** The answer to a request: a command for the counter that asked. */
export type Answer = {
  readonly [N in CounterCommand['name']]: { readonly name: N; readonly args: CommandArgs<N> }
}[CounterCommand['name']]

/**
 * Answers a request. `command` is the id of the command that will carry the answer, to recognise its result by. Undefined
 * leaves the request to somebody else.
 */
export type RequestHandler = (desk: string, request: Request, command: string) => Promise<Answer | undefined>

/** What answering needs. */
export interface AnsweringOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** A request that is still wanted has come, for the first time. */
  heard(desk: string, request: Request): void
  readonly handler: RequestHandler | undefined
  send(desk: string, command: CommandDraft): Promise<unknown>
}

const isRequest = leniently<Request>(requestSchema)
/** A broker may deliver a request twice; it must not call two numbers. */
const remembered = 10_000

/** Takes what comes on the requests topics. */
export function createAnswering(options: AnsweringOptions): (desk: string, value: unknown) => void {
  const { clock, log } = options
  const known = new Remembered(remembered)
  return (desk, value) => {
    if (!isRequest(value)) return log.warn('a request that does not fit', { topic: desk })
    if (known.has(value.id) || !isStillWanted(value, clock.wall())) return
    known.add(value.id)
    options.heard(desk, value)
    answer(options, desk, value).catch((error: unknown) =>
      // The desk says on screen that nobody answered; an answer that was lost is refused there and reported here.
      log.warn(toDeskError(error, 'DB-CTR-004').message, { topic: desk, id: value.id }),
    )
  }
}

async function answer({ clock, random, log, handler, send }: AnsweringOptions, desk: string, request: Request) {
  if (!handler) return
  const id = uuidv7(clock.wall(), random)
  const found = await handler(desk, request, id).catch((error: unknown): Answer => {
    log.error('request not answered', { topic: desk, reason: String(error) })
    return { name: 'request.refuse', args: { reason: text('centre.request.failed', 'vi') } }
  })
  if (found) await send(desk, { ...found, id, counter: request.counter, inReplyTo: request.id })
}

/** Only a clock that agrees with ours can say that a request is too old; otherwise its arrival counts as now. */
function isStillWanted(request: Request, now: number): boolean {
  return request.clock !== 'synced' || now <= parseTime(request.notAfter)
}
