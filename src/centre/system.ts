import { randomBytes } from 'node:crypto'
import type { Clock, Log, Random } from '../core/index.ts'

// For server teams, who need not bring a clock of their own. The program hands in the same ones everywhere.

/** The machine's clocks. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  mono: () => performance.now(),
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

/** Says nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
