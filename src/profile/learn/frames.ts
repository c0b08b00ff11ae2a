import { planFramer } from '../framing/plan.ts'
import { FrameStream } from '../framing/stream.ts'
import { Problems } from '../problems.ts'
import type { Definition, FramerSpec } from '../schema/index.ts'
import { noStats } from '../stats.ts'
import { isStream, type Phase, type Trace, type TraceLink } from './trace.ts'

/** One frame or report that came in a phase. */
export interface Sighting {
  readonly frame: Uint8Array
  readonly framer: string
  readonly report: number
  /** The number of its phase. */
  readonly phase: number
  readonly at: number
}

/** A recording, cut into frames. */
export interface Cut {
  readonly sightings: readonly Sighting[]
  /** Bytes that belong to no frame, where somebody pressed or released, and elsewhere. */
  readonly dropped: { readonly asked: number; readonly idle: number }
}

/** Silence that ends whatever had begun. */
export const longSilence = 60_000

/** Cuts a recording with some framers; reports are whole already. */
export function cutTrace({ link, phases }: Trace, framers: readonly FramerSpec[]): Cut {
  return isStream(link) ? cutStream(phases, framers, link) : { sightings: reportsOf(phases), dropped: noneDropped }
}

const noneDropped = { asked: 0, idle: 0 }

function reportsOf(phases: readonly Phase[]): readonly Sighting[] {
  return phases.flatMap(({ pieces }, phase) =>
    pieces.map(({ bytes, report = 0, at }) => ({ frame: bytes, framer: '', report, phase, at })),
  )
}

function cutStream(phases: readonly Phase[], framers: readonly FramerSpec[], link: TraceLink): Cut {
  const counts = noStats()
  const sightings: Sighting[] = []
  const dropped = { asked: 0, idle: 0 }
  let now = { phase: 0, at: 0 }
  const stream = new FrameStream(plansOf(framers, link), counts, (frame, framer) => {
    sightings.push({ frame, framer, report: 0, ...now })
  })
  for (const [phase, { kind, pieces }] of phases.entries()) {
    const before = counts.dropped
    for (const { at, bytes } of pieces) {
      now = { phase, at }
      stream.push(bytes, at)
    }
    // Somebody read what to do next: the silence behind a phase ends what had begun in it.
    stream.tick((pieces.at(-1)?.at ?? now.at) + longSilence)
    dropped[kind === 'idle' ? 'idle' : 'asked'] += counts.dropped - before
  }
  return { sightings, dropped }
}

/** Plans of framers that were made up here; one that makes no sense cuts nothing. */
function plansOf(framers: readonly FramerSpec[], link: TraceLink) {
  const problems = new Problems(() => ({}))
  return framers.map((spec, index) => planFramer(spec, index, problems, characterMs(link)))
}

function characterMs(link: TraceLink): number | undefined {
  return link.kind === 'serial' ? 11_000 / link.baud : undefined
}

/** The `link` of a profile. */
export function linkOf(link: TraceLink): Definition['link'] {
  switch (link.kind) {
    case 'serial': {
      const { baud, data, parity, stop } = link
      return { serial: { baud, data, parity, stop } }
    }
    case 'tcp':
      return { tcp: {} }
    case 'hid':
      return { hid: {} }
    case 'keyboard':
      return { keyboard: {} }
  }
}
