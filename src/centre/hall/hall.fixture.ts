import { onTestFinished } from 'vitest'
import { type FakeClock, fakeClock, keptLog, seededRandom } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import {
  type CommandResult,
  chainStart,
  type DeskConfig,
  type Epoch,
  type Fact,
  type FactData,
  type FactType,
  factHash,
  formatSequence,
  formatTime,
  nextChain,
  type Request,
  type RequestName,
  type Sequence,
  type WaitingMessage,
} from '../../contract/index.ts'
import { type Random, uuidv7 } from '../../core/index.ts'
import type { CommandDraft } from '../commands.ts'
import { openSqliteStore, type SqliteStore } from '../sqlite/store.ts'
import type { Arrival } from '../store/store.ts'
import type { HallPlan } from './hall.ts'
import { openHall, type RunningHall } from './open-hall.ts'
import { openPlan } from './plan.ts'
import { recordFacts } from './record.ts'

/** The fields of a small centre: land at counters 1 and 2, trade at 2 and 3. */
export const smallPlan: HallPlan = {
  ...openPlan,
  centre: 'vinh-long',
  fields: [
    { id: 'dat-dai', name: { vi: 'Đất đai' }, prefix: 'A', counters: ['quay-01/1', 'quay-02/2'] },
    { id: 'kinh-doanh', name: { vi: 'Đăng ký kinh doanh' }, prefix: 'B', counters: ['quay-02/2', 'quay-03/3'] },
  ],
}

/** A hall over a real database; its desks are played by the test. */
export interface TestHall {
  readonly hall: RunningHall
  readonly store: SqliteStore
  readonly clock: FakeClock
  /** What the desks were told. */
  readonly waiting: Map<string, WaitingMessage>
  readonly configs: Map<string, DeskConfig[]>
  readonly commands: { readonly desk: string; readonly draft: CommandDraft }[]
  /** A counter asks; `made` is when by the clock of its desk. Gives what it shows, or `{refused}`. */
  ask(place: string, name: RequestName, args?: Request['args'], made?: number): Promise<Told>
  /** What became of the answer to the latest request of a counter. */
  say(place: string, result: Omit<CommandResult, 'id'>): Promise<void>
  /** A desk's facts reach the centre. */
  tell(...told: readonly Arrival[]): Promise<void>
  /** All that the hall does a little later is done. */
  rest(): Promise<void>
  close(): Promise<void>
}

/** An answer as the officer sees it. */
export type Told = { readonly shows: string | null } | { readonly refused: string } | { readonly officer: object }

/** Opens a hall. On a folder that had one before it goes on with that one's data. */
export async function openTestHall(
  plan: HallPlan = smallPlan,
  { folder = temporaryFolder(), clock = fakeClock(), answers = 'done' as CommandResult['state'] } = {},
): Promise<TestHall> {
  const random = seededRandom(7)
  const store = await openSqliteStore({ folder, clock, effect: recordFacts(plan, () => clock.wall()) })
  const waiting = new Map<string, WaitingMessage>()
  const configs = new Map<string, DeskConfig[]>()
  const commands: TestHall['commands'] = []
  const post = {
    async configure(desk: string, config: DeskConfig) {
      configs.set(desk, [...(configs.get(desk) ?? []), config])
    },
    async shareWaiting(desk: string, message: WaitingMessage) {
      waiting.set(desk, message)
    },
    async command(desk: string, draft: CommandDraft) {
      commands.push({ desk, draft })
      return { id: 'x', state: answers, ...(answers === 'done' ? {} : { error: 'disk' }) }
    },
  }
  const hall = await openHall({ plan, database: store.database, post, clock, random, log: keptLog() })
  hall.connected(true)
  const latest = new Map<string, string>()
  const rest = async () => {
    for (let n = 0; n < 30; n++) {
      clock.advance(200)
      await store.database.all('SELECT 1')
    }
  }
  let closed: Promise<void> | undefined
  const close = () => (closed ??= hall.stop().then(() => store.close()))
  onTestFinished(close)
  return {
    hall,
    store,
    clock,
    waiting,
    configs,
    commands,
    async ask(place, name, args = {}, made = clock.wall()) {
      const command = uuidv7(clock.wall(), random)
      latest.set(place, command)
      const answer = await hall.answer(deskOf(place), requestOf(place, { name, args, made, random }), command)
      if (answer?.name === 'counter.show') return { shows: answer.args.ticket }
      if (answer?.name === 'request.refuse') return { refused: answer.args.reason }
      return { officer: answer?.args ?? {} }
    },
    async say(place, result) {
      hall.result({ id: latest.get(place) ?? '', ...result })
      await store.database.all('SELECT 1')
    },
    async tell(...told) {
      const { applied, deadLetters } = await store.take(told)
      if (deadLetters.length > 0) throw new Error(`${deadLetters[0]?.reason}: ${deadLetters[0]?.body}`)
      hall.applied(applied)
      await store.database.all('SELECT 1')
    },
    rest,
    close,
  }
}

/** `vinh-long/quay-01` of the counter `quay-01/1`. */
export function deskOf(place: string): string {
  return `vinh-long/${place.split('/')[0]}`
}

/** The journal of a counter alone on its desk: facts as they come over the wire. */
export class ToldFacts {
  readonly #place: string
  readonly #random: Random
  #sequence = 0
  #chain = chainStart

  constructor(place: string, random: Random = seededRandom(place.length)) {
    this.#place = place
    this.#random = random
  }

  /** The number of the latest fact. */
  get sequence(): number {
    return this.#sequence
  }

  /** The next fact. */
  fact<T extends FactType>(type: T, at: number, data: FactData<T>): Arrival {
    this.#sequence++
    const bare = {
      specversion: '1.0' as const,
      id: uuidv7(at + this.#sequence, this.#random),
      source: `/${deskOf(this.#place)}/keypad-1`,
      type: `deskbridge.${type}`,
      subject: `counter/${this.#place.split('/')[1]}`,
      time: formatTime(at),
      recordedtime: formatTime(at),
      epoch: 'abc123' as Epoch,
      sequence: formatSequence(this.#sequence as Sequence),
      clock: 'synced' as const,
      datacontenttype: 'application/json' as const,
      data: data as Fact['data'],
    }
    this.#chain = nextChain(this.#chain, factHash(bare))
    return { desk: deskOf(this.#place), payload: JSON.stringify({ ...bare, chain: this.#chain }) }
  }
}

/** Of a service that a test tells of. */
export function serviceOf(service: string, ticket: string, more: Partial<FactData<'service.begin'>> = {}) {
  return { service, ticket, dossiers: [], ...more }
}

interface Asking {
  readonly name: RequestName
  readonly args: Request['args']
  readonly made: number
  readonly random: Random
}

function requestOf(place: string, { name, args, made, random }: Asking): Request {
  return {
    id: uuidv7(made, random),
    name,
    counter: place.split('/')[1] ?? '',
    args,
    madeAt: formatTime(made),
    notAfter: formatTime(made + 5_000),
    clock: 'synced',
  }
}
