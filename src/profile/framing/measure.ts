import { Delimited } from './delimited.ts'
import type { FramerPlan } from './plan.ts'
import { type IsIdle, need, no, overrun, type Verdict } from './verdict.ts'
import type { Window } from './window.ts'

/** Finds out how long the frame at the head is: the one thing in which the modes differ. */
export interface Measurer {
  measure(window: Window, isIdle: IsIdle): Verdict
  reset(): void
}

/** The measurer of a mode. */
export function measurerFor(plan: FramerPlan): Measurer {
  switch (plan.mode) {
    case 'byte':
    case 'fixed':
      return stateless((window) => whole(window, plan.maxLength, plan))
    case 'length':
      return stateless((window) => prefixed(window, plan))
    case 'gap':
      return stateless((window, isIdle) => silent(window, isIdle, plan))
    case 'delimited':
      return new Delimited(plan)
  }
}

function stateless(measure: Measurer['measure']): Measurer {
  return { measure, reset: () => undefined }
}

/** A frame of known length that may have to end with certain bytes. */
function whole(window: Window, length: number, plan: FramerPlan): Verdict {
  if (window.length < length) return need
  const ends = plan.ends.length === 0 || plan.ends.some((end) => window.holds(end, length - end.length))
  return ends ? { kind: 'frame', length } : no
}

function prefixed(window: Window, plan: FramerPlan): Verdict {
  const value = readLength(window, plan.lengthAt, plan)
  if (typeof value !== 'number') return value
  if (plan.lengthAgainAt !== undefined) {
    const again = readLength(window, plan.lengthAgainAt, plan)
    if (typeof again !== 'number') return again
    if (again !== value) return no
  }
  const length = value * plan.lengthUnit + plan.add
  if (length > plan.maxLength) return overrun
  return length < plan.minLength ? no : whole(window, length, plan)
}

function readLength(window: Window, at: number, { lengthForm, lengthMask }: FramerPlan): number | Verdict {
  const { width, base, little } = lengthForm
  if (window.length < at + width) return need
  let value = 0
  for (let i = 0; i < width; i++) {
    const byte = window.at(at + (little ? width - 1 - i : i)) ?? 0
    const digit = base === 256 ? byte : digitOf(byte, base)
    if (digit < 0) return no
    value = value * base + digit
  }
  return lengthMask === 0xffffffff ? value : (value & lengthMask) >>> 0
}

function digitOf(byte: number, base: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = (byte | 0x20) - 0x61
  return base === 16 && letter >= 0 && letter < 6 ? letter + 10 : -1
}

function silent(window: Window, isIdle: IsIdle, plan: FramerPlan): Verdict {
  if (window.length > plan.maxLength) return overrun
  return isIdle(plan.idleMs) ? { kind: 'frame', length: window.length } : need
}
