import { type Static, Type } from 'typebox'
import type { Moment, Uuid } from '../core/index.ts'
import type { FactData, FactType } from './facts.ts'
import { chainValue, clockQuality, epochName, time, uuid } from './parts.ts'

/** The prefix of every fact type on the wire; inside the house types are written without it. */
export const typePrefix = 'deskbridge.'

/**
 * A fact as the centre receives it: CloudEvents 1.0, JSON, structured mode. Open for more attributes and more fact types:
 * a centre of today keeps what a desk of tomorrow sends.
 */
export const factSchema = Type.Object(
  {
    specversion: Type.Literal('1.0', { description: 'The version of CloudEvents' }),
    id: uuid('The same press always has the same id, whatever its number: the second unique key of the centre'),
    source: Type.String({ pattern: '^/[^/]+/[^/]+/.+$', maxLength: 300, description: '/{centre}/{desk}/{device}' }),
    type: Type.String({ minLength: 1, maxLength: 100, description: `${typePrefix}{fact type}` }),
    subject: Type.String({ minLength: 1, maxLength: 100, description: 'counter/{counter}, or desk' }),
    time: time('When it happened'),
    recordedtime: time('When the disk of the desk had it'),
    epoch: epochName('The life of the journal that numbered it'),
    sequence: Type.String({
      pattern: '^[0-9]{16}$',
      description: 'Its number in this desk and epoch: 1, 2, 3 … in 16 digits. Order is by this, never by time',
    }),
    clock: clockQuality('How far `time` can be believed: agreed with the centre, alone, or turned by somebody'),
    chain: chainValue('SHA-256 over the chain value before and this fact. Empty only in a tombstone of a lost number'),
    datacontenttype: Type.Literal('application/json', { description: 'What data is' }),
    data: Type.Record(Type.String(), Type.Unknown(), { description: 'What happened; each type has its own schema' }),
  },
  { description: 'The envelope of every fact' },
)

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
