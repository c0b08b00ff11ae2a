/** Parameters in the notation of the CRC RevEng catalogue; `poly` is already reflected where `reflected` is set. */
interface Crc {
  readonly width: 8 | 16 | 32
  readonly poly: number
  readonly init: number
  readonly reflected: boolean
  readonly xorOut: number
}

const crcs = {
  crc8: { width: 8, poly: 0x07, init: 0, reflected: false, xorOut: 0 },
  'crc8-maxim': { width: 8, poly: 0x8c, init: 0, reflected: true, xorOut: 0 },
  'crc16-arc': { width: 16, poly: 0xa001, init: 0, reflected: true, xorOut: 0 },
  'crc16-kermit': { width: 16, poly: 0x8408, init: 0, reflected: true, xorOut: 0 },
  'crc16-modbus': { width: 16, poly: 0xa001, init: 0xffff, reflected: true, xorOut: 0 },
  'crc16-x25': { width: 16, poly: 0x8408, init: 0xffff, reflected: true, xorOut: 0xffff },
  'crc16-ccitt-false': { width: 16, poly: 0x1021, init: 0xffff, reflected: false, xorOut: 0 },
  'crc16-mcrf4xx': { width: 16, poly: 0x8408, init: 0xffff, reflected: true, xorOut: 0 },
  'crc16-xmodem': { width: 16, poly: 0x1021, init: 0, reflected: false, xorOut: 0 },
  crc32: { width: 32, poly: 0xedb88320, init: 0xffffffff, reflected: true, xorOut: 0xffffffff },
} as const satisfies Record<string, Crc>

export type CrcName = keyof typeof crcs

/** The CRC of some bytes, a byte at a time: garbage may make a port compute one for every byte that arrives. */
export function crc(name: CrcName, bytes: Uint8Array): number {
  const { width, init, reflected, xorOut } = crcs[name]
  const table = tableOf(name)
  const left = width - 8
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1
  let value: number = init
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    value = reflected
      ? (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
      : ((value << 8) ^ (table[((value >>> left) ^ byte) & 0xff] ?? 0)) & mask
  }
  return ((value ^ xorOut) & mask) >>> 0
}

const tables = new Map<CrcName, Uint32Array>()

function tableOf(name: CrcName): Uint32Array {
  const known = tables.get(name)
  if (known) return known
  const { width, poly, reflected } = crcs[name]
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = reflected ? byte : byte << (width - 8)
    for (let bit = 0; bit < 8; bit++) value = reflected ? shiftRight(value, poly) : shiftLeft(value, poly, width)
    return width === 32 ? value >>> 0 : value & (2 ** width - 1)
  })
  tables.set(name, table)
  return table
}

function shiftRight(value: number, poly: number): number {
  return value & 1 ? (value >>> 1) ^ poly : value >>> 1
}

function shiftLeft(value: number, poly: number, width: number): number {
  return value & (1 << (width - 1)) ? (value << 1) ^ poly : value << 1
}
