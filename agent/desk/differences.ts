import type { DeskEvent, DeskView } from '../../src/desk/index.ts'

/** What a page must be told to get from one view to the next; notices are told by themselves. */
export function differences(before: DeskView, after: DeskView): DeskEvent[] {
  const { link, devices, offers, clock, disk, alarms, officers, counters } = after
  const events: DeskEvent[] = counters
    .filter((counter, index) => differs(counter, before.counters[index]))
    .map((counter) => ({ kind: 'counter', counter }))
  if (differs(link, before.link)) events.push({ kind: 'link', link })
  if (differs([devices, offers], [before.devices, before.offers])) events.push({ kind: 'devices', devices, offers })
  if (differs([clock, disk, alarms, officers], [before.clock, before.disk, before.alarms, before.officers])) {
    events.push({ kind: 'desk', clock, disk, alarms, officers })
  }
  return events
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
