import { ordinalOf, type Position } from '../journal/index.ts'

/** One fact that was sent. */
export interface SentFact {
  readonly position: Position
  /** Monotonic. */
  readonly at: number
  state: 'under way' | 'taken' | 'refused'
}

/** What was sent and not confirmed, in the order in which it was sent. Positions of several epochs are not consecutive. */
export class Ahead {
  #facts: SentFact[] = []

  get size(): number {
    return this.#facts.length
  }

  /** When the oldest was sent. */
  get since(): number | undefined {
    return this.#facts[0]?.at
  }

  add(position: Position, at: number): SentFact {
    const fact: SentFact = { position, at, state: 'under way' }
    this.#facts.push(fact)
    return fact
  }

  /** Places of those that the broker has not acknowledged, oldest first. */
  underWay(): Position[] {
    return this.#facts.filter((fact) => fact.state === 'under way').map((fact) => fact.position)
  }

  /** A receipt covers its own epoch up to here; what is left of older epochs is not confirmed by it. */
  receipted(upTo: Position): void {
    const epoch = ordinalOf(upTo)
    const [oldest] = this.#facts
    if (!oldest || oldest.position > upTo) return
    this.#facts = this.#facts.filter(({ position }) => position > upTo || ordinalOf(position) !== epoch)
  }

  /** Takes out those at the front that the broker has, and tells them. */
  dropTaken(): Position[] {
    const first = this.#facts.findIndex((fact) => fact.state !== 'taken')
    return this.#facts.splice(0, first < 0 ? this.#facts.length : first).map((fact) => fact.position)
  }

  /** Forgets the oldest that the broker has refused and all behind it, and tells its place. */
  cutRefused(): Position | undefined {
    const first = this.#facts.findIndex((fact) => fact.state === 'refused')
    return first < 0 ? undefined : this.#facts.splice(first)[0]?.position
  }

  clear(): void {
    this.#facts = []
  }
}
