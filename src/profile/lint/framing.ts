import { checkSize } from '../checksum.ts'
import type { FramerPlan } from '../framing/plan.ts'
import type { Problems } from '../problems.ts'
import type { Definition } from '../schema/index.ts'
import type { SessionPlan } from '../session-plan.ts'

/** Framers that stall each other, lock on to noise, or check bytes that are not there. */
export function lintFraming(definition: Definition, { framers }: SessionPlan, problems: Problems): void {
  for (const [index, framer] of framers.entries()) {
    const here = Array.isArray(definition.rx) ? problems.at('rx', index) : problems.at('rx')
    const rival = framers.slice(0, index).find((earlier) => areAmbiguous(earlier, framer))
    if (rival) here.add('DB-PRO-010', { first: rival.id, second: framer.id })
    if (framer.mode === 'length' && framer.checks.length === 0 && framer.ends.length === 0) here.add('DB-PRO-011')
    lintChecks(framer, here.at('check'))
  }
}

/** Neither is told from the other by guard, check, or start bytes of which none begins the other. */
function areAmbiguous(first: FramerPlan, second: FramerPlan): boolean {
  const isGuarded = ({ guard, checks, replyTo }: FramerPlan) =>
    guard.length > 0 || checks.length > 0 || replyTo.length > 0
  if (isGuarded(first) || isGuarded(second)) return false
  const common = Math.min(first.start.length, second.start.length)
  return Buffer.compare(first.start.subarray(0, common), second.start.subarray(0, common)) === 0
}

function lintChecks({ checks, optional, minLength: shortest, mode }: FramerPlan, problems: Problems): void {
  for (const check of [...checks, ...(optional ? [optional] : [])]) {
    // A frame of fixed length was counted without the check that some units leave out.
    const minLength = shortest + (mode === 'fixed' && optional ? checkSize(optional) : 0)
    const offsets = [...check.over, check.at ?? null]
    const outside = offsets.find((offset) => offset !== null && isOutside(offset, minLength))
    const at = check.at ?? -checkSize(check)
    const pastEnd = at >= 0 ? at + checkSize(check) > minLength : at + checkSize(check) > 0
    if (typeof outside === 'number') problems.add('DB-PRO-008', { offset: outside, length: minLength })
    else if (pastEnd) problems.add('DB-PRO-008', { offset: at, length: minLength })
  }
}

/** Whether a border between bytes is outside every shortest frame. */
function isOutside(border: number, length: number): boolean {
  return border < 0 ? -border > length : border > length
}
