import { describe, expect, it } from 'vitest'
import { type Current, type Installed, mostTries } from '../../src/update/index.ts'
import { type FakeClock, fakeClock, keptLog } from '../../test/support/faces.ts'
import { until } from '../../test/support/wait.ts'
import { restartCode } from './line.ts'
import { launch } from './supervise.ts'

const version = (number: string, issue: number): Installed => ({
  folder: `program-${number}-${issue}`,
  version: number,
  issue,
})
const [old, next] = [version('1.1.0', 1), version('1.2.0', 2)]
const settled: Current = {
  format: 1,
  active: old,
  previous: null,
  pending: null,
  tries: 0,
  highestIssue: 2,
  failed: null,
}
const withNew: Current = { ...settled, pending: next }
const trialMs = 45_000

/** A program of a test, which does what the test says. */
interface PuppetProgram {
  readonly what: string
  /** What was on disk when it was started. */
  readonly noted: Current
  proves(): void
  ends(code: number): void
  wasStopped: boolean
}

/** A launcher whose programs are puppets. */
function startLauncher(current: Current) {
  const clock: FakeClock = fakeClock()
  const log = keptLog()
  const stop = new AbortController()
  const started: PuppetProgram[] = []
  let kept = current
  const over = launch({
    clock,
    log,
    base: '1.0.0',
    trialMs,
    stop: stop.signal,
    read: () => kept,
    write(now) {
      kept = now
    },
    isThere: () => true,
    become: () => undefined,
    start(what) {
      const [healthy, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()]
      const puppet: PuppetProgram = {
        what: what?.version ?? 'package',
        noted: kept,
        proves: healthy.resolve,
        ends: ended.resolve,
        wasStopped: false,
      }
      started.push(puppet)
      const end = () => {
        puppet.wasStopped = true
        ended.resolve(0)
      }
      return { healthy: healthy.promise, ended: ended.promise, stop: end, kill: end }
    },
  })
  /** The program that was started as the nth; time passes until it is. */
  const nth = async (n: number) => {
    await until(`start ${n}`, () => {
      if (started.length < n) clock.advance(1_000)
      return started.length >= n
    })
    const puppet = started[n - 1]
    if (!puppet) throw new Error('no program')
    return puppet
  }
  return { clock, log, stop, started, over, nth, kept: () => kept }
}

describe('a new version', () => {
  it('that says that it works is the one in force, and the try was on disk before it began', async () => {
    const { nth, over, kept } = startLauncher(withNew)
    const program = await nth(1)
    expect([program.what, program.noted.tries]).toEqual(['1.2.0', 1])
    program.proves()
    await until('it is in force', () => kept().active === next)
    expect(kept()).toMatchObject({ active: next, previous: old, pending: null })
    program.ends(0)
    expect(await over).toBe(0)
  })

  it('that does not say so in time is stopped, and the one before goes on', async () => {
    const { nth, started, clock, kept, log } = startLauncher(withNew)
    await nth(1)
    clock.advance(trialMs - 1)
    expect(started).toHaveLength(1)
    clock.advance(1)
    const after = await nth(2)
    expect([started[0]?.wasStopped, after.what]).toEqual([true, '1.1.0'])
    expect(kept()).toMatchObject({ active: old, pending: null, failed: { version: '1.2.0', because: 'unhealthy' } })
    expect(log.lines.some(({ fields }) => fields.code === 'DB-UPD-016')).toBe(true)
  })

  it(`that dies is started again, ${mostTries} times in all, then the one before goes on`, async () => {
    const { nth, started, kept } = startLauncher(withNew)
    for (let n = 1; n <= mostTries; n++) (await nth(n)).ends(1)
    expect((await nth(mostTries + 1)).what).toBe('1.1.0')
    expect(started.slice(0, mostTries).map(({ what }) => what)).toEqual(['1.2.0', '1.2.0', '1.2.0'])
    expect(kept()).toMatchObject({ pending: null, failed: { because: 'died' } })
  })

  it('is not blamed when the service is stopped while it is tried', async () => {
    const { nth, stop, over, kept } = startLauncher(withNew)
    const program = await nth(1)
    stop.abort()
    expect(await over).toBe(0)
    expect([program.wasStopped, kept()]).toEqual([true, withNew])
  })
})

describe('a version in force', () => {
  it('that asks for it is started again, perhaps as a newer one', async () => {
    const { nth, kept } = startLauncher(settled)
    ;(await nth(1)).ends(restartCode)
    expect((await nth(2)).what).toBe('1.1.0')
    expect(kept()).toEqual(settled)
  })

  it('that dies ends the launcher with its code, and the service manager starts both again', async () => {
    const { nth, over } = startLauncher(settled)
    ;(await nth(1)).ends(3)
    expect(await over).toBe(3)
  })

  it('is stopped with the launcher, and killed when it does not heed that', async () => {
    const { nth, stop, over } = startLauncher(settled)
    const program = await nth(1)
    stop.abort()
    expect([await over, program.wasStopped]).toEqual([0, true])
  })
})
