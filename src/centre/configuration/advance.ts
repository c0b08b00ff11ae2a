import type { ProvisionReport } from '../../contract/index.ts'
import type { Push, PushedDesk } from './books.ts'

/** What is to be done for a push now. */
export interface Advance {
  /** Desks that have come further. */
  readonly changed: readonly PushedDesk[]
  readonly send: readonly PushedDesk[]
  /** What became of the push; undefined while it goes on as before. */
  readonly state?: Push['state']
}

/**
 * One look at a push: what desks have said of it since, and who is next. The first desks go at once; the others when all of
 * these have it in force; nobody when one has refused it. A desk that is away is waited for.
 */
export function advance(push: Push, reports: ReadonlyMap<string, ProvisionReport>): Advance {
  const desks = push.desks.map((one) => heard(one, reports.get(one.desk)))
  const changed = desks.filter((one, index) => one !== push.desks[index])
  if (desks.some(({ state }) => state === 'refused')) return { changed, send: [], state: 'stopped' }
  const waits = desks.filter(({ state }) => state === 'waiting')
  const first = desks.slice(0, push.first)
  // A newer push took the place of those that were to show whether this one works.
  if (waits.length > 0 && first.some(({ state }) => state === 'held')) return { changed, send: [], state: 'stopped' }
  const isProven = first.every(({ state }) => state === 'applied')
  const send = isProven ? waits : waits.filter((one) => first.includes(one))
  const isOver = desks.every(({ state }) => state === 'applied' || state === 'held')
  return { changed, send, ...(isOver ? { state: 'done' } : {}) }
}

function heard(one: PushedDesk, report: ProvisionReport | undefined): PushedDesk {
  if (!report || (one.state !== 'sent' && one.state !== 'waiting')) return one
  if (report.revision === one.revision) return { ...one, state: 'applied' }
  const { refused } = report
  return refused?.revision === one.revision ? { ...one, state: 'refused', error: refused.error } : one
}
