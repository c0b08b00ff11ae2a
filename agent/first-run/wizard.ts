import { isDeskName } from '../../src/contract/index.ts'
import { type Clock, DeskError, type ErrorCode, type Language, type Log, toDeskError } from '../../src/core/index.ts'
import { type DeskIdentity, fullName } from '../../src/identity/index.ts'
import { problemOf, wordsOf } from '../desk/words.ts'
import type { FoundCentre } from '../enrol/find-centre.ts'
import { type DeskPlace, type DeskWish, identityIn, makeDesk } from './make-desk.ts'
import { readServer } from './read-server.ts'
import { countTries, type Tries } from './tries.ts'
import type { KnownDesk, StateView, WizardStep, WizardView } from './wizard-view.ts'

/** What the wizard needs. */
export interface WizardOptions {
  readonly clock: Clock
  readonly log: Log
  readonly language: Language
  readonly place: DeskPlace
  readonly known: KnownDesk
  /** Asks the network for centres. */
  find(): Promise<readonly FoundCentre[]>
}

/** What a person typed. */
export type TypedWish = Pick<DeskWish, 'server' | 'desk' | 'counter' | 'code'>

type State =
  | { readonly kind: 'asking'; readonly problem?: DeskError }
  | { readonly kind: 'working'; readonly step: WizardStep; readonly since: number }
  | { readonly kind: 'done'; readonly identity: DeskIdentity }

/** Codes were tried in vain. */
const wrongCodes: readonly ErrorCode[] = ['DB-IDN-005', 'DB-IDN-010']

/** Leads from a PC that no centre knows to a desk. One attempt at a time; one that fails leaves nothing behind. */
export class Wizard {
  /** Resolves when this PC is a desk of its centre. */
  readonly done: Promise<void>
  readonly #o: WizardOptions
  readonly #tries: Tries
  readonly #finish: () => void
  #state: State = { kind: 'asking' }
  #logged: ErrorCode | undefined
  #found: readonly FoundCentre[] = []
  #looking: Promise<readonly FoundCentre[]> | undefined

  constructor(options: WizardOptions) {
    this.#o = options
    this.#tries = countTries(options.clock)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.done = promise
    this.#finish = resolve
  }

  view(): WizardView {
    const { language, known } = this.#o
    const centres = { isLooking: this.#looking !== undefined, found: this.#found }
    return { language, known, centres, state: this.#stateView() }
  }

  /** Looks for centres in the network; who asks meanwhile gets the same answer. */
  look(): Promise<readonly FoundCentre[]> {
    this.#looking ??= this.#o
      .find()
      // Without a network nobody is found, which is all that there is to say.
      .catch(() => [])
      .then((found) => {
        this.#found = found
        return found
      })
      .finally(() => {
        this.#looking = undefined
      })
    return this.#looking
  }

  /**
   * Begins to make this PC a desk. Resolves with why it came to nothing, where it did; the page is shown it as well.
   * @throws DeskError DB-AGT-050 to -055 it cannot even begin.
   */
  begin(typed: TypedWish): Promise<DeskError | undefined> {
    const wish = this.#checked(typed)
    this.#enter('centre')
    return this.#make(wish)
  }

  /** Says what is in the way, unless something is going on. */
  complain(problem: DeskError): void {
    if (this.#state.kind === 'asking') this.#state = { kind: 'asking', problem }
  }

  async #make(wish: DeskWish): Promise<DeskError | undefined> {
    const { place, log } = this.#o
    try {
      const identity = await makeDesk(wish, place, (step) => this.#enter(step))
      this.#state = { kind: 'done', identity }
      log.info('this PC is enrolled', { id: fullName(identity) })
      this.#finish()
      return undefined
    } catch (error) {
      const problem = toDeskError(error, 'DB-AGT-003')
      if (wrongCodes.includes(problem.code)) this.#tries.count()
      // One line for an outage, however often it is tried to end it.
      if (problem.code !== this.#logged) log.warn(problem.message, { code: problem.code })
      this.#logged = problem.code
      this.#state = { kind: 'asking', problem }
      return problem
    }
  }

  #checked({ server, desk, counter, code }: TypedWish): DeskWish {
    const { known, place } = this.#o
    const isEnrolled = place.file === undefined && identityIn(place.dataFolder) !== undefined
    if (this.#state.kind !== 'asking' || isEnrolled) throw new DeskError('DB-AGT-055')
    const seconds = this.#tries.lockedFor()
    if (seconds > 0) throw new DeskError('DB-AGT-054', { seconds })
    const address = this.#addressOf(server)
    const { centre } = known
    const who = known.isFixed ? known : { desk: readName(desk), counter: readName(counter) }
    return { server: address, desk: who.desk, counter: who.counter, code, ...(centre === undefined ? {} : { centre }) }
  }

  #addressOf(typed: string): string {
    if (typed.trim() === '') throw noCentre(this.#found)
    const address = readServer(typed)
    if (address === undefined) throw new DeskError('DB-AGT-052', { typed })
    return address
  }

  #enter(step: WizardStep): void {
    const { clock } = this.#o
    const since = this.#state.kind === 'working' ? this.#state.since : clock.mono()
    this.#state = { kind: 'working', step, since }
  }

  #stateView(): StateView {
    const state = this.#state
    switch (state.kind) {
      case 'asking':
        return { kind: 'asking', problem: state.problem ? problemOf(state.problem) : null }
      case 'working':
        return {
          kind: 'working',
          step: state.step,
          seconds: Math.floor((this.#o.clock.mono() - state.since) / 1000),
        }
      case 'done': {
        const { identity } = state
        const until = new Date(identity.until).toISOString().slice(0, 10)
        return { kind: 'done', name: fullName(identity), until, level: wordsOf(`identity.level.${identity.level}`) }
      }
    }
  }
}

function readName(typed: string): string {
  const name = typed.trim().toLowerCase()
  if (!isDeskName(name)) throw new DeskError('DB-AGT-053', { name: typed })
  return name
}

/** Why a centre cannot be told from what was found. */
export function noCentre(found: readonly FoundCentre[]): DeskError {
  if (found.length === 0) return new DeskError('DB-AGT-050')
  return new DeskError('DB-AGT-051', { found: found.map(({ centre, server }) => `${centre} ${server}`).join(', ') })
}
