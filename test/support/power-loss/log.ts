/**
 * What a process did to its files, as `test/power/power-loss.c` wrote it down. `position` is the record's place in the
 * log, by which an fsync says how far back it reaches.
 */
export type Step = { readonly position: number; readonly inode: bigint; readonly path: string } & (
  | { readonly kind: 'first-content'; readonly data: Buffer }
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'size'; readonly size: number }
  /** Durable, or given up by a failed fsync: what was done before this place in the log. */
  | { readonly kind: 'durable' | 'given-up'; readonly before: number }
  | { readonly kind: 'created' | 'linked' | 'folder-made' | 'folder-removed' }
  /** `replaced` is the first half of a rename over a file. */
  | { readonly kind: 'unlinked' | 'replaced'; readonly grave: string }
  | { readonly kind: 'renamed'; readonly to: string }
)

const headerSize = 25

/** Reads the log; a record that a kill has cut off was never carried out. */
export function readSteps(log: Buffer): Step[] {
  const steps: Step[] = []
  for (let at = 0; at + headerSize <= log.length; ) {
    const { step, next } = readStep(log, at)
    if (next > log.length) break
    if (step === 'correction') correct(steps, Number(log.readBigInt64LE(at + 17)))
    else steps.push(step)
    at = next
  }
  return steps
}

function readStep(log: Buffer, at: number): { step: Step | 'correction'; next: number } {
  const type = log.toString('latin1', at, at + 1)
  const [pathLength, secondLength, bytes] = [
    log.readUInt16LE(at + 1),
    log.readUInt16LE(at + 3),
    log.readUInt32LE(at + 5),
  ]
  const inode = log.readBigUInt64LE(at + 9)
  const offset = Number(log.readBigInt64LE(at + 17))
  const pathAt = at + headerSize
  const path = log.toString('utf8', pathAt, pathAt + pathLength)
  const second = log.toString('utf8', pathAt + pathLength, pathAt + pathLength + secondLength)
  const dataAt = pathAt + pathLength + secondLength
  const common = { position: at, inode, path }
  const data = log.subarray(dataAt, dataAt + bytes)
  return { step: stepOf(type, { common, offset, second, data }), next: dataAt + bytes }
}

interface Fields {
  readonly common: { readonly position: number; readonly inode: bigint; readonly path: string }
  readonly offset: number
  readonly second: string
  readonly data: Buffer
}

function stepOf(type: string, { common, offset, second, data }: Fields): Step | 'correction' {
  switch (type) {
    case 'I':
      return { ...common, kind: 'first-content', data }
    case 'W':
      return { ...common, kind: 'write', offset, data }
    case 'A':
      return 'correction'
    case 'T':
      return { ...common, kind: 'size', size: offset }
    case 'S':
      return { ...common, kind: 'durable', before: offset }
    case 'F':
      return { ...common, kind: 'given-up', before: offset }
    case 'U':
      return { ...common, kind: 'unlinked', grave: second }
    case 'O':
      return { ...common, kind: 'replaced', grave: second }
    case 'R':
      return { ...common, kind: 'renamed', to: second }
    default:
      return { ...common, kind: nameless(type) }
  }
}

function nameless(type: string): 'created' | 'linked' | 'folder-made' | 'folder-removed' {
  if (type === 'C') return 'created'
  if (type === 'L') return 'linked'
  if (type === 'M') return 'folder-made'
  if (type === 'D') return 'folder-removed'
  throw new Error(`the power-loss log is damaged: a record of type ${JSON.stringify(type)}`)
}

/** The last write wrote less than was asked for. */
function correct(steps: Step[], bytes: number): void {
  const last = steps.at(-1)
  if (last?.kind === 'write') steps[steps.length - 1] = { ...last, data: last.data.subarray(0, bytes) }
}
