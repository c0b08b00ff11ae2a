import type { DeskState, Provisioning, ProvisionReport } from '../../contract/index.ts'
import { type Clock, DeskError, type Log, type Timer, toDeskError } from '../../core/index.ts'
import type { Database } from '../../sqlite/index.ts'
import { advance } from './advance.ts'
import { messageOf, noteDesk, notePush, openPushes, type Push, type PushedDesk, pushedDesks } from './books.ts'

/** Sends what is pushed, a few desks first. */
export interface ConfigurationSender {
  /** A desk has said how it is. */
  state(desk: string, state: DeskState): void
  /** The connection to the broker came or went. */
  connected(online: boolean): void
  stop(): Promise<void>
}

/** What sending needs. */
export interface SendingOptions {
  readonly database: Database
  /** Publishes retained; rejects where there is no connection. */
  send(desk: string, message: Provisioning): Promise<void>
  readonly clock: Clock
  readonly log: Log
}

/** The command line writes into the books while the centre runs; they are looked at this often. */
const lookEvery = 1_000
/** Desks whose word is remembered; what others say is heard when they say it again. */
const mostDesks = 65_536

/** Looks into the books again and again and sends what is to be sent, until stopped. */
export function sendConfigurations({ database, send, clock, log }: SendingOptions): ConfigurationSender {
  const reports = new Map<string, ProvisionReport>()
  let isOnline = false
  let timer: Timer | undefined
  let working = Promise.resolve()
  let isStopped = false

  const deliver = async (desk: PushedDesk) => {
    const message = await messageOf(database, desk)
    if (!message) return
    await send(desk.desk, message)
    if (desk.state === 'waiting') await noteDesk(database, { ...desk, state: 'sent' })
  }
  const further = async (push: Push) => {
    const { changed, send: next, state } = advance(push, reports)
    for (const desk of changed) await noteDesk(database, desk)
    for (const desk of next) await deliver(desk)
    if (state === undefined) return
    await notePush(database, push.revision, state)
    const refused = changed.find((desk) => desk.state === 'refused')
    if (refused) log.error(stopped(push, refused).message, { code: 'DB-PRV-030' })
  }
  const look = async () => {
    if (!isOnline) return
    for (const push of await openPushes(database)) await further(push)
  }
  /** A broker that was set up anew has forgotten what was retained. */
  const repeat = async () => {
    for (const desk of await pushedDesks(database)) {
      if (desk.state === 'sent' || desk.state === 'applied') await deliver(desk)
    }
  }
  const then = (work: () => Promise<void>) => {
    working = working.then(work).catch((error: unknown) => log.warn(toDeskError(error, 'DB-CTR-009').message))
    return working
  }
  const lookAgain = () => {
    timer = clock.after(lookEvery, () => {
      void then(look).then(() => {
        if (!isStopped) lookAgain()
      })
    })
  }
  lookAgain()
  return {
    state(desk, { provision }) {
      if (provision && (reports.has(desk) || reports.size < mostDesks)) reports.set(desk, provision)
    },
    connected(online) {
      isOnline = online
      if (online) void then(repeat)
    },
    async stop() {
      isStopped = true
      isOnline = false
      timer?.cancel()
      await working
    },
  }
}

function stopped({ revision }: Push, { desk, error }: PushedDesk): DeskError {
  return new DeskError('DB-PRV-030', { rollout: revision, desk, code: error ?? '–' })
}
