import {
  type ChipAccess,
  type ChipReading,
  personalFields,
  readAnchors,
  readChip,
  type Trust,
} from '../../src/card/index.ts'
import { isDeskError, type Random } from '../../src/core/index.ts'
import type { Chip } from './chip/chip.ts'
import { canOf, holder } from './holder.ts'
import type { Issuer } from './issuer.ts'

/** The two ways into the test card. */
export const access = {
  can: { kind: 'can', can: canOf(holder) },
  mrz: {
    kind: 'mrz',
    documentNumber: holder.number.slice(-9),
    birthDate: holder.birthDate,
    expiryDate: holder.expiryDate,
  },
} as const satisfies Record<string, ChipAccess>

/** Reads all of a chip, by way of a reader that gives back nothing when the card is gone. */
export function readWhole(
  chip: Chip,
  by: { readonly access: ChipAccess; readonly trust: Trust; readonly random: Random },
): Promise<ChipReading> {
  const transmit = async (command: Uint8Array) => (await chip.process(command)) ?? new Uint8Array()
  return readChip({ ...by, transmit, wanted: { fields: personalFields, photo: 'wanted' } })
}

/** What came of it: a code, or that it was read. */
export function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'read',
    (error) => (isDeskError(error) ? error.code : `no code: ${error}`),
  )
}

/** Trust in a country. */
export async function trustIn({ authority }: Issuer): Promise<Trust> {
  return { anchors: await readAnchors([{ name: 'csca.pem', bytes: Buffer.from(authority) }]), at: Date.now() }
}
