import { read, startSession } from '../compile.ts'
import { lintReading } from '../lint/index.ts'
import { lintWords } from '../lint/words.ts'
import type { DeviceEvent, Session } from '../model.ts'
import { vectorsOf } from '../vectors.ts'
import { replay } from './replay.ts'
import { asked, type Trace } from './trace.ts'

/**
 * Whether a profile is what the recording says: clean, its own tests pass, each press gives the press of its key (and
 * its release, where the device tells releases), and nothing else gives any event.
 */
export function reproduces(source: string, trace: Trace, releases: boolean): boolean {
  const steps = reproducing(source, trace, releases)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** The same in short steps. */
export function* reproducing(source: string, trace: Trace, releases: boolean): Generator<void, boolean> {
  const reading = read(source)
  yield
  if (reading.kind === 'bad' || lintWords(source).length > 0) return false
  yield
  if (lintReading(reading).length > 0) return false
  let passed = 0
  for (const { problems } of vectorsOf(reading)) {
    yield
    if (problems.length > 0) return false
    passed++
  }
  return passed > 0 && hearsAll(startSession(reading.plan, 0), trace, releases)
}

function hearsAll(session: Session, { link, phases }: Trace, releases: boolean): boolean {
  const events = replay(session, link, phases)
  const presses = asked(phases)
  const isRight = presses.every(({ key, press, release }) => {
    const both = [...(events[press] ?? []), ...(release === undefined ? [] : (events[release] ?? []))]
    return JSON.stringify(both.map(said)) === JSON.stringify(expected(key, releases))
  })
  const isQuiet = phases.every(({ kind }, index) => kind !== 'idle' || events[index]?.length === 0)
  return isRight && isQuiet
}

function expected(key: string, releases: boolean): readonly string[] {
  return releases ? [`press ${key}`, `release ${key}`] : [`press ${key}`]
}

function said({ name, data }: DeviceEvent): string {
  return `${name} ${data.key}`
}
