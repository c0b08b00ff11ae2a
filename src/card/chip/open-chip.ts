import { DeskError, type Random } from '../../core/index.ts'
import { type ChipAccess, pacePassword } from './access.ts'
import type { Channel } from './apdu.ts'
import { basicAccess } from './bac.ts'
import { longRead, readCardAccess, selectApplication, takesLongAnswers } from './files.ts'
import { choosePace, type PaceWay, pace } from './pace.ts'
import { mostShortData, type SessionKeys, secureChannel } from './secure-messaging.ts'
import { readSecurityInfos } from './security-infos.ts'

/** How long the answers of a chip may be: as long as it turns out to give, or short for readers that carry no more. */
export type AnswerLength = 'ask' | 'short'

/** A chip that is open: its application is selected, and nobody between can read along. */
export interface OpenChip {
  readonly channel: Channel
  /** The way below it, on which a chip that has proven itself goes on under new keys. */
  readonly plain: Channel
  readonly protocol: 'PACE' | 'BAC'
  /** The most bytes of a file that are asked for at once. */
  readonly most: number
  readonly answers: 'long' | 'short'
}

/** What opens a chip. */
export interface ChipKeyring {
  readonly access: ChipAccess
  readonly random: Random
  readonly answers: AnswerLength
}

/**
 * Opens a chip with PACE, or with Basic Access Control where it offers no PACE that we know. What the chip refused as
 * wrong is never tried in another way: chips slow down and lock.
 * @throws DeskError DB-CRD-102, -103, -104 the chip does not take the access; -110 it is no identity card; -114 it
 * cannot be opened with a card access number.
 */
export async function openChip(plain: Channel, keyring: ChipKeyring): Promise<OpenChip> {
  const offered = await paceOffered(plain)
  const long = offered !== undefined && keyring.answers === 'ask' && (await takesLongAnswers(plain))
  const keys = offered?.way && (await byPace(plain, offered.way, keyring))
  if (keys) {
    const channel = secureChannel(plain, keys)
    await selectApplication(channel)
    return { channel, plain, protocol: 'PACE', ...reach(keys, long) }
  }
  const { access, random } = keyring
  await selectApplication(plain)
  if (access.kind === 'can') throw offered ? unknownWays() : new DeskError('DB-CRD-114')
  const basic = await basicAccess(plain, access, random)
  return { channel: secureChannel(plain, basic), plain, protocol: 'BAC', ...reach(basic, long) }
}

/** Nothing where the chip has no EF.CardAccess; a way only where it offers one that we know. */
async function paceOffered(plain: Channel): Promise<{ readonly way: PaceWay | undefined } | undefined> {
  const bytes = await readCardAccess(plain)
  return bytes && { way: choosePace(readSecurityInfos(bytes, 'EF.CardAccess').pace) }
}

/** Undefined where PACE itself does not work on this chip, and what is printed may open it in the older way. */
async function byPace(plain: Channel, way: PaceWay, { access, random }: ChipKeyring): Promise<SessionKeys | undefined> {
  try {
    return await pace(plain, way, pacePassword(access), random)
  } catch (error) {
    if (access.kind === 'mrz' && error instanceof DeskError && brokenProtocol.has(error.code)) return undefined
    throw error
  }
}

const brokenProtocol: ReadonlySet<string> = new Set(['DB-CRD-107', 'DB-CRD-108', 'DB-CRD-109'])

function unknownWays(): DeskError {
  return new DeskError('DB-CRD-107', { reason: 'none of the ways of PACE in EF.CardAccess' })
}

function reach({ cipher }: SessionKeys, long: boolean): Pick<OpenChip, 'most' | 'answers'> {
  return long ? { most: longRead, answers: 'long' } : { most: mostShortData(cipher), answers: 'short' }
}
