/** Usages from here on, in their order: what a US keyboard types, alone and with Shift. */
const rows: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x2b, '\t -=[]\\', '\t _+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
  [0x54, '/*-+', '/*-+'],
  [0x59, '1234567890.', '1234567890.'],
]

/** What a usage of the keyboard page types; undefined for keys that type nothing. */
export function typedBy(usage: number, isShifted: boolean): string | undefined {
  const row = rows.find(([first, plain]) => usage >= first && usage < first + plain.length)
  return row && (isShifted ? row[2] : row[1])[usage - row[0]]
}
