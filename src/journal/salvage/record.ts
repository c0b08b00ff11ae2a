/** What a column holds. */
export type Value = null | number | string | Buffer

/** A value and where the next one begins. */
interface Read<T> {
  readonly value: T
  readonly next: number
}

/** The largest payload that is believed; ours are a few hundred bytes. */
const largestPayload = 16 * 1024 * 1024

/** A variable-length integer. Undefined when it leaves the bytes or is none that we would write. */
export function readVarint(bytes: Buffer, from: number): Read<number> | undefined {
  let value = 0
  for (let index = 0; index < 8; index++) {
    const byte = bytes[from + index]
    if (byte === undefined) return undefined
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return Number.isSafeInteger(value) ? { value, next: from + index + 1 } : undefined
  }
  return undefined
}

/** The columns of a record (https://sqlite.org/fileformat2.html#record_format). Undefined unless it is one from end to end. */
export function readRecord(payload: Buffer): Value[] | undefined {
  if (payload.length > largestPayload) return undefined
  const head = readVarint(payload, 0)
  if (!head || head.value > payload.length) return undefined
  const values: Value[] = []
  let at = head.value
  for (let type = head.next; type < head.value; ) {
    const serial = readVarint(payload, type)
    if (!serial) return undefined
    const column = readColumn(payload, at, serial.value)
    if (!column) return undefined
    values.push(column.value)
    at = column.next
    type = serial.next
  }
  return at === payload.length ? values : undefined
}

const integerSizes = [0, 1, 2, 3, 4, 6, 8]

function readColumn(bytes: Buffer, at: number, serial: number): Read<Value> | undefined {
  if (serial === 0) return { value: null, next: at }
  if (serial === 8 || serial === 9) return { value: serial - 8, next: at }
  const size = serial >= 12 ? Math.floor((serial - 12) / 2) : serial === 7 ? 8 : integerSizes[serial]
  if (size === undefined || at + size > bytes.length) return undefined
  const next = at + size
  if (serial >= 12)
    return { value: serial % 2 === 1 ? bytes.toString('utf8', at, next) : bytes.subarray(at, next), next }
  if (serial === 7) return { value: bytes.readDoubleBE(at), next }
  return { value: size === 8 ? Number(bytes.readBigInt64BE(at)) : bytes.readIntBE(at, size), next }
}
