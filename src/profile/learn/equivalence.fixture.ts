import { seededRandom } from '../../../test/support/faces.ts'
import { isDeskError } from '../../core/index.ts'
import { compile } from '../compile.ts'
import type { DeviceEvent } from '../model.ts'
import { learn } from './learn.ts'
import { Recorder, type Said, Session, traceOf } from './recorder.fixture.ts'
import { replay } from './replay.ts'
import type { Phase, TraceLink } from './trace.ts'

/** What came of learning a device of the library anew from its own recordings. */
export type Outcome =
  | { readonly kind: 'rebuilt'; readonly keys: number; readonly source: string }
  | { readonly kind: 'no recording'; readonly why: string }
  | { readonly kind: 'not rebuilt'; readonly why: string }

type Random = ReturnType<typeof seededRandom>

/** Learns a profile from recordings made of another one's vectors, and lets both hear what neither was taught. */
export function rebuild(source: string, seed: number): Outcome {
  const recorder = new Recorder(source)
  const { link, keys } = recorder
  if (!link) return { kind: 'no recording', why: `joined by ${recorder.reading.plan.link.kind}` }
  if (keys.length === 0) return { kind: 'no recording', why: 'no vector presses one key alone and lets it go' }
  const random = seededRandom(seed)
  const session = new Session(recorder, random)
  const phases = session.record((label) => nameOf(label, recorder))
  try {
    const { source: learnt } = learn(traceOf(link, phases))
    const difference = compare({ recorder, learnt, link, unseen: unseen(recorder, session, random) })
    if (difference !== undefined) return { kind: 'not rebuilt', why: difference }
    return { kind: 'rebuilt', keys: keys.length, source: learnt }
  } catch (error) {
    if (!isDeskError(error)) throw error
    return { kind: 'not rebuilt', why: error.message }
  }
}

/** A person gives names of their own. */
function nameOf(label: string, { keys }: Recorder): string {
  return `key-${keys.findIndex((key) => key.label === label) + 1}`
}

/** Presses in an order that was not taught, chatter, keys that are held together, and noise on the line. */
function unseen(recorder: Recorder, session: Session, random: Random): readonly Phase[] {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random.unit() * all.length)]
  const together = recorder.pool.filter((said) => isTaught(recorder, said))
  const steps = Array.from({ length: 150 }, (): readonly Said[] => {
    const key = pick(recorder.keys)
    const chance = random.unit()
    if (chance < 0.15) return [pick(recorder.chatter) ?? []].flat()
    if (chance < 0.3) return [pick(together) ?? []].flat()
    return key ? [key.press, ...(key.release ? [key.release] : [])] : []
  })
  const told = [recorder.rest, ...steps].map((said): Phase => ({ kind: 'idle', pieces: session.pieces(said) }))
  return told.flatMap((phase) => (random.unit() < 0.1 ? [phase, halfOf(phase)] : [phase]))
}

/** Whether a report tells only of keys that were taught: several may be down at once. */
function isTaught(recorder: Recorder, said: Said): boolean {
  const heard = recorder.hear([...recorder.rest, said])
  const taught = recorder.keys.map(({ label }) => `press ${label}`)
  return !recorder.isStream && heard.length > 1 && heard.every((one) => taught.includes(one))
}

/** A frame that was cut off and never goes on. */
function halfOf({ pieces }: Phase): Phase {
  const [first] = pieces
  if (!first || first.bytes.length < 2) return { kind: 'idle', pieces: [] }
  const at = Math.max(...pieces.map((piece) => piece.at)) + 20
  return { kind: 'idle', pieces: [{ ...first, at, bytes: first.bytes.subarray(0, 1) }] }
}

interface Comparison {
  readonly recorder: Recorder
  readonly learnt: string
  readonly link: TraceLink
  readonly unseen: readonly Phase[]
}

/** The first difference between what the original and the learnt profile hear; names may differ, nothing else. */
function compare({ recorder, learnt, link, unseen: phases }: Comparison): string | undefined {
  const theirs = replay(recorder.start(), link, phases).map((events) => labels(events, recorder))
  const ours = replay(compile(learnt).start(0), link, phases).map(names)
  const at = theirs.findIndex((events, index) => String(events) !== String(ours[index]))
  if (theirs.flat().length === 0) return 'the original itself hears nothing'
  return at < 0
    ? undefined
    : `heard ${ours[at]?.join(', ') || 'nothing'} instead of ${theirs[at]?.join(', ') || 'nothing'}`
}

function labels(events: readonly DeviceEvent[], recorder: Recorder): readonly string[] {
  return events
    .flatMap((event) => {
      const [name = '', ...label] = (recorder.labelOf(event) ?? '').split(' ')
      return name === '' ? [] : [`${name} ${nameOf(label.join(' '), recorder)}`]
    })
    .sort()
}

function names(events: readonly DeviceEvent[]): readonly string[] {
  return events.map(({ name, data }) => `${name} ${data.key}`).sort()
}
