import type { CardRules, FactData } from '../../src/contract/index.ts'
import { DeskError, type Timer, toDeskError, type Uuid, uuidv7 } from '../../src/core/index.ts'
import type { CounterPicture } from '../../src/counter/index.ts'
import type { Asker } from '../../src/desk/index.ts'
import type { CardArrival, ReadCard } from './arrival.ts'
import type { AskConsent, Cards, CardsHost, CardWish } from './face.ts'
import { keepCard } from './keep-card.ts'
import { isOthers, isOver, isUnderWay, maySee, type Reading, type ShownReading, type Sitting } from './reading.ts'
import { cutCard, fieldsFor, fieldsIn } from './rules.ts'
import { type AccessPace, createAccessPace } from './wrong-access.ts'

/** So long a card, or the officer's word, is waited for. */
const waitFor = 60_000
/** How often it is looked whether a card was shown for long enough: a PC that slept must not show it for longer than this. */
const lookEvery = 1_000
/** So long an application that was refused is not heard. */
const refusedFor = 60_000

/** No card has been read yet. */
export function createCards(host: CardsHost): Cards {
  return new RunningCards(host)
}

class RunningCards implements Cards {
  readonly #host: CardsHost
  readonly #pace: AccessPace
  readonly #readings = new Map<string, Reading>()
  readonly #timers = new Map<string, Timer>()
  readonly #chips = new Map<string, AbortController>()
  /** How often each counter was cleared. */
  readonly #clearings = new Map<string, number>()
  /** Application → until when it is not heard. */
  readonly #refused = new Map<string, number>()

  constructor(host: CardsHost) {
    this.#host = host
    this.#pace = createAccessPace(host.clock)
  }

  ask(wish: CardWish, consent?: AskConsent): string {
    const { counter, procedure, dossier, asker } = wish
    this.#host.picture(counter)
    fieldsFor(this.rules(), procedure)
    this.#checkFree(wish)
    const id = this.#newId()
    const wanted = { id, procedure, dossier, asker }
    if (!consent) {
      this.#begin(wish, wanted)
      return id
    }
    consent((word) => {
      if (this.#readings.get(counter)?.id !== id || this.#readings.get(counter)?.state !== 'consent') return
      if (word === 'agreed') this.#begin(wish, wanted)
      else this.#refuse(counter, asker)
    })
    this.#put(counter, { ...wanted, state: 'consent' })
    this.#giveUpLater(counter, 'DB-CRD-207')
    return id
  }

  async arrived({ counter, source, ...read }: CardArrival): Promise<void> {
    const now = this.#readings.get(counter)
    // A card that nobody asked for is read as well: whoever holds it to the scanner wants it read.
    const wanted =
      now?.state === 'waiting' || now?.state === 'reading'
        ? { id: now.id, procedure: now.procedure, dossier: now.dossier, asker: now.asker }
        : { id: this.#newId(), procedure: undefined, dossier: undefined, asker: undefined }
    this.#endChip(counter)
    const clearings = this.#clearings.get(counter)
    try {
      const shown = await this.#keep(counter, source, read, wanted)
      // Taken away while it was being written: it is in the journal, and must not come back to the page.
      if (this.#clearings.get(counter) !== clearings) return
      this.#put(counter, shown)
      this.#forgetLater(counter)
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-002')
      this.#put(counter, { ...wanted, state: 'failed', error: coded })
      this.#host.notify(counter, coded.code, coded.args)
      throw coded
    }
  }

  left(counter: string): void {
    const now = this.#readings.get(counter)
    if (now?.state === 'shown' && now.source === 'chip') this.clear(counter)
  }

  clear(counter: string, reading?: string): void {
    const now = this.#readings.get(counter)
    if (reading !== undefined && now?.id !== reading) return
    this.#clearings.set(counter, (this.#clearings.get(counter) ?? 0) + 1)
    if (!now) return
    this.#endChip(counter)
    this.#timers.get(counter)?.cancel()
    this.#readings.delete(counter)
    this.#host.changed(counter)
  }

  reading(counter: string): Reading | undefined {
    const now = this.#readings.get(counter)
    if (now?.state === 'shown' && isOver(now, this.#now())) return undefined
    return now
  }

  content(counter: string, reading: string, asker: Asker): ShownReading {
    const now = this.reading(counter)
    if (now?.state === 'shown' && now.id === reading && maySee(now, asker)) return now
    throw new DeskError('DB-CRD-206')
  }

  rules(): CardRules | undefined {
    return this.#host.decided()?.cards
  }

  look({ id, officer, service }: CounterPicture): void {
    const now = this.#readings.get(id)
    if (now?.state !== 'shown') return
    const sitting = { officer: officer?.name, service: service?.id }
    if (isOthers(now, sitting)) this.clear(id)
    else this.#readings.set(id, { ...now, sitting })
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel()
    for (const chip of this.#chips.values()) chip.abort()
    this.#readings.clear()
  }

  #checkFree({ counter, asker, can }: CardWish): void {
    if (can !== undefined) this.#pace.check(counter)
    if (asker.kind === 'page') return
    const left = (this.#refused.get(asker.origin) ?? 0) - this.#host.clock.mono()
    if (left > 0) throw new DeskError('DB-CRD-204', { origin: asker.origin, seconds: Math.ceil(left / 1_000) })
    if (isUnderWay(this.#readings.get(counter))) throw new DeskError('DB-CRD-202', { counter })
  }

  #refuse(counter: string, { origin }: Asker): void {
    this.#refused.set(origin, this.#host.clock.mono() + refusedFor)
    const error = new DeskError('DB-CRD-204', { origin, seconds: refusedFor / 1_000 })
    const now = this.#readings.get(counter)
    if (now) this.#put(counter, { ...wantedOf(now), state: 'failed', error })
  }

  #begin(wish: CardWish, wanted: Wanted): void {
    const { counter } = wish
    this.#endChip(counter)
    this.#put(counter, { ...wanted, state: 'waiting' })
    this.#giveUpLater(counter, 'DB-CRD-203')
    // Without the number that opens it only what is printed can be read.
    if (wish.can !== undefined) void this.#readChip({ ...wish, can: wish.can }, wanted.id)
  }

  async #readChip({ counter, can, procedure }: CardWish & { readonly can: string }, reading: string): Promise<void> {
    const { reader } = this.#host
    const source = reader?.at(counter)
    if (!reader || source === undefined) return
    const chip = new AbortController()
    this.#chips.set(counter, chip)
    const isOurs = () => this.#readings.get(counter)?.id === reading && !chip.signal.aborted
    const progress = (percent: number) => {
      const now = this.#readings.get(counter)
      if (now && isOurs()) this.#put(counter, { ...wantedOf(now), state: 'reading', percent })
    }
    try {
      const fields = fieldsFor(this.rules(), procedure)
      const read = await reader.read({ counter, can, fields, progress, signal: chip.signal })
      this.#pace.tried(counter, undefined)
      if (isOurs()) await this.arrived({ ...read, counter, source })
    } catch (error) {
      const coded = toDeskError(error, 'DB-CRD-208')
      this.#pace.tried(counter, coded.code)
      const now = this.#readings.get(counter)
      if (!now || !isOurs()) return
      this.#host.notify(counter, coded.code, coded.args)
      this.#put(counter, { ...wantedOf(now), state: 'failed', error: coded })
    }
  }

  /** On disk first, then to be seen. */
  async #keep(counter: string, source: string, read: ReadCard, wanted: Wanted): Promise<ShownReading> {
    const { journal, clock } = this.#host
    const { cards, sealing } = this.#host.decided() ?? {}
    const { card, verdicts, photo } = read
    const content = cutCard(card, fieldsFor(cards, wanted.procedure))
    const { officer, service } = this.#host.picture(counter)
    const sitting = { officer: officer?.name, service: service?.id }
    const kind: ShownReading['card'] = card.kind ?? 'unknown'
    const open = { source: card.source, card: kind, verdicts, ...aboutOf(wanted, sitting) }
    const why = await keepCard(
      { id: this.#newId(), counter, source, at: this.#moment(), content, open },
      { journal, sealing, trusted: this.#host.trusted() },
    )
    if (why) this.#notKept(counter, why)
    const since = { wall: clock.wall(), mono: clock.mono() }
    const isKept = why === undefined && fieldsIn(content).length > 0
    return {
      ...wanted,
      state: 'shown',
      source: card.source,
      card: kind,
      verdicts,
      content,
      photo,
      isKept,
      since,
      sitting,
    }
  }

  #notKept(counter: string, { code, args, message }: DeskError): void {
    this.#host.log.warn(message, { code, counter })
    this.#host.notify(counter, code, args)
  }

  #put(counter: string, reading: Reading): void {
    this.#readings.set(counter, reading)
    if (!isUnderWay(reading)) this.#timers.get(counter)?.cancel()
    this.#host.changed(counter)
  }

  #giveUpLater(counter: string, code: 'DB-CRD-203' | 'DB-CRD-207'): void {
    this.#after(counter, waitFor, () => {
      const now = this.#readings.get(counter)
      if (!now || !isUnderWay(now)) return
      this.#endChip(counter)
      const error = new DeskError(code, { seconds: waitFor / 1_000 })
      this.#put(counter, { ...wantedOf(now), state: 'failed', error })
    })
  }

  #forgetLater(counter: string): void {
    this.#after(counter, lookEvery, () => {
      const now = this.#readings.get(counter)
      if (now?.state !== 'shown') return
      if (isOver(now, this.#now())) this.clear(counter)
      else this.#forgetLater(counter)
    })
  }

  #after(counter: string, ms: number, action: () => void): void {
    this.#timers.get(counter)?.cancel()
    this.#timers.set(counter, this.#host.clock.after(ms, action))
  }

  #endChip(counter: string): void {
    this.#chips.get(counter)?.abort()
    this.#chips.delete(counter)
  }

  #now() {
    const { clock } = this.#host
    return { wall: clock.wall(), mono: clock.mono() }
  }

  #moment() {
    return { ...this.#now(), quality: this.#host.clockQuality() }
  }

  #newId(): Uuid {
    return uuidv7(this.#host.clock.wall(), this.#host.random)
  }
}

type Wanted = Pick<Reading, 'id' | 'procedure' | 'dossier' | 'asker'>

function wantedOf({ id, procedure, dossier, asker }: Reading): Wanted {
  return { id, procedure, dossier, asker }
}

type About = Partial<Pick<FactData<'card.read'>, 'procedure' | 'dossier' | 'officer' | 'service' | 'via'>>

/** What a fact says of how the card came to be read. */
function aboutOf({ procedure, dossier, asker }: Wanted, { officer, service }: Sitting): About {
  return {
    ...(procedure === undefined ? {} : { procedure }),
    ...(dossier === undefined ? {} : { dossier }),
    ...(officer === undefined ? {} : { officer }),
    ...(service === undefined ? {} : { service }),
    ...(asker ? { via: asker.kind === 'page' ? 'screen' : 'application' } : {}),
  }
}
