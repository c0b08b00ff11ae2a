/** A command as the card sees it (ISO/IEC 7816-4, 5.1). */
export interface CardCommand {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  /** The most bytes that are wanted; undefined when none are. */
  readonly expected: number | undefined
}

/** What the card says to a command. */
export interface Reply {
  readonly status: number
  readonly data?: Uint8Array
  /** What changes behind the answer: keys hold from the next command on. */
  readonly afterwards?: () => void
}

const none = new Uint8Array()

/** Takes a command apart; undefined when its lengths contradict each other. */
export function readCommand(bytes: Uint8Array): CardCommand | undefined {
  const [cla, ins, p1, p2, length] = bytes
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined
  const head = { cla, ins, p1, p2 }
  if (length === undefined) return { ...head, data: none, expected: undefined }
  if (bytes.length === 5) return { ...head, data: none, expected: length || 256 }
  if (length !== 0) return withData(head, bytes, { at: 5, length, wide: false })
  const long = at(bytes, 5, 2)
  if (bytes.length === 7) return { ...head, data: none, expected: long || 0x10000 }
  return withData(head, bytes, { at: 7, length: long, wide: true })
}

/** The bytes of an answer. */
export function writeReply(status: number, data: Uint8Array = none): Uint8Array {
  return Uint8Array.from([...data, status >> 8, status & 0xff])
}

/** A number, most significant byte first. */
export function at(bytes: Uint8Array, from: number, length: number): number {
  return bytes.subarray(from, from + length).reduce((number, byte) => number * 256 + byte, 0)
}

type Head = Pick<CardCommand, 'cla' | 'ins' | 'p1' | 'p2'>

function withData(
  head: Head,
  bytes: Uint8Array,
  { at: from, length, wide }: { readonly at: number; readonly length: number; readonly wide: boolean },
): CardCommand | undefined {
  const end = from + length
  const data = bytes.slice(from, end)
  const digits = wide ? 2 : 1
  if (bytes.length === end) return { ...head, data, expected: undefined }
  if (bytes.length !== end + digits) return undefined
  return { ...head, data, expected: at(bytes, end, digits) || (wide ? 0x10000 : 256) }
}
