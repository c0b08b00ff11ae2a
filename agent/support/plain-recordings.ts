import type { Moment, Stretch } from '../../src/device/index.ts'

/**
 * What in the bytes of a keypad looks as if a person had been read: a scanner under the profile of a keypad is recorded
 * byte by byte, for keys are nobody's secret. Long numbers, dossier codes, fields between bars, words side by side,
 * letters with accents.
 */
const personal = /\d{9,}|\d{3}\.\d{2}\.\d{2}\.|\|[^|]*\||[A-Za-z]{2,} [A-Za-z]{2,}|[\u00c0-\u1ef9]{1}[a-z]/

const longestGap = 200

/** Recordings as others may see them: of one that seems to hold something personal only times and lengths. */
export function plainRecordings(stretches: readonly Stretch[]): readonly Stretch[] {
  const suspected = new Set(stretches.filter(isPersonal).map(({ head }) => head.device))
  // What a device has read once it reads again, in another stretch perhaps in pieces.
  return stretches.map((stretch) => (suspected.has(stretch.head.device) ? onlyLengths(stretch) : stretch))
}

function isPersonal({ moments }: Stretch): boolean {
  const told = moments.flatMap(({ outcomes }) =>
    outcomes.map((one) => (one.kind === 'event' ? valuesOf(one.data) : '')),
  )
  const heard = [bytesOf, typedBy].map((read) => piecesOf(moments, read))
  return [...heard.flat(), ...told].some((text) => personal.test(text))
}

/** What came in one go: who presses keys takes longer between two than a scanner for a whole card. */
function piecesOf(moments: readonly Moment[], read: (call: Moment['call']) => Uint8Array | undefined): string[] {
  const pieces: Uint8Array[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const { at, call } of moments) {
    const bytes = read(call)
    if (!bytes) continue
    if (at - last > longestGap) pieces.push([])
    pieces.at(-1)?.push(bytes)
    last = at
  }
  return pieces.map((piece) => Buffer.concat(piece).toString('utf8'))
}

function bytesOf(call: Moment['call']): Uint8Array | undefined {
  if (call.kind === 'in' || call.kind === 'report') return call.bytes
  return call.kind === 'text' ? Buffer.from(call.text) : undefined
}

/** What a report of a keyboard types, as far as it is a digit: usages 0x1E to 0x27. */
function typedBy(call: Moment['call']): Uint8Array | undefined {
  if (call.kind !== 'report' || call.bytes.length !== 8) return undefined
  const digits = [...call.bytes.subarray(2)].filter((key) => key >= 0x1e && key <= 0x27)
  return Buffer.from(digits.map((key) => String((key - 0x1d) % 10)).join(''))
}

function valuesOf(data: object): string {
  return Object.values(data).join('\n')
}

function onlyLengths({ head, moments, ...rest }: Stretch): Stretch {
  return { ...rest, head: { ...head, bytes: 'lengths' }, moments: moments.map(withoutBytes) }
}

function withoutBytes({ call, outcomes, ...rest }: Moment): Moment {
  const length = bytesOf(call)?.length
  return {
    ...rest,
    call: length === undefined ? withoutArguments(call) : { kind: 'heard', length },
    outcomes: outcomes.map((one) => {
      if (one.kind === 'event') return { ...one, data: {} }
      return one.kind === 'out' ? { kind: 'sent', length: one.bytes.length } : one
    }),
  }
}

function withoutArguments(call: Moment['call']): Moment['call'] {
  return call.kind === 'command' ? { kind: 'command', name: call.name } : call
}
