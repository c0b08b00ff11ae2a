import type { PriorityMode } from './hall.ts'

/** One who stands in line. */
export interface Standing {
  /** The order of coming. */
  readonly number: number
  readonly ticket: string
  readonly priority: boolean
}

/** One who was asked to wait nearby for the same counter. */
export interface Held extends Standing {
  /** After how many further calls of the counter it is this one's turn. */
  readonly after: number
}

/** A line as it stands. */
export interface Line {
  /** In the order of coming. */
  readonly waiting: readonly Standing[]
  readonly held: readonly Held[]
  readonly mode: PriorityMode
  /** How many without priority were called since one with it was. */
  readonly normals: number
}

/**
 * The order of calling. Those with priority come first, or one after each so many others. Somebody who is held comes back
 * after so many further calls, and at once when nobody else waits.
 */
export function lineUp({ waiting, held, mode, normals }: Line): Standing[] {
  const line = mode.mode === 'strict' ? strict(waiting) : interleaved(waiting, mode.normal, normals)
  const parked = held.toSorted((a, b) => a.after - b.after || a.number - b.number)
  const order: Standing[] = []
  let next = 0
  for (const one of parked) {
    while (next < line.length && order.length < one.after) order.push(line[next++] as Standing)
    order.push(one)
  }
  return [...order, ...line.slice(next)]
}

function strict(waiting: readonly Standing[]): Standing[] {
  return [...waiting.filter(({ priority }) => priority), ...waiting.filter(({ priority }) => !priority)]
}

function interleaved(waiting: readonly Standing[], normal: number, normals: number): Standing[] {
  const first = waiting.filter(({ priority }) => priority)
  const others = waiting.filter(({ priority }) => !priority)
  const order: Standing[] = []
  for (let since = normals, n = 0, p = 0; order.length < waiting.length; ) {
    const isTheirs = p < first.length && (since >= normal || n >= others.length)
    order.push((isTheirs ? first[p++] : others[n++]) as Standing)
    since = isTheirs ? 0 : since + 1
  }
  return order
}
