import type { ApplicationEvent, ApplicationView } from '../api/application.ts'
import type { CounterView, DeviceView, LinkView, Notice } from '../api/state.ts'
import { withNotice } from './with-notice.ts'

/** What an application hears of, by name. */
export interface DeskNews {
  /** The whole picture: at the start, and after an absence that was too long to catch up with. */
  readonly state: ApplicationView
  /** A counter, whenever something of it changed. */
  readonly counter: CounterView
  readonly link: LinkView
  readonly devices: readonly DeviceView[]
  readonly notice: Notice
  /** Clock, disk or alarms changed. */
  readonly desk: ApplicationView
  /** The connection to the desk came or went. It comes back by itself. */
  readonly connected: boolean
  /** The pairing was ended at the desk. */
  readonly ended: true
}

/** Keeps the picture of a desk and tells who listens. */
export interface News {
  /** How the desk is. Only asked for once it began. */
  state(): ApplicationView
  hasBegun(): boolean
  begin(state: ApplicationView): void
  event(event: ApplicationEvent): void
  tell<K extends keyof DeskNews>(news: K, value: DeskNews[K]): void
  on<K extends keyof DeskNews>(news: K, listener: (value: DeskNews[K]) => void): () => void
}

/** No news yet. */
export function createNews(): News {
  const listeners = new Map<keyof DeskNews, Set<(value: never) => void>>()
  let view: ApplicationView | undefined
  const tell: News['tell'] = (news, value) => {
    for (const listener of listeners.get(news) ?? []) listener(value as never)
  }
  return {
    state() {
      if (!view) throw new RangeError('not open yet')
      return view
    },
    hasBegun: () => view !== undefined,
    begin(state) {
      view = state
      for (const [news, value] of known(state)) tell(news, value as never)
    },
    event(event) {
      if (!view) return
      view = changed(view, event)
      tell(event.kind, newsOf(event, view) as never)
    },
    tell,
    on(news, listener) {
      const all = listeners.get(news) ?? new Set()
      listeners.set(news, all.add(listener as (value: never) => void))
      for (const [name, value] of view ? known(view) : []) if (name === news) listener(value as never)
      return () => void all.delete(listener as (value: never) => void)
    },
  }
}

/** What a listener that comes now would have heard already. */
function known(state: ApplicationView): readonly (readonly [keyof DeskNews, unknown])[] {
  return [
    ['state', state],
    ...state.counters.map((counter) => ['counter', counter] as const),
    ['link', state.link],
    ['devices', state.devices],
    ['desk', state],
  ]
}

/** The picture after an event. */
function changed(state: ApplicationView, event: ApplicationEvent): ApplicationView {
  switch (event.kind) {
    case 'counter':
      return { ...state, counters: state.counters.map((one) => (one.id === event.counter.id ? event.counter : one)) }
    case 'notice':
      return { ...state, notices: withNotice(state.notices, event.notice) }
    default: {
      const { kind: _, ...parts } = event
      return { ...state, ...parts }
    }
  }
}

function newsOf(event: ApplicationEvent, state: ApplicationView): DeskNews[ApplicationEvent['kind']] {
  switch (event.kind) {
    case 'counter':
      return event.counter
    case 'link':
      return event.link
    case 'devices':
      return event.devices
    case 'notice':
      return event.notice
    case 'desk':
      return state
  }
}
