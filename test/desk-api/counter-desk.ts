import { onTestFinished } from 'vitest'
import { callActions } from '../../src/contract/index.ts'
import {
  type Access,
  type Actions,
  action,
  applicationActions,
  type CounterView,
  createDeskServer,
  createFeed,
  type DeskEvent,
  type DeskServer,
  type DeskView,
  forApplications,
  openAccess,
  openDeviceKey,
} from '../../src/desk/index.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { codeIn } from './desk.ts'

/** A desk that shows one counter as applications see it, and remembers what they asked for. */
export interface CounterDesk {
  readonly server: DeskServer
  readonly access: Access
  readonly asked: readonly unknown[]
  readCode(): string
  /** The counter shows something else. */
  show(change: Partial<CounterView>): void
  /** The first page of a desk starts anew on the same port, as after a restart. */
  restart(): Promise<void>
}

/** Starts it for one application. */
export async function startCounterDesk(origin: string): Promise<CounterDesk> {
  const folder = temporaryFolder()
  const asked: unknown[] = []
  const opened: string[] = []
  let counter = emptyCounter
  const user = String(process.getuid?.() ?? '*')
  const start = async (life: string, port: number) => {
    const feed = createFeed<DeskView, DeskEvent>({ life, state: () => ({ ...view, counters: [counter] }) })
    const access = openAccess({ origins: [origin], folder, clock: systemClock, random: systemRandom, log: silentLog })
    access.windows.join({ user, open: (path) => opened.push(path) })
    const actions: Actions = {
      call: action(applicationActions.call, (body) => {
        asked.push(body)
        counter = { ...counter, ticket: `A${asked.length}` }
        feed.publish({ kind: 'counter', counter })
        return {}
      }),
    }
    const server = await createDeskServer({
      port,
      pages: new Map(),
      actions,
      feed,
      applications: {
        access,
        actions,
        feed: forApplications(feed),
        identity: { centre: 'vinh-long', desk: 'quay-05', key: openDeviceKey(folder) },
      },
      clock: systemClock,
      log: silentLog,
    })
    return { feed, access, server }
  }
  let running = await start('first', 0)
  const { port } = running.server
  onTestFinished(() => running.server.stop())
  return {
    get server() {
      return running.server
    },
    get access() {
      return running.access
    },
    asked,
    readCode: () => codeIn(running.access.windows.redeem(opened.at(-1)?.split('#')[1] ?? '', user)),
    show(change) {
      counter = { ...counter, ...change }
      running.feed.publish({ kind: 'counter', counter })
    },
    async restart() {
      await running.server.stop()
      running = await start('second', port)
    },
  }
}

/** A counter at which nothing happens. */
export const emptyCounter: CounterView = {
  id: '5',
  mode: 'open',
  reason: null,
  ticket: null,
  isProvisional: false,
  service: null,
  officer: null,
  isLocked: false,
  waiting: { count: 3, next: ['A1', 'A2', 'A3'], numbersLeft: 0 },
  held: [],
  rating: null,
  possible: Object.fromEntries(callActions.map((name) => [name, null])) as CounterView['possible'],
  card: null,
  asked: [],
  pauseReasons: [],
  destinations: [],
  transferTo: null,
}

/** A desk with that counter. */
export const view: DeskView = {
  desk: { centre: 'vinh-long', desk: 'quay-05', version: '0', language: 'vi' },
  link: { state: 'online', since: '2026-11-22T08:00:00.000+07:00', unsent: 0, problem: null },
  clock: 'synced',
  disk: 'room',
  alarms: [],
  counters: [emptyCounter],
  officers: [{ officer: 'lan', name: 'Nguyễn Thị Lan', needsPin: true }],
  devices: [],
  offers: [],
  notices: [],
}
