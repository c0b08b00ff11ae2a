/** One fact that a desk said it had accepted. The number is known only where the desk told it. */
export interface Accepted {
  readonly id: string
  readonly epoch?: string
  readonly sequence?: number
}

/** One row of the centre's database. */
export interface Taken {
  readonly id: string
  readonly epoch: string
  readonly sequence: number
  /** `kept` filled its number without effect, because its id had had its effect under another one. */
  readonly kind: 'fact' | 'tombstone' | 'kept'
  /** Why there is only a tombstone. */
  readonly reason?: string
}

/** What became of one desk's facts, each part from where it is known first-hand. */
export interface Evidence {
  readonly desk: string
  /** Everything that was ever asked of the desk, where that is known. */
  readonly pressed?: readonly string[]
  /** What the desk reported as accepted, in the order of the reports. */
  readonly accepted: readonly Accepted[]
  /** What the centre took, in the order in which it took effect. */
  readonly centre: readonly Taken[]
  /** Ids of facts that are in the desk's journal and that no receipt covers. */
  readonly journal: readonly string[]
}

/**
 * How a promise was broken: `lost` accepted and nowhere; `doubled` in effect twice; `reordered` in effect in another
 * order than accepted; `gap` a number that nobody accounts for; `invented` never asked for.
 */
export type ViolationKind = 'lost' | 'doubled' | 'reordered' | 'gap' | 'invented'

/** One broken promise, in words. */
export interface Violation {
  readonly kind: ViolationKind
  readonly words: string
}

/**
 * Judges what a run left behind, as Jepsen does: accepted ⊆ centre ∪ tombstones ∪ journal; no id twice in effect; in
 * each epoch the order of acceptance; every number there or accounted for by a tombstone; and, where all that was asked
 * for is known, nothing at the centre but that.
 */
export function check(evidence: Evidence): readonly Violation[] {
  return [
    ...findLost(evidence),
    ...findDoubled(evidence),
    ...findReordered(evidence),
    ...findGaps(evidence),
    ...findInvented(evidence),
  ]
}

function findLost({ desk, accepted, centre, journal }: Evidence): Violation[] {
  const safe = new Set([...centre.map(({ id }) => id), ...journal])
  const told = new Set(centre.filter(({ kind }) => kind === 'tombstone').map(numberOf))
  return accepted
    .filter((one) => !safe.has(one.id) && !(isNumbered(one) && told.has(numberOf(one))))
    .map((one) => violation('lost', `${desk}: ${name(one)} was accepted and is nowhere`))
}

function findDoubled({ desk, centre }: Evidence): Violation[] {
  return [
    ...repeated(centre.filter(({ kind }) => kind === 'fact').map(({ id }) => id)).map((id) =>
      violation('doubled', `${desk}: ${id} took effect more than once`),
    ),
    ...repeated(centre.map(numberOf)).map((number) => violation('doubled', `${desk}: ${number} was taken twice`)),
  ]
}

function findReordered({ desk, accepted, centre }: Evidence): Violation[] {
  const effects = new Map(centre.filter(({ kind }) => kind === 'fact').map((one) => [one.id, one]))
  const last = new Map<string, Taken>()
  const inOrderOfAcceptance = accepted.flatMap((one) => effects.get(one.id) ?? [])
  return [
    ...backwards(centre).map(([before, after]) =>
      violation('reordered', `${desk}: ${name(after)} took effect after ${name(before)}`),
    ),
    ...inOrderOfAcceptance.flatMap((one) => {
      const before = last.get(one.epoch)
      last.set(one.epoch, one)
      return before === undefined || before.sequence < one.sequence
        ? []
        : [violation('reordered', `${desk}: ${name(one)} was accepted after ${name(before)}`)]
    }),
    ...accepted.flatMap((one) => {
      const taken = effects.get(one.id)
      return !taken || !isNumbered(one) || taken.epoch !== one.epoch || taken.sequence === one.sequence
        ? []
        : [violation('reordered', `${desk}: ${name(one)} took effect as ${numberOf(taken)}`)]
    }),
  ]
}

/** Each pair of neighbours within an epoch of which the later took effect with the lower number. */
function backwards(centre: readonly Taken[]): readonly (readonly [Taken, Taken])[] {
  const last = new Map<string, Taken>()
  return centre.flatMap((one) => {
    const before = last.get(one.epoch)
    last.set(one.epoch, one)
    return before !== undefined && before.sequence > one.sequence ? [[before, one] as const] : []
  })
}

/** Tombstones are rows like any other, so a number without a row is one that nobody accounts for. */
function findGaps({ desk, centre }: Evidence): Violation[] {
  const epochs = Map.groupBy(centre, ({ epoch }) => epoch)
  return [...epochs].flatMap(([epoch, rows]) => {
    const numbers = [...new Set(rows.map(({ sequence }) => sequence))].sort((a, b) => a - b)
    return numbers.flatMap((number, index) => {
      const expected = (numbers[index - 1] ?? 0) + 1
      return number === expected ? [] : [violation('gap', `${desk}: ${epoch} jumps from ${expected - 1} to ${number}`)]
    })
  })
}

function findInvented({ desk, pressed, centre }: Evidence): Violation[] {
  if (pressed === undefined) return []
  const known = new Set(pressed)
  return centre
    .filter(({ kind, id }) => kind !== 'tombstone' && !known.has(id))
    .map((one) => violation('invented', `${desk}: ${name(one)} is at the centre and nobody asked for it`))
}

function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))]
}

function isNumbered(one: Accepted): one is Required<Accepted> {
  return one.epoch !== undefined && one.sequence !== undefined
}

function numberOf({ epoch, sequence }: { readonly epoch: string; readonly sequence: number }): string {
  return `${epoch}/${sequence}`
}

function name(one: Accepted): string {
  return isNumbered(one) ? `${one.id} (${numberOf(one)})` : one.id
}

function violation(kind: ViolationKind, words: string): Violation {
  return { kind, words }
}
