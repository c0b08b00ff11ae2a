import { withNotice } from '../../../src/desk/client/index.ts'
import type { CounterView, DeskEvent, DeskView } from '../../../src/desk/index.ts'

/** The view after an event. */
export function after(view: DeskView, event: DeskEvent): DeskView {
  switch (event.kind) {
    case 'counter':
      return { ...view, counters: view.counters.map((one) => (one.id === event.counter.id ? event.counter : one)) }
    case 'link':
      return { ...view, link: event.link }
    case 'devices':
      return { ...view, devices: event.devices, offers: event.offers }
    case 'notice':
      return { ...view, notices: withNotice(view.notices, event.notice) }
    case 'desk': {
      const { clock, disk, alarms, officers } = event
      return { ...view, clock, disk, alarms, officers }
    }
  }
}

const remembered = 'deskbridge.counter'

/** The counter that this tab shows: the one chosen here last, else the first. */
export function chosenCounter({ counters }: DeskView): CounterView | undefined {
  const chosen = sessionStorage.getItem(remembered)
  return counters.find(({ id }) => id === chosen) ?? counters[0]
}

/** From now on this tab shows that counter. */
export function chooseCounter(id: string): void {
  sessionStorage.setItem(remembered, id)
}
