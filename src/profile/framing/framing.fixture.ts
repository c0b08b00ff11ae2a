import { expect } from 'vitest'
import { encodeHex } from '../bytes.ts'
import { Problems } from '../problems.ts'
import type { FramerSpec } from '../schema/index.ts'
import { planFramer } from './plan.ts'
import { FrameStream } from './stream.ts'

/** A stream of some framers, what it counts, and the frames it gave; `awaited` are commands whose answer is due. */
export function streamOf(...specs: FramerSpec[]) {
  const problems = new Problems(() => ({}))
  const plans = specs.map((spec, index) => planFramer(spec, index, problems, 10 / 9.6))
  expect(problems.found).toEqual([])
  const counts = { bytes: 0, frames: 0, dropped: 0, checkFailures: 0, overruns: 0 }
  const frames: string[] = []
  const awaited = new Set<string>()
  const stream = new FrameStream(
    plans,
    counts,
    (frame) => frames.push(encodeHex(frame)),
    (command) => awaited.has(command),
  )
  return { stream, counts, frames, awaited }
}
