import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Chip } from '../../../test/card/chip/chip.ts'
import { canOf, holder } from '../../../test/card/holder.ts'
import { type Issuer, type IssuerKind, makeIssuer } from '../../../test/card/issuer.ts'
import { type CardWish, makeCard } from '../../../test/card/make-card.ts'
import { makePhoto } from '../../../test/card/photo.ts'
import { signedOnce } from '../../../test/card/signed-once.ts'
import { seededRandom } from '../../../test/support/faces.ts'
import { type ErrorCode, isDeskError } from '../../core/index.ts'
import { personalFields } from '../person.ts'
import type { ChipAccess } from './access.ts'
import { type ChipReading, type ChipRequest, readChip } from './read-chip.ts'
import type { Trust } from './trust.ts'

/** A photo with few bytes: most tests do not care. */
export const photo = makePhoto()
/** The card access number of the test card. */
export const can: ChipAccess = { kind: 'can', can: canOf(holder) }
/** What is printed on it. */
export const printed = {
  kind: 'mrz',
  documentNumber: holder.number,
  birthDate: holder.birthDate,
  expiryDate: holder.expiryDate,
} as const satisfies ChipAccess
/** When the tests read their cards: tomorrow, since the certificates begin when the tests do. */
export const now = Date.now() + 86_400_000

let usual: Issuer | undefined

/** Who issued the test card. */
export function usualIssuer(): Issuer {
  usual ??= newIssuer('nist')
  return usual
}

/** A country that issues cards; what it needs to sign goes when the tests end. */
export function newIssuer(kind: IssuerKind, country = 'VN'): Issuer {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return signedOnce(makeIssuer(folder, kind, country))
}

/** Trust in one issuer. */
export function trustIn({ authority }: Issuer, at = now): Trust {
  return { anchors: [new X509Certificate(authority)], at }
}

/** A card; whatever is not said is as on most Vietnamese cards. */
export function card(wish: Partial<CardWish> = {}): Chip {
  return makeCard({ issuer: usualIssuer(), random: seededRandom(1), photo, ...wish })
}

/** Reads a card, all of it unless a test wants something else. */
export async function read(chip: Chip, request: Partial<ChipRequest> = {}): Promise<ChipReading> {
  return await readChip({
    transmit: async (command) => (await chip.process(command)) ?? new Uint8Array(),
    access: can,
    wanted: { fields: personalFields, photo: 'wanted' },
    trust: trustIn(usualIssuer()),
    random: seededRandom(2),
    ...request,
  })
}

/** The instruction bytes that a chip was given. */
export function instructions(chip: Chip): readonly number[] {
  return chip.heard.map(({ command }) => command[1] ?? 0)
}

/** Matches an error of this code. */
export function isCode(code: ErrorCode): unknown {
  return expect.toSatisfy((error) => isDeskError(error, code))
}
