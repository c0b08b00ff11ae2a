import { DeskError, isDeskError } from '../../core/index.ts'
import type { DeviceClass } from '../schema/index.ts'
import { LampSearch, type LampTry, type OutputReport, triableReports } from './lamps.ts'
import { type Insight, type Learnt, learning, withLamps } from './learn.ts'
import { isStream, type Phase, type Piece, type TraceLink } from './trace.ts'

/** What a person is asked, as plain data: a terminal prints it, a page may draw it. */
export type Ask =
  | { readonly kind: 'names' }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** `byWord`: the device speaks by itself, so only the person can say that the key is down. */
  | {
      readonly kind: 'press'
      readonly key: string
      readonly round: number
      readonly again: boolean
      readonly byWord: boolean
    }
  | { readonly kind: 'release'; readonly key: string; readonly byWord: boolean }
  /** Nothing is asked: the profile is being found, a little at each `tick`. */
  | { readonly kind: 'thinking' }
  /** Whether lamps may be tried: something will be written to the device. */
  | { readonly kind: 'lamps' }
  /** Which lamps are lit by this report, which is to be written now. */
  | ({ readonly kind: 'lamp'; readonly keys: readonly string[] } & LampTry)
  | { readonly kind: 'done'; readonly learnt: Learnt; readonly lamps: LampsTold }
  | { readonly kind: 'failed'; readonly error: DeskError }

/** What became of its lamps, or why none was tried. */
export type LampsTold = 'stream' | 'no-report' | 'declined' | 'dark' | 'found'

export interface DialogueOptions {
  readonly profile: string
  readonly name: string
  readonly link: TraceLink
  /** What could be written to it, where the system tells. */
  readonly outputs?: readonly OutputReport[]
  /** How long the device is left alone in the beginning. */
  readonly idleMs?: number
}

const rounds = 2
const idleDefault = 5_000
/** Silence that ends what one press says. */
const quietMs = 400
/** A device that says nothing for so long after the release has no releases. */
const releaseMs = 1_500
const patienceMs = 20_000
const mostTries = 3
/** What people say when they agree; everything else is no. */
const agreement = /^(c|có|co|y|yes|ok)$/i
const keyName = /^[a-z][a-z0-9-]{0,30}$/

/**
 * Asks for the names of the keys and for each key twice, in rounds, learns from what arrives, and tries lamps where that
 * is safe: short output reports of a HID device. Nothing is ever sent to a device on a line of bytes: there any byte may
 * be a command, and nobody knows which. Pure: time comes in.
 */
export class LearnDialogue {
  readonly #options: DialogueOptions
  readonly #phases: Phase[] = []
  #keys: readonly string[] = []
  #thinking: Generator<void, Insight> | undefined
  #insight: Insight | undefined
  #lamps: LampSearch | undefined
  #ask: Ask = { kind: 'names' }
  #pieces: Piece[] = []
  #asks = 0
  #tries = 1
  #since: number

  constructor(options: DialogueOptions, now: number) {
    this.#options = options
    this.#since = now
  }

  /** What is asked now. */
  get ask(): Ask {
    return this.#ask
  }

  /** Changes whenever something new is asked. */
  get number(): number {
    return this.#asks
  }

  /** When `tick` wants to be called; null for never. */
  get wakeAt(): number | null {
    const lastAt = this.#pieces.at(-1)?.at
    switch (this.#ask.kind) {
      case 'thinking':
        return this.#since
      case 'wait':
        return this.#since + this.#idleMs
      case 'press':
        if (this.#ask.byWord || lastAt === undefined) return this.#since + patienceMs
        return lastAt + quietMs
      case 'release':
        if (this.#ask.byWord) return null
        return lastAt === undefined ? this.#since + releaseMs : lastAt + quietMs
      default:
        return null
    }
  }

  /** Bytes have arrived. */
  hear(piece: Piece): void {
    // Behind the last key nothing is learnt from what a device says.
    if (this.#insight === undefined && this.#thinking === undefined) this.#pieces.push(piece)
  }

  /**
   * The person has said something: the names, that a key is down or up, whether lamps may be tried, which are lit.
   * Throws `DB-PRO-097`.
   */
  answer(words: string, now: number): void {
    if (this.#ask.kind === 'names') this.#takeNames(words, now)
    else if (this.#ask.kind === 'press' && this.#pieces.length > 0) this.#next(now)
    else if (this.#ask.kind === 'release') this.#next(now)
    else if (this.#ask.kind === 'lamps') this.#takeAgreement(words, now)
    else if (this.#ask.kind === 'lamp') this.#takeLit(words, now)
  }

  /** The device does not take what is written: its lamps stay unknown. */
  refuse(now: number): void {
    if (this.#ask.kind === 'lamp') this.#end('dark', now)
  }

  tick(now: number): void {
    if (this.wakeAt === null || now < this.wakeAt) return
    const { kind } = this.#ask
    if (kind === 'thinking') {
      this.#think(now)
      return
    }
    const isSilent = this.#pieces.length === 0
    if (kind === 'press' && (isSilent || this.#ask.byWord)) this.#askAgain(now)
    else if (kind !== 'names') this.#next(now)
  }

  get #idleMs(): number {
    return this.#options.idleMs ?? idleDefault
  }

  #takeNames(words: string, now: number): void {
    const names = wordsIn(words)
    const wrong = names.find((name) => !keyName.test(name))
    if (wrong !== undefined || names.length === 0) throw new DeskError('DB-PRO-097', { name: wrong ?? words })
    this.#keys = names
    this.#pieces = []
    this.#say({ kind: 'wait', seconds: Math.ceil(this.#idleMs / 1000) }, now)
  }

  #askAgain(now: number): void {
    if (this.#ask.kind !== 'press') return
    if (this.#tries < mostTries) {
      this.#tries++
      this.#say({ ...this.#ask, again: true }, now)
    } else this.#say({ kind: 'failed', error: new DeskError('DB-PRO-091', { key: this.#ask.key }) }, now)
  }

  /** Keeps what came, and goes on to the next key. */
  #next(now: number): void {
    const ask = this.#ask
    const pieces = this.#pieces
    this.#pieces = []
    this.#tries = 1
    if (ask.kind === 'press' || ask.kind === 'release') this.#phases.push({ kind: ask.kind, key: ask.key, pieces })
    else this.#phases.push({ kind: 'idle', pieces })
    if (ask.kind === 'press') this.#say({ kind: 'release', key: ask.key, byWord: ask.byWord }, now)
    else this.#askNextKey(now)
  }

  #askNextKey(now: number): void {
    const count = this.#phases.filter(({ kind }) => kind === 'press').length
    const round = Math.floor(count / this.#keys.length) + 1
    if (round > rounds) {
      this.#finish(now)
      return
    }
    // The second round goes backwards, so that nothing that merely counts looks like a key.
    const order = round % 2 === 1 ? this.#keys : this.#keys.toReversed()
    const key = order[count % this.#keys.length] ?? ''
    const byWord = this.#phases.some(({ kind, pieces }) => kind === 'idle' && pieces.length > 0)
    this.#say({ kind: 'press', key, round, again: false, byWord }, now)
  }

  #finish(now: number): void {
    const { profile, name, link } = this.#options
    this.#thinking = learning({ profile, name, deviceClass: classOf(this.#keys), link, phases: this.#phases })
    this.#say({ kind: 'thinking' }, now)
  }

  /** One short step: the whole takes a tenth of a second, in which others would have to wait. */
  #think(now: number): void {
    try {
      const step = this.#thinking?.next()
      if (step?.done === true) this.#understand(step.value, now)
    } catch (error) {
      if (!isDeskError(error)) throw error
      this.#say({ kind: 'failed', error }, now)
    }
  }

  #understand(insight: Insight, now: number): void {
    const { link, outputs = [] } = this.#options
    this.#insight = insight
    if (isStream(link)) this.#end('stream', now)
    else if (triableReports(outputs).length === 0) this.#end('no-report', now)
    else this.#say({ kind: 'lamps' }, now)
  }

  #takeAgreement(words: string, now: number): void {
    if (!agreement.test(words.trim())) {
      this.#end('declined', now)
      return
    }
    this.#lamps = new LampSearch(this.#options.outputs ?? [])
    this.#tryLamp(now)
  }

  #takeLit(words: string, now: number): void {
    const lit = wordsIn(words)
    const wrong = lit.find((name) => !this.#keys.includes(name))
    if (wrong !== undefined) throw new DeskError('DB-PRO-097', { name: wrong })
    this.#lamps?.answer(lit)
    this.#tryLamp(now)
  }

  #tryLamp(now: number): void {
    const next = this.#lamps?.try
    if (next) this.#say({ kind: 'lamp', keys: this.#keys, ...next }, now)
    else this.#end(this.#lamps?.found ? 'found' : 'dark', now)
  }

  #end(lamps: LampsTold, now: number): void {
    const found = this.#lamps?.found
    if (!this.#insight) return
    const learnt = found ? withLamps(this.#insight, found) : this.#insight.learnt
    this.#say({ kind: 'done', learnt, lamps: found ? 'found' : lamps }, now)
  }

  #say(ask: Ask, now: number): void {
    this.#ask = ask
    this.#since = now
    this.#asks++
  }
}

function wordsIn(words: string): readonly string[] {
  const all = words.toLowerCase().split(/[\s,;]+/)
  return [...new Set(all.filter((word) => word !== ''))]
}

/** A device whose keys are levels rates; every other one calls. */
function classOf(keys: readonly string[]): DeviceClass {
  if (keys.every((key) => key.startsWith('level-'))) return 'rating-pad'
  return keys.length === 1 ? 'button' : 'call-keypad'
}
