/** A file of the chip (ICAO 9303-10, 4): its number, and the tag that its content begins with. */
export interface ChipFile {
  readonly name: ChipFileName
  readonly id: number
  readonly tag: number
}

/** The files that we read. Fingerprints (DG3) are not ours to read. */
export const chipFiles = {
  cardAccess: { name: 'EF.CardAccess', id: 0x011c, tag: 0x31 },
  dg1: { name: 'DG1', id: 0x0101, tag: 0x61 },
  dg2: { name: 'DG2', id: 0x0102, tag: 0x75 },
  dg13: { name: 'DG13', id: 0x010d, tag: 0x6d },
  dg14: { name: 'DG14', id: 0x010e, tag: 0x6e },
  dg15: { name: 'DG15', id: 0x010f, tag: 0x6f },
  sod: { name: 'EF.SOD', id: 0x011d, tag: 0x77 },
} as const satisfies Readonly<Record<string, ChipFile>>

/** How people call a file. */
export type ChipFileName = 'EF.CardAccess' | 'DG1' | 'DG2' | 'DG13' | 'DG14' | 'DG15' | 'EF.SOD'

/** The number by which a file can be read without selecting it. */
export function shortId({ id }: ChipFile): number {
  return id & 0x1f
}

/** No file of a card is longer; a photo has some 20 to 60 kilobytes. */
export const longestFile = 512 * 1024
