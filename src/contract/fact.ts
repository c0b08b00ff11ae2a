import { type Static, Type } from 'typebox'
import type { Moment, Uuid } from '../core/index.ts'
import type { FactData, FactType } from './facts.ts'

/** The prefix of every fact type on the wire; inside the house types are written without it. */
export const typePrefix = 'deskbridge.'

const time = Type.String({ description: 'RFC 3339 with milliseconds and offset' })

/** A fact as the centre receives it: CloudEvents 1.0, JSON, structured mode. */
export const factSchema = Type.Object({
  specversion: Type.Literal('1.0'),
  id: Type.String({ description: 'UUIDv7; the same press always has the same id' }),
  source: Type.String({ description: '/{centre}/{desk}/{device}' }),
  type: Type.String({ description: `${typePrefix}{fact type}` }),
  subject: Type.String({ description: 'counter/{counter} or desk' }),
  time,
  recordedtime: time,
  epoch: Type.String({ pattern: '^[0-9a-z]{6}$' }),
  sequence: Type.String({ pattern: '^[0-9]{16}$' }),
  clock: Type.Enum(['synced', 'free-running', 'stepped']),
  chain: Type.String({ pattern: '^([0-9a-f]{64})?$', description: 'Empty only in a tombstone of a lost number' }),
  datacontenttype: Type.Literal('application/json'),
  data: Type.Record(Type.String(), Type.Unknown()),
})

/** A fact on the wire. */
export type Fact = Static<typeof factSchema>

/**
 * A fact before the journal numbers it. `T` ties the data to the type, so that a fact with the wrong data does not compile.
 */
export type FactDraft = {
  readonly [T in FactType]: {
    readonly id: Uuid
    readonly type: T
    /** The counter it is about; undefined for facts about the whole desk. */
    readonly counter: string | undefined
    /** The device, page or program part that caused it. */
    readonly source: string
    /** When it happened. */
    readonly at: Moment
    readonly data: FactData<T>
  }
}[FactType]
