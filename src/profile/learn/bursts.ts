import { join } from '../bytes.ts'
import type { Phase, Piece } from './trace.ts'

/** Adapters hand bytes on up to 16 ms apart, and slow lines need 8 ms for a byte; a longer silence is between frames. */
export const gapMs = 40

/** Bytes that came without a silence between them: one frame, or several. */
export interface Burst {
  readonly bytes: Uint8Array
  readonly phase: number
  readonly isIdle: boolean
}

/** What came, put together where only the system had cut it. */
export function burstsOf(phases: readonly Phase[]): readonly Burst[] {
  return phases.flatMap(({ kind, pieces }, phase) =>
    runs(pieces).map((run) => ({ bytes: join(run.map(({ bytes }) => bytes)), phase, isIdle: kind === 'idle' })),
  )
}

function runs(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const found: Piece[][] = []
  for (const piece of pieces) {
    const run = found.at(-1)
    const last = run?.at(-1)
    if (run && last && piece.at - last.at < gapMs) run.push(piece)
    else found.push([piece])
  }
  return found
}
