import { decodeHex } from '../bytes.ts'
import { read } from '../compile.ts'
import type { CheckSpec } from '../schema/index.ts'
import { vectorsOf } from '../vectors.ts'
import { findCheck } from './checks.ts'
import { compose, type Finding, tellsReleases } from './compose.ts'
import { checkTrace, whyNot } from './failure.ts'
import { type Cut, cutTrace } from './frames.ts'
import { type Framing, framingsOf } from './framings.ts'
import { lampTests } from './lamp-command.ts'
import type { Lamps } from './lamps.ts'
import { meaningsOf, type Part } from './meanings.ts'
import { type Body, bodyOf } from './readings.ts'
import { formsOf, type Stroke, scenesOf } from './scene.ts'
import { garbageTests, testsOf } from './tests.ts'
import { isStream, keyNames, type Trace } from './trace.ts'
import { reproduces, reproducing } from './verify.ts'
import type { Tree } from './yaml.ts'

/** A profile that was found by pressing keys. */
export interface Learnt {
  /** The file. */
  readonly source: string
  /** Whether the device also tells of releases. */
  readonly releases: boolean
  readonly keys: readonly string[]
}

/** What was learnt, with all that it was learnt from. */
export interface Insight {
  readonly learnt: Learnt
  readonly finding: Finding
  readonly tests: readonly Tree[]
}

/**
 * Finds the simplest profile that gives exactly the presses of a recording. Throws `DB-PRO-091` to `-096`, which say
 * what could not be understood and what to try.
 */
export function learn(trace: Trace): Learnt {
  const steps = learning(trace)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value.learnt
  }
}

/**
 * The same in short steps: whoever has something else to do does it in between. Only what comes last is the result.
 */
export function* learning(trace: Trace): Generator<void, Insight> {
  checkTrace(trace)
  const framings = isStream(trace.link) ? framingsOf(trace) : [[]]
  const cuts: Attempt[] = []
  for (const framing of framings) {
    yield
    const attempt = yield* withChecks(trace, framing)
    if (attempt.cut.dropped.asked === 0) cuts.push(attempt)
  }
  for (const attempt of cuts) {
    yield
    for (const finding of findingsOf(trace, attempt)) {
      yield
      const proof = yield* proven(finding)
      if (!proof) continue
      const learnt = { source: proof.source, releases: tellsReleases(finding), keys: keyNames(trace.phases) }
      return { learnt, finding, tests: proof.tests }
    }
  }
  throw whyNot(
    trace,
    cuts.map(({ cut }) => cut),
  )
}

interface Attempt {
  readonly framing: Framing
  readonly checks: readonly (CheckSpec | undefined)[]
  readonly cut: Cut
}

/** The profile with the lamps that were found by trying; the one without, should it not stand its tests. */
export function withLamps({ learnt, finding, tests }: Insight, lamps: Lamps): Learnt {
  const source = compose(finding, [...tests, ...lampTests(lamps)], lamps)
  return reproduces(source, finding.trace, learnt.releases) ? { ...learnt, source } : learnt
}

/** Cuts the recording, finds the check values, and cuts again as frames with these are told from others. */
function* withChecks(trace: Trace, framing: Framing): Generator<void, Attempt> {
  const cut = cutTrace(trace, framing)
  const checks: (CheckSpec | undefined)[] = []
  for (const [index, { id, mode }] of framing.entries()) {
    yield
    const name = id ?? `rx${index + 1}`
    const frames = cut.sightings.filter(({ framer }) => framer === name).map(({ frame }) => frame)
    checks.push(mode === 'byte' || frames.length === 0 ? undefined : yield* findCheck(frames))
  }
  return { framing, checks, cut }
}

/** Everything that the frames may mean. Lines may differ in length; frames of other kinds that do are told apart. */
function findingsOf(trace: Trace, attempt: Attempt): readonly Finding[] {
  const { framing, checks, cut } = attempt
  const isFixed = framing.every(({ mode }) => mode === 'fixed')
  return scenesOf(trace.phases, cut.sightings).flatMap((scene) => {
    const forms = formsOf(scene.strokes, isFixed).map((strokes) => ({
      strokes,
      meanings: meaningsOf(strokes, trace.link, bodyIn(attempt, strokes)),
    }))
    const count = Math.max(...forms.map(({ meanings }) => meanings.length))
    // A key that has one form today and another tomorrow is no key that was understood.
    const names = forms.flatMap(({ strokes }) => [...new Set(strokes.map(({ key }) => key))])
    const isClear = new Set(names).size === names.length && forms.every(({ meanings }) => meanings.length > 0)
    const choices = isClear ? count : 0
    return Array.from({ length: choices }, (_, index) => {
      const parts = forms.flatMap(({ strokes, meanings }): Part[] => {
        const meaning = meanings[Math.min(index, meanings.length - 1)]
        return meaning ? [{ strokes, meaning }] : []
      })
      return { trace, framing, checks, scene, parts }
    })
  })
}

/** The body of the frames that tell of some keys. */
function bodyIn({ framing, checks }: Attempt, strokes: readonly Stroke[]): Body {
  const name = strokes[0]?.press.framer
  const index = framing.findIndex(({ id }, at) => (id ?? `rx${at + 1}`) === name)
  const framer = framing[index]
  const size = (marks: string | readonly string[] = []) =>
    Math.max(0, ...[marks].flat().map((mark) => decodeHex(mark).length))
  return bodyOf(size(framer?.start), size(framer?.end) + (framer?.tail ?? 0), checks[index])
}

/** The profile of a finding, if it stands every test. */
function* proven(finding: Finding): Generator<void, Proof | undefined> {
  const tests = [...testsOf(finding)]
  for (const test of garbageTests(finding)) {
    yield
    if (!isNoticed(finding, test)) continue
    tests.push(test)
    break
  }
  yield
  const source = compose(finding, tests)
  const isRight = yield* reproducing(source, finding.trace, tellsReleases(finding))
  return isRight ? { source, tests } : undefined
}

interface Proof {
  readonly source: string
  readonly tests: readonly Tree[]
}

/** Whether garbage is dropped and the frame behind it is not. */
function isNoticed(finding: Finding, test: Tree): boolean {
  const reading = read(compose(finding, [test]))
  if (reading.kind === 'bad') return false
  return [...vectorsOf(reading)].every(({ problems, stats }) => problems.length === 0 && stats.dropped > 0)
}
