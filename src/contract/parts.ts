import { Type } from 'typebox'
import { namePattern } from './names.ts'

/** Nothing but what is written: what nobody knows is a mistake, not an extension. */
export const closed = { additionalProperties: false } as const

/** The longest text in any message, so that both ends know what they must have room for. */
const longestText = 200

/** A text for people or a name from another system. */
export const text = (description: string) => Type.String({ minLength: 1, maxLength: longestText, description })

/** An id that the desk made: a UUID in lower case. */
export const uuid = (description: string) =>
  Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', description })

/** An id that the centre made: its letters may be large, and it is given back as it came. */
export const foreignUuid = (description: string) =>
  Type.String({ pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$', description })

/** A moment as RFC 3339 with an offset; the desk always writes milliseconds and +07:00. */
export const time = (description: string) =>
  Type.String({
    pattern:
      '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,9})?(Z|[+-][0-2][0-9]:[0-5][0-9])$',
    description,
  })

/** The name of an epoch. */
export const epochName = (description: string) => Type.String({ pattern: '^[0-9a-z]{6}$', description })

/** What a counter is called. */
export const counterName = (description: string) => Type.String({ pattern: namePattern, description })

/** The largest sequence: numbers of JSON are exact up to 2⁵³ − 1, and a desk never comes near. */
const largestSequence = Number.MAX_SAFE_INTEGER

/** A count, or a sequence with 0 for "none yet". */
export const count = (description: string) => Type.Integer({ minimum: 0, maximum: largestSequence, description })

/** A chain value, or nothing where it is lost. */
export const chainValue = (description: string) => Type.String({ pattern: '^([0-9a-f]{64})?$', description })

/** How far the desk's clock could be believed. */
export const clockQuality = (description: string) => Type.Enum(['synced', 'free-running', 'stepped'], { description })

/** What people read, in the languages of the place. */
export const words = (description: string) =>
  Type.Object({ vi: text('In Vietnamese'), en: Type.Optional(text('In English')) }, { ...closed, description })
