import { DeskError, type Random } from '../../core/index.ts'
import type { CitizenCard, PersonalField } from '../person.ts'
import { type ChipAccess, judgeAccess } from './access.ts'
import { plainChannel, type Transmit } from './apdu.ts'
import { cardOfChip, detailsFor, needDetails } from './card-of-chip.ts'
import { type ChipFileName, chipFiles } from './chip-files.ts'
import { readDg1 } from './dg1.ts'
import { type Photo, readDg2 } from './dg2.ts'
import { readDg13 } from './dg13.ts'
import { chipReader } from './files.ts'
import { type Groups, type MissingFile, readGroups } from './groups.ts'
import { type AnswerLength, type OpenChip, openChip } from './open-chip.ts'
import { checkSigned, letProve } from './prove.ts'
import type { Trust } from './trust.ts'
import { judge, type Verdicts } from './verdicts.ts'

/** What is read of a chip, and with what. */
export interface ChipRequest {
  readonly transmit: Transmit
  readonly access: ChipAccess
  readonly wanted: Wanted
  readonly trust: Trust
  readonly random: Random
  readonly progress?: (progress: ChipProgress) => void
  /** Stops the reading before the next command. */
  readonly signal?: AbortSignal
  /** `short` for readers that carry no long answers; without it the chip is asked. */
  readonly answers?: AnswerLength
}

/** What a procedure needs of a card. Name and birth date are always read; what is not named here is not told. */
export interface Wanted {
  readonly fields: readonly PersonalField[]
  readonly photo: 'wanted' | 'not-wanted'
}

/** How far the reading is. */
export type ChipProgress =
  | { readonly step: 'opening' }
  | { readonly step: 'opened'; readonly protocol: OpenChip['protocol'] }
  | { readonly step: 'reading'; readonly file: ChipFileName; readonly done: number; readonly total: number }
  | { readonly step: 'proving' }

/** What a chip told. */
export interface ChipReading {
  readonly card: CitizenCard
  readonly photo: Photo | undefined
  readonly verdicts: Verdicts
  /** What was wanted and not given. */
  readonly missing: readonly MissingFile[]
  readonly protocol: OpenChip['protocol']
}

/**
 * Reads a chip (ICAO 9303-10 and -11): opens it, reads what is wanted, lets the chip prove itself, and judges. A wrong
 * access is an error at once; it is never tried twice, nor in another way.
 * @throws DeskError DB-CRD-101 to -116, and what a machine readable zone is refused for.
 */
export async function readChip(request: ChipRequest): Promise<ChipReading> {
  const { access, random, answers = 'ask' } = request
  judgeAccess(access)
  request.progress?.({ step: 'opening' })
  const plain = plainChannel(request.transmit, request.signal)
  const chip = await openChip(plain, { access, random, answers })
  try {
    return await readOpened(request, chip)
  } catch (error) {
    if (chip.answers === 'short' || !mayBeTooLong(error)) throw error
    // Some readers promise long answers and break them. The access was right, so opening once more costs no try.
    return await readOpened(request, await openChip(plain, { access, random, answers: 'short' }))
  }
}

function mayBeTooLong(error: unknown): boolean {
  return error instanceof DeskError && (error.code === 'DB-CRD-106' || error.code === 'DB-CRD-109')
}

async function readOpened(request: ChipRequest, chip: OpenChip): Promise<ChipReading> {
  const { wanted, progress } = request
  progress?.({ step: 'opened', protocol: chip.protocol })
  const { dg1, dg13, sod, dg14, dg15, dg2 } = chipFiles
  const files = [dg1, dg13, sod, dg14, dg15, ...(wanted.photo === 'wanted' ? [dg2] : [])]
  const groups = await readGroups(
    chipReader(chip.channel, chip.most),
    files,
    (file) => (done, total) => progress?.({ step: 'reading', file, done, total }),
  )
  try {
    progress?.({ step: 'proving' })
    const proofs = await letProve(chip, groups.found, request.random)
    const passive = await checkSigned(groups.found, request.trust)
    const missing = groups.missing.filter(({ file }) => isWanted(file, wanted))
    const verdicts = judge({ missing, passive, proofs })
    return { ...contentOf(groups, request), verdicts, missing, protocol: chip.protocol }
  } finally {
    // It holds what no counter may take. What was wanted of it is text by now.
    groups.found.get('DG13')?.fill(0)
  }
}

function contentOf({ found, missing }: Groups, { wanted, trust }: ChipRequest): Pick<ChipReading, 'card' | 'photo'> {
  const [zone, details, photo] = [found.get('DG1'), found.get('DG13'), found.get('DG2')]
  if (zone === undefined) {
    throw new DeskError(missing.find(({ file }) => file === 'DG1')?.code ?? 'DB-CRD-111', { file: 'DG1' })
  }
  const told = details ? readDg13(details, detailsFor(wanted.fields)) : {}
  const card = cardOfChip(readDg1(zone), told, wanted.fields, dayIn(trust.at))
  return { card, photo: photo && readDg2(photo) }
}

function isWanted(file: ChipFileName, { fields, photo }: Wanted): boolean {
  return (file === 'DG13' && needDetails(fields)) || (file === 'DG2' && photo === 'wanted')
}

/** The day in Viet Nam, which is seven hours ahead and keeps no summer time. */
function dayIn(wall: number): string {
  return new Date(wall + 7 * 3_600_000).toISOString().slice(0, 10)
}
