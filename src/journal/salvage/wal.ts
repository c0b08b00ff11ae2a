/** One page in the write-ahead log. */
export interface WalFrame {
  readonly page: number
  /** Where its bytes begin in the file. */
  readonly offset: number
  /** Whether a transaction ends with it. */
  readonly commits: boolean
  /** Whether its checksum holds, going by the one that the frame before it carries. */
  readonly sound: boolean
}

/** What a write-ahead log holds, the broken parts included. */
export interface Wal {
  readonly bytes: Buffer
  /** `empty` was never written to. */
  readonly header: 'good' | 'bad' | 'empty'
  /** All frames of its last use, in order. Frames that an earlier use left behind are told apart by their salts. */
  readonly frames: readonly WalFrame[]
  /** So many frames SQLite takes: up to the last transaction before the first broken frame. */
  readonly taken: number
  /**
   * Whether a transaction that was on disk for certain lies behind a broken frame. SQLite syncs each transaction before
   * it begins the next, so a power cut leaves at most one unfinished one, at the end, in any state of repair. But a frame
   * whose checksum continues that of a commit shows that this commit was synced: then what is broken before it was once
   * whole, and something else than a power cut broke it.
   */
  readonly brokenWithin: boolean
}

/** The page size of our journals, SQLite's own default. */
export const pageSize = 4096

const headerSize = 32
const frameHeaderSize = 24
const frameSize = frameHeaderSize + pageSize

/** Reads a write-ahead log (https://sqlite.org/fileformat2.html#the_write_ahead_log) without losing what lies behind a broken frame. */
export function readWal(bytes: Buffer): Wal {
  if (bytes.length < headerSize || bytes.every((byte) => byte === 0)) {
    return { bytes, header: 'empty', frames: [], taken: 0, brokenWithin: false }
  }
  const bigEndian = (bytes.readUInt32BE(0) & 1) === 1
  const sum = (from: number, length: number, start: Sum) => checksum(bytes, from, length, start, bigEndian)
  const good = isHeader(bytes) && isAt(bytes, 24, sum(0, 24, [0, 0]))
  const salts = good ? [saltAt(bytes, 16), saltAt(bytes, 20)] : commonSalts(bytes)
  const slots = slotsOf(bytes).map((at) => {
    const previous = at === headerSize ? 24 : at - frameSize + 16
    const start: Sum = [bytes.readUInt32BE(previous), bytes.readUInt32BE(previous + 4)]
    // An earlier use had other salts in both halves; a broken frame still has one of them.
    const [first, second] = [saltAt(bytes, at + 8) === salts[0], saltAt(bytes, at + 12) === salts[1]]
    const ours = first || second
    return {
      ours,
      page: bytes.readUInt32BE(at),
      offset: at + frameHeaderSize,
      commits: bytes.readUInt32BE(at + 4) !== 0,
      // The checksum does not cover the salts, and SQLite takes no frame without both.
      sound: first && second && isAt(bytes, at + 16, sum(at + frameHeaderSize, pageSize, sum(at, 8, start))),
    }
  })
  const broken = slots.findIndex((slot) => !slot.sound)
  const whole = broken < 0 ? slots : slots.slice(0, broken)
  const taken = good ? whole.findLastIndex((slot) => slot.commits) + 1 : 0
  return {
    bytes,
    header: good ? 'good' : 'bad',
    frames: slots.filter((slot) => slot.ours),
    taken,
    brokenWithin: slots.some((slot, index) => index > taken && slot.sound && slots[index - 1]?.commits === true),
  }
}

type Sum = readonly [number, number]

function slotsOf(bytes: Buffer): number[] {
  const count = Math.floor((bytes.length - headerSize) / frameSize)
  return Array.from({ length: count }, (_, index) => headerSize + index * frameSize)
}

function isHeader(bytes: Buffer): boolean {
  return (bytes.readUInt32BE(0) & ~1) === 0x377f0682 && bytes.readUInt32BE(8) === pageSize
}

function saltAt(bytes: Buffer, offset: number): string {
  return bytes.toString('hex', offset, offset + 4)
}

/** The salts of most frames, for a log whose header is lost. */
function commonSalts(bytes: Buffer): readonly [string, string] {
  const most = (offset: number) => {
    const salts = slotsOf(bytes).map((at) => saltAt(bytes, at + offset))
    return [...Map.groupBy(salts, (salt) => salt)].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
  }
  return [most(8), most(12)]
}

function isAt(bytes: Buffer, offset: number, [first, second]: Sum): boolean {
  return bytes.readUInt32BE(offset) === first && bytes.readUInt32BE(offset + 4) === second
}

function checksum(bytes: Buffer, from: number, length: number, [first, second]: Sum, bigEndian: boolean): Sum {
  let [s0, s1] = [first, second]
  for (let at = from; at < from + length; at += 8) {
    s0 = (s0 + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + s1) >>> 0
    s1 = (s1 + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + s0) >>> 0
  }
  return [s0, s1]
}
