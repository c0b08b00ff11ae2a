import type { ReportOrder, WireAddress } from '../wire.ts'

/** How the reports of a device look, as its profile says. */
export type ReportShape = Pick<Extract<WireAddress, { kind: 'hid' }>, 'numbered' | 'output' | 'feature'>

/** What is asked of hidapi. Frames begin with the report's number, 0 where reports have none. */
export type ReportRequest =
  | { readonly kind: 'output' | 'feature'; readonly number: number; readonly frame: Uint8Array }
  /** Asks for a feature report of at most `size` bytes, its number counted. */
  | { readonly kind: 'read'; readonly number: number; readonly size: number }

/** Enough for the feature reports of a device whose profile does not say how long they are. */
const usualSize = 64

/**
 * A report as hidapi takes it: its number first, zeros up to the size that the device expects. A longer one goes as it
 * is; the device refuses it or not.
 */
export function packReport(
  bytes: Uint8Array,
  { number, kind }: ReportOrder = { number: 0, kind: 'output' },
  shape: ReportShape,
): ReportRequest {
  if (kind === 'read') return { kind, number, size: 1 + (shape.feature ?? usualSize) }
  const frame = new Uint8Array(1 + Math.max(bytes.length, shape[kind] ?? 0))
  frame[0] = number
  frame.set(bytes, 1)
  return { kind, number, frame }
}

/** The bytes that a request holds until it is done. */
export function requestSize(request: ReportRequest): number {
  return request.kind === 'read' ? request.size : request.frame.length
}

/** An input report as it came, apart from its number. An empty one says nothing. */
export function unpackInput(
  data: Uint8Array,
  { numbered }: Pick<ReportShape, 'numbered'>,
): { readonly report: number; readonly bytes: Uint8Array } | undefined {
  const [first] = data
  if (first === undefined) return undefined
  return numbered ? { report: first, bytes: data.subarray(1) } : { report: 0, bytes: data }
}

/** The answer to a `read`. hidapi puts the number first, also where reports have none. */
export function unpackFeature(data: Uint8Array, number: number): { report: number; bytes: Uint8Array } {
  return { report: number, bytes: data.subarray(1) }
}
