import { type BrokerSession, type BrokerSettings, type Incoming, keepConnected } from '../broker/index.ts'
import {
  type Command,
  type CommandResult,
  type DeskState,
  type DevicesMessage,
  defaultRoot,
  deskTopics,
  formatTime,
  parseTopic,
  type Request,
} from '../contract/index.ts'
import type { Clock, Log, Random, Timer } from '../core/index.ts'
import type { AppliedFact, Arrival, CentreStore } from './store.ts'

/** The centre's end of the contract, for server teams. */
export interface Centre {
  /** Sends a command to a desk, `{centre}/{desk}`. What became of it comes to `result`. */
  command(desk: string, command: Command): Promise<void>
  stop(): Promise<void>
}

/** What a centre needs, and what it wants to be told. */
export interface CentreOptions {
  readonly broker: Omit<BrokerSettings, 'will'>
  readonly root?: string
  readonly store: CentreStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Facts that took effect, after their transaction. */
  applied?(facts: readonly AppliedFact[]): void
  /** A request that is still wanted. Answer it with a command whose `inReplyTo` is its id. */
  request?(desk: string, request: Request): void
  result?(desk: string, result: CommandResult): void
  state?(desk: string, state: DeskState): void
  devices?(desk: string, message: DevicesMessage): void
  /** The connection to the broker came or went. */
  connected?(online: boolean): void
}

const tellTimeEvery = 30_000
/** Facts in one transaction at most. */
const largestTake = 500

/** Connects to the broker and keeps taking facts until stopped. */
export function openCentre(options: CentreOptions): Centre {
  const { clock, log } = options
  const root = options.root ?? defaultRoot
  const desks = new Set<string>()
  let session: BrokerSession | undefined
  let timer: Timer | undefined
  let arrivals: Arrival[] = []
  let taking: Promise<void> | undefined

  const topicsOf = (desk: string) => {
    const [centre = '', name = ''] = desk.split('/')
    return deskTopics(centre, name, root)
  }
  const publish = async (topic: string, value: unknown, retain?: 'retain') => {
    try {
      await session?.publish(topic, JSON.stringify(value), retain)
    } catch (error) {
      // Receipts and commands are repeated by their own rules; the broker's refusal is only worth knowing.
      log.warn('not published', { topic, reason: String(error) })
    }
  }

  const take = async () => {
    while (arrivals.length > 0) {
      const batch = arrivals.splice(0, largestTake)
      try {
        const { applied, receipts } = await options.store.take(batch)
        for (const { desk, receipt } of receipts) void publish(topicsOf(desk).receipts, receipt, 'retain')
        if (applied.length > 0) options.applied?.(applied)
      } catch (error) {
        // The desks send again what has no receipt.
        log.error('facts not taken', { reason: String(error), count: batch.length })
        arrivals = []
      }
    }
    taking = undefined
  }

  const tellTime = () => {
    for (const centre of new Set([...desks].map((desk) => desk.split('/')[0] ?? ''))) {
      void publish(deskTopics(centre, '+', root).time, { time: formatTime(clock.wall()) })
    }
    timer = clock.after(tellTimeEvery, tellTime)
  }
  const meet = (desk: string) => {
    if (desks.has(desk)) return
    desks.add(desk)
    timer?.cancel()
    tellTime()
  }

  const receive = async ({ topic, payload }: Incoming) => {
    const parsed = parseTopic(topic, root)
    if (!parsed || payload.length === 0) return
    const desk = `${parsed.centre}/${parsed.desk}`
    const text = Buffer.from(payload).toString('utf8')
    if (parsed.name === 'facts') {
      // Acknowledged before it is stored: the receipt, not the PUBACK, is the desk's proof, and waiting for a
      // transaction for each fact would drain a backlog one fsync at a time.
      arrivals.push({ desk, payload: text })
      taking ??= take()
      return
    }
    const value = parseJson(text)
    if (value === undefined) return
    meet(desk)
    dispatch(options, desk, parsed.name, value)
  }

  const keeper = keepConnected({
    settings: () => options.broker,
    clock,
    random: options.random,
    log,
    opened(opened) {
      session = opened
      opened.receive(receive)
      const all = deskTopics('+', '+', root)
      opened.subscribe([all.facts, all.requests, all.results, all.state, all.devices]).then(
        () => options.connected?.(true),
        () => opened.end(),
      )
    },
    closed() {
      session = undefined
      options.connected?.(false)
    },
  })

  return {
    command: (desk, command) => publish(topicsOf(desk).commands, command),
    async stop() {
      timer?.cancel()
      keeper.stop()
      await taking
    },
  }
}

function dispatch(options: CentreOptions, desk: string, name: string, value: unknown): void {
  switch (name) {
    case 'requests':
      if (isStillWanted(value as Request, options.clock.wall())) options.request?.(desk, value as Request)
      return
    case 'results':
      options.result?.(desk, value as CommandResult)
      return
    case 'state':
      options.state?.(desk, value as DeskState)
      return
    case 'devices':
      options.devices?.(desk, value as DevicesMessage)
      return
  }
}

/** Only a clock that agrees with ours can say that a request is too old; otherwise its arrival counts as now. */
function isStillWanted(request: Request, now: number): boolean {
  return request.clock !== 'synced' || now <= Date.parse(request.notAfter)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
