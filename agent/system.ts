import { randomBytes } from 'node:crypto'
import type { Clock, Random } from '../src/core/index.ts'

/** The machine's clocks. Monotonic time is `process.hrtime`, which is one clock for all processes of a machine. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  mono: () => Number(process.hrtime.bigint()) / 1e6,
  after(ms, action) {
    const timer = setTimeout(action, Math.max(0, ms))
    return { cancel: () => clearTimeout(timer) }
  },
}

/** The machine's chance. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  unit: () => randomBytes(4).readUInt32BE() / 2 ** 32,
}
