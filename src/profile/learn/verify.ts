import { compile } from '../compile.ts'
import { lint } from '../lint/index.ts'
import type { DeviceEvent } from '../model.ts'
import { runVectors } from '../vectors.ts'
import { replay } from './replay.ts'
import { asked, type Trace } from './trace.ts'

/**
 * Whether a profile is what the recording says: clean, its own tests pass, each press gives the press of its key (and
 * its release, where the device tells releases), and nothing else gives any event.
 */
export function reproduces(source: string, trace: Trace, releases: boolean): boolean {
  if (lint(source).length > 0) return false
  const { failed, passed } = runVectors(source)
  return failed === 0 && passed > 0 && hearsAll(source, trace, releases)
}

function hearsAll(source: string, { link, phases }: Trace, releases: boolean): boolean {
  const events = replay(compile(source).start(0), link, phases)
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
