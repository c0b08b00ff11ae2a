import type { Clock, Log, LogFields, Random, Timer } from '../../src/core/index.ts'

export { silentLog } from '../../agent/log.ts'
export { systemClock, systemRandom } from '../../agent/system.ts'

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves monotonic and wall time together and runs what falls due, in order. */
  advance(ms: number): void
  /** Moves the wall clock alone, as a person or NTP does. */
  stepWall(ms: number): void
}

/** A fake clock that starts at a fixed day. */
export function fakeClock(wall = Date.UTC(2026, 10, 22, 1, 0, 0)): FakeClock {
  let mono = 1_000
  let now = wall
  let pending: { readonly at: number; readonly action: () => void }[] = []
  return {
    wall: () => now,
    mono: () => mono,
    after(ms, action): Timer {
      const entry = { at: mono + ms, action }
      pending.push(entry)
      return {
        cancel() {
          pending = pending.filter((other) => other !== entry)
        },
      }
    },
    advance(ms) {
      const end = mono + ms
      for (;;) {
        const due = pending.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        pending = pending.filter((entry) => entry !== due)
        now += Math.max(0, due.at - mono)
        mono = Math.max(mono, due.at)
        due.action()
      }
      now += end - mono
      mono = end
    },
    stepWall(ms) {
      now += ms
    },
  }
}

/** Chance that repeats: mulberry32 from a seed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { unit, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(unit() * 256)) }
}

/** A seed for this run, from SEED or the clock; print it, so that a failure can be repeated. */
export function seedOfRun(): number {
  return Number(process.env.SEED ?? Date.now() % 1_000_000)
}

/** A log that keeps its lines. */
export interface KeptLog extends Log {
  readonly lines: readonly { readonly level: string; readonly message: string; readonly fields: LogFields }[]
}

/** Keeps what is logged, for tests that look at it. */
export function keptLog(): KeptLog {
  const lines: { level: string; message: string; fields: LogFields }[] = []
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
