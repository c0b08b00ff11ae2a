import { randomBytes, randomFillSync } from 'node:crypto'
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

/** The machine's chance, from the system's generator. */
export const systemRandom: Random = {
  bytes: (count) => (count > drawn.length ? randomBytes(count) : draw(count)),
  unit: () => draw(4).readUInt32BE() / 2 ** 32,
}

// Drawn ahead: a call of the generator on a processor that has just woken takes 60 µs, a large part of a press.
const drawn = Buffer.alloc(4096)
let used = drawn.length

function draw(count: number): Buffer {
  if (used + count > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += count
  return Buffer.from(drawn.subarray(used - count, used))
}
