import type { Value } from '../expression/index.ts'
import { cutText, lettersOf } from '../text.ts'
import type { ParamPlan } from './params.ts'

/** Between the end of a moving text and its next beginning. */
const gap = '   '

/** How often the texts of a call move on; undefined when all of them fit. */
export function scrollEvery(params: readonly ParamPlan[], values: ReadonlyMap<string, Value>): number | undefined {
  const times = params.flatMap((param) => (isTooLong(param, values.get(param.info.name)) ? [param.scrollMs] : []))
  return times.length > 0 ? Math.max(...times) : undefined
}

/** The values of a call as they stand after some steps: texts that fit stay where they are. */
export function scrolled(
  params: readonly ParamPlan[],
  values: ReadonlyMap<string, Value>,
  steps: number,
): ReadonlyMap<string, Value> {
  const moved = new Map(values)
  for (const param of params) {
    const { info } = param
    const value = values.get(info.name)
    if (info.kind !== 'text' || typeof value !== 'string' || !isTooLong(param, value)) continue
    const letters = lettersOf(value + gap)
    const at = steps % letters.length
    const text = [...letters.slice(at), ...letters.slice(0, at)].join('')
    moved.set(info.name, cutText(text, info.charset, info.maxCells))
  }
  return moved
}

function isTooLong({ info }: ParamPlan, value: Value | undefined): boolean {
  if (info.kind !== 'text' || info.overflow !== 'scroll' || typeof value !== 'string') return false
  return cutText(value, info.charset, info.maxCells) !== value.normalize('NFC')
}
