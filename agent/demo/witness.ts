import { type BrokerSession, keepConnected } from '../../src/broker/index.ts'
import { type Command, deskTopics, type Request } from '../../src/contract/index.ts'
import type { Clock, Log, Random } from '../../src/core/index.ts'

/** A call that the centre made: a number it sent to a counter because somebody asked for the next one. */
export interface Call {
  readonly ticket: string
  readonly request: string
  /** When the officer asked and when the centre called, wall milliseconds. */
  readonly asked: number
  readonly made: number
}

/** Somebody who listens at the broker and takes no part: what it saw is what really went over the wire. */
export interface Witness {
  /** Resolves when it listens. */
  readonly listening: Promise<void>
  calls(): readonly Call[]
  /** How often the desk asked for anything. */
  requests(): number
  stop(): void
}

/** What a witness needs. */
export interface WitnessOptions {
  readonly url: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  called(): void
}

/** Open questions beyond this are forgotten, oldest first. */
const mostOpen = 1_000

/** Listens to all requests and commands at a broker. */
export function callWitness({ url, clock, random, log, called }: WitnessOptions): Witness {
  const { promise: listening, resolve } = Promise.withResolvers<void>()
  const open = new Map<string, number>()
  const calls: Call[] = []
  let requests = 0

  const heardRequest = ({ id, name, madeAt }: Request) => {
    requests++
    if (name === 'call.next') open.set(id, Date.parse(madeAt))
    const [oldest] = open.keys()
    if (open.size > mostOpen && oldest !== undefined) open.delete(oldest)
  }
  const heardCommand = (command: Command) => {
    const request = command.inReplyTo ?? ''
    const asked = open.get(request)
    if (command.name !== 'counter.show' || command.args.ticket === null || asked === undefined) return
    open.delete(request)
    calls.push({ ticket: command.args.ticket, request, asked, made: clock.wall() })
    called()
  }
  const listen = async (session: BrokerSession) => {
    const { requests, commands } = deskTopics('+', '+')
    session.receive(async ({ topic, payload }) => {
      const message: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
      if (topic.endsWith('/requests')) heardRequest(message as Request)
      else heardCommand(message as Command)
    })
    await session.subscribe([requests, commands])
    resolve()
  }
  const keeper = keepConnected({
    settings: () => ({ url, clientId: 'demo/witness' }),
    clock,
    random,
    log,
    opened: (session) => void listen(session).catch(() => session.end()),
    closed() {},
  })
  return { listening, calls: () => calls, requests: () => requests, stop: () => keeper.stop() }
}
