import { onTestFinished } from 'vitest'
import { type ReferenceCentre, serveReferenceCentre } from '../../../src/centre/index.ts'
import { type Fact, type Request, tombstoneType } from '../../../src/contract/index.ts'
import { keptLog, systemClock, systemRandom } from '../../support/faces.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { centre as centreAccount } from '../../support/mosquitto.ts'
import { until } from '../../support/wait.ts'
import type { Evidence, Taken } from '../checker.ts'
import type { FaultDesk } from './desk.ts'

/** A request, and how many facts had had their effect when it came. */
export interface HeardRequest {
  readonly request: Request
  readonly effects: number
}

/** A real centre with its own database, which may be stopped and started again on the same data. */
export class FaultCentre {
  readonly requests: HeardRequest[] = []
  readonly #url: string
  readonly #folder = temporaryFolder()
  #running: ReferenceCentre | undefined
  #effects = 0
  #connected = false

  constructor(url: string) {
    this.#url = url
    onTestFinished(() => this.stop())
  }

  /** Starts a centre and waits until it hears what desks say: a broker forgets what nobody ever subscribed to. */
  static async start(url: string): Promise<FaultCentre> {
    const centre = new FaultCentre(url)
    await centre.start()
    await until('the centre is connected', () => centre.#connected, 60_000)
    return centre
  }

  /** How many facts have had their effect since the test began. */
  get effects(): number {
    return this.#effects
  }

  async start(): Promise<void> {
    this.#running = await serveReferenceCentre({
      folder: this.#folder,
      broker: { url: this.#url, clientId: 'centre', username: centreAccount.name, password: centreAccount.password },
      keepWaiting: 10,
      clock: systemClock,
      random: systemRandom,
      log: keptLog(),
      applied: (applied) => {
        this.#effects += applied.length
      },
      request: (_, request) => this.requests.push({ request, effects: this.#effects }),
      connected: (connected) => {
        this.#connected = connected
      },
    })
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    this.#connected = false
    await running?.stop()
  }

  /** Waits until at least this many facts have had their effect. */
  async untilEffects(count: number, ms = 120_000): Promise<void> {
    await until(`${count} facts at the centre; it has ${this.#effects}`, () => this.#effects >= count, ms)
  }

  /** The facts that had their effect, in its order. */
  async facts(desk: string): Promise<Fact[]> {
    const rows = await this.#rows(desk)
    return rows.filter(({ effective }) => effective).map(({ fact }) => fact)
  }

  /** What the centre's database holds of a desk, in the order in which it was written. */
  async taken(desk: string): Promise<Taken[]> {
    const rows = await this.#rows(desk)
    return rows.map(({ fact, effective }) => takenOf(fact, effective))
  }

  /** Messages that the centre could not take. */
  async deadLetters(): Promise<string[]> {
    const rows = (await this.#running?.store.database.all('SELECT reason FROM dead_letters')) ?? []
    return rows.map((row) => String(row.reason))
  }

  /** All that is known of a desk: stops it, looks into its journal and asks the centre. */
  async evidenceOf(desk: FaultDesk): Promise<Evidence> {
    await desk.kill()
    const { name, pressed, accepted } = desk
    return { desk: name, pressed, accepted, centre: await this.taken(name), journal: await desk.waiting() }
  }

  async #rows(desk: string): Promise<{ readonly fact: Fact; readonly effective: boolean }[]> {
    const database = this.#running?.store.database
    const rows = (await database?.all('SELECT body, effective FROM facts WHERE desk = ? ORDER BY number', desk)) ?? []
    return rows.map((row) => ({ fact: JSON.parse(String(row.body)) as Fact, effective: row.effective === 1 }))
  }
}

function takenOf(fact: Fact, effective: boolean): Taken {
  const { id, epoch, type } = fact
  const number = { id, epoch, sequence: Number(fact.sequence) }
  if (type === tombstoneType) return { ...number, kind: 'tombstone', reason: String(fact.data.reason) }
  return { ...number, kind: effective ? 'fact' : 'kept' }
}
