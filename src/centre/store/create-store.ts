import type { Fact } from '../../contract/index.ts'
import type { Clock } from '../../core/index.ts'
import { typedFact } from '../typed-fact.ts'
import { runEffect, takeArrivals, tombstoneOfFact } from './intake.ts'
import type { AppliedFact, CentreStore, Effect, TakeResult, Tombstone } from './store.ts'
import type { Engine, FactRow, StoredLetter, Tables } from './tables.ts'

/** What every store is made of. */
export interface StoreParts<T> {
  readonly engine: Engine<T>
  readonly clock: Clock
  readonly effect: Effect<T> | undefined
}

const nothing: TakeResult = { applied: [], tombstones: [], deadLetters: [], receipts: [] }

/** A store over a database: the rules are here, the statements in the engine's tables. */
export function createStore<T>({ engine, clock, effect }: StoreParts<T>): CentreStore {
  const read = <R>(work: (tables: Tables) => Promise<R>) => engine.transaction(work)
  return {
    take: (arrivals, judge) =>
      engine.transaction((tables, transaction) =>
        takeArrivals({ tables, transaction, now: clock.wall(), effect, judge }, arrivals),
      ),
    recent: (limit) => read(async (tables) => (await tables.recent(limit)).map(appliedOf)),
    ends: (desks) => read((tables) => tables.streams(desks)),
    claimReplay: (stream, patience) =>
      read((tables) => tables.claimReplay(stream, clock.wall(), clock.wall() - patience)),
    gaps: () => read((tables) => tables.gaps()),
    tombstones: (limit) => read(async (tables) => (await tables.tombstones(limit)).map(tombstoneOf)),
    deadLetters: (limit) => read((tables) => tables.letters(limit)),
    retry: (number) =>
      engine.transaction(async (tables, transaction) => {
        const letter = await tables.letter(number)
        if (!letter) return { outcome: 'not-found', taken: nothing }
        const taking = { tables, transaction, now: clock.wall(), effect, judge: () => 'bury' as const }
        return letter.kind === 'no-effect' ? await affectAgain(taking, letter) : await takeAgain(taking, letter)
      }),
    drop: (number) =>
      read(async (tables) => {
        const found = (await tables.letter(number)) !== undefined
        await tables.dropLetter(number)
        return found
      }),
    savePresence: (desks) => read((tables) => tables.savePresence(desks)),
    desks: () => read((tables) => tables.desks()),
    close: () => engine.close(),
  }
}

type Retrying<T> = Parameters<typeof takeArrivals<T>>[0]

/** The number of such a letter is filled: only its effect is still to come, unless its id had it under another number. */
async function affectAgain<T>(taking: Retrying<T>, letter: StoredLetter) {
  const { tables, now } = taking
  await tables.lock([letter.desk])
  const fact = typedFact(JSON.parse(letter.body) as Fact)
  const isKnown = (await tables.effective([fact.id])).has(fact.id)
  const failure = isKnown ? undefined : await runEffect(taking, letter.desk, fact)
  if (failure !== undefined) return { outcome: 'kept' as const, taken: nothing }
  if (!isKnown) await tables.markEffective(letter)
  await tables.dropLetter(letter.number)
  const applied = isKnown ? [] : [{ desk: letter.desk, fact, received: now }]
  return { outcome: 'gone' as const, taken: { ...nothing, applied } }
}

/** Any other letter is taken as if it came now. */
async function takeAgain<T>(taking: Retrying<T>, letter: StoredLetter) {
  await taking.tables.lock([letter.desk])
  const taken = await takeArrivals(taking, [{ desk: letter.desk, payload: letter.body }])
  const fails = taken.deadLetters.some(({ kind, body }) => kind === letter.kind && body === letter.body)
  if (!fails) await taking.tables.dropLetter(letter.number)
  return { outcome: fails ? ('kept' as const) : ('gone' as const), taken }
}

function appliedOf({ desk, body, received }: FactRow): AppliedFact {
  return { desk, fact: typedFact(JSON.parse(body) as Fact), received }
}

function tombstoneOf({ desk, body, received }: FactRow): Tombstone {
  return tombstoneOfFact(desk, JSON.parse(body) as Fact, received)
}
