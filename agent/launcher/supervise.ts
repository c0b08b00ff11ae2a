import type { Clock, Log } from '../../src/core/index.ts'
import { type Choice, type Current, choose, givenUp, type Installed, proven, tried } from '../../src/update/index.ts'
import { restartCode } from './line.ts'
import type { RunningProgram } from './program.ts'

/** What the launcher works with. */
export interface LaunchFaces {
  readonly clock: Clock
  readonly log: Log
  /** The version of the package. */
  readonly base: string
  /** A new version must have proven itself by then. */
  readonly trialMs: number
  readonly stop: AbortSignal
  read(): Current
  /** Returns when it is on disk. */
  write(current: Current): void
  isThere(installed: Installed): boolean
  start(what: Installed | null): RunningProgram
  /** Becomes the program, where the system can do that; returns where it cannot. */
  become(what: Installed | null): void
}

/** How a run of a version ended, and whether there is to be another one. */
type End = { readonly kind: 'again' } | { readonly kind: 'over'; readonly code: number }

/** A program that is told to stop may take so long; then it is killed. */
const stopPatience = 8_000
/** Between two starts of a version that dies. */
const betweenTries = 1_000

/**
 * Runs the version in force, or tries the pending one, until it is told to stop or the program ends by itself. Resolves
 * with the exit code.
 */
export async function launch(faces: LaunchFaces): Promise<number> {
  for (;;) {
    const choice = choose(faces.read(), faces.base, faces.isThere)
    const end = await carryOut(choice, faces)
    if (end.kind === 'over') return end.code
    if (faces.stop.aborted) return 0
  }
}

async function carryOut(choice: Choice, faces: LaunchFaces): Promise<End> {
  switch (choice.kind) {
    case 'give-up':
      giveUp(choice, faces)
      return { kind: 'again' }
    case 'try':
      return await tryVersion(choice.what, faces)
    case 'run':
      faces.log.info('starting', { state: nameOf(choice.what) })
      faces.become(choice.what)
      return await untilEnd(faces.start(choice.what), faces)
  }
}

function giveUp({ what, because }: Pick<Extract<Choice, { kind: 'give-up' }>, 'what' | 'because'>, faces: LaunchFaces) {
  faces.write(givenUp(faces.read(), because))
  faces.log.error('a new version is given up', { code: 'DB-UPD-016', state: nameOf(what), reason: because })
}

/** The try is on disk before it begins: a version that takes the whole PC down is given up as well. */
async function tryVersion(what: Installed, faces: LaunchFaces): Promise<End> {
  const { clock, log, trialMs, stop } = faces
  const before = faces.read()
  faces.write(tried(before))
  log.info('trying a new version', { state: nameOf(what), count: before.tries + 1 })
  const program = faces.start(what)
  const late = timeout(clock, trialMs)
  const verdict = await Promise.race([
    program.healthy.then(() => 'healthy' as const),
    program.ended.then(() => 'ended' as const),
    late.over.then(() => 'late' as const),
    aborted(stop).then(() => 'stopped' as const),
  ])
  late.cancel()
  switch (verdict) {
    case 'healthy':
      faces.write(proven(faces.read()))
      log.info('the new version works', { state: nameOf(what) })
      return await untilEnd(program, faces)
    case 'ended':
      await timeout(clock, betweenTries).over
      return { kind: 'again' }
    case 'late':
      await stopProgram(program, clock)
      giveUp({ what, because: 'unhealthy' }, faces)
      return { kind: 'again' }
    case 'stopped': {
      const code = await stopProgram(program, clock)
      // Who stops the service says nothing against the version.
      faces.write(before)
      return { kind: 'over', code }
    }
  }
}

async function untilEnd(program: RunningProgram, { stop, clock }: LaunchFaces): Promise<End> {
  await Promise.race([program.ended, aborted(stop)])
  const code = stop.aborted ? await stopProgram(program, clock) : await program.ended
  return code === restartCode && !stop.aborted ? { kind: 'again' } : { kind: 'over', code }
}

async function stopProgram(program: RunningProgram, clock: Clock): Promise<number> {
  program.stop()
  const patience = timeout(clock, stopPatience)
  await Promise.race([program.ended, patience.over.then(() => program.kill())])
  patience.cancel()
  return await program.ended
}

function timeout(clock: Clock, ms: number): { readonly over: Promise<void>; cancel(): void } {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = clock.after(ms, resolve)
  return { over, cancel: () => timer.cancel() }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function nameOf(what: Installed | null): string {
  return what?.folder ?? 'package'
}
