import { type Clock, DeskError, type Random } from '../../core/index.ts'
import { hashOf, isSame, newCode, newToken } from './secrets.ts'

/** Which screens may rate for which counter. A place is `{desk}/{counter}`. */
export interface Pads {
  /** A code that pairs one screen with a counter; it takes the place of an earlier one. */
  newCode(place: string): PairingCode
  /**
   * The token of a screen that brings the right code.
   * @throws DeskError DB-WEB-015 wrong, used, or too old.
   */
  pair(place: string, code: string): string
  isPaired(place: string, token: string | undefined): boolean
  /** How many screens a counter has. */
  count(place: string): number
  /** Ends all pairings of a counter. */
  revoke(place: string): void
}

/** A code and the wall time at which it ends. */
export interface PairingCode {
  readonly code: string
  readonly until: number
}

/** The pairings as they are kept: hashes of tokens by place. */
export type Pairings = Readonly<Record<string, readonly string[]>>

/** Where pairings are kept. */
export interface PairingFile {
  load(): Pairings
  save(pairings: Pairings): void
}

/** Seconds that a screen stays paired. */
export const pairedSeconds = 365 * 24 * 3_600
const codeLife = 10 * 60_000
const mostTries = 5
/** Screens of one counter; one more ends the oldest. */
const mostScreens = 4

interface OpenCode {
  readonly code: string
  readonly ends: number
  readonly tries: number
}

/** Pairings of the file, and codes in memory. */
export function createPads(file: PairingFile, clock: Clock, random: Random): Pads {
  const paired = new Map<string, readonly string[]>(Object.entries(file.load()))
  const codes = new Map<string, OpenCode>()
  const keep = (place: string, hashes: readonly string[]) => {
    if (hashes.length === 0) paired.delete(place)
    else paired.set(place, hashes.slice(-mostScreens))
    file.save(Object.fromEntries(paired))
  }
  return {
    newCode(place) {
      const code = newCode(random)
      codes.set(place, { code, ends: clock.mono() + codeLife, tries: 0 })
      return { code, until: clock.wall() + codeLife }
    },
    pair(place, tried) {
      const open = codes.get(place)
      if (!open || open.ends <= clock.mono()) throw new DeskError('DB-WEB-015')
      codes.delete(place)
      if (!isSame(open.code, tried)) {
        // A million codes and five tries: nobody guesses one.
        if (open.tries + 1 < mostTries) codes.set(place, { ...open, tries: open.tries + 1 })
        throw new DeskError('DB-WEB-015')
      }
      const token = newToken(random)
      keep(place, [...(paired.get(place) ?? []), hashOf(token)])
      return token
    },
    isPaired: (place, token) => token !== undefined && (paired.get(place) ?? []).includes(hashOf(token)),
    count: (place) => paired.get(place)?.length ?? 0,
    revoke(place) {
      codes.delete(place)
      keep(place, [])
    },
  }
}
