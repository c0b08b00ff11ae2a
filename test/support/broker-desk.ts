import { onTestFinished } from 'vitest'
import type { BrokerSettings } from '../../src/broker/index.ts'
import { type Command, defaultRoot } from '../../src/contract/index.ts'
import { type Journal, openJournal } from '../../src/journal/index.ts'
import { createLink, type Link } from '../../src/link/index.ts'
import type { Issued } from './authority.ts'
import { type KeptLog, keptLog, systemClock, systemRandom } from './faces.ts'
import { temporaryFolder } from './folder.ts'
import { draftFact } from './journals.ts'
import { until } from './wait.ts'

/** A desk's real journal and link against a real broker. */
export interface BrokerDesk {
  /** `{centre}/{desk}`. */
  readonly name: string
  readonly journal: Journal
  readonly link: Link
  readonly log: KeptLog
  /** Commands that the link has handed on. */
  readonly commands: readonly Command[]
  /** Ids of all accepted facts, in order. */
  readonly accepted: readonly string[]
  /** Has so many facts accepted, one after the other; resolves when the last is on disk. */
  accept(count: number, reason?: string): Promise<void>
  /**
   * Waits until no accepted fact lacks a receipt. Half a minute is nothing to worry about: a broker that knew no centre
   * when a fact came has dropped it, and the desk sends it again then.
   */
  untilReceipted(ms?: number): Promise<void>
  /** A new link over the same journal, as after a restart of the program. */
  relink(): Promise<void>
}

/** The account of a desk at a broker: a password, or a certificate that carries its name. */
export interface Account {
  readonly name: string
  readonly password?: string
  readonly certificate?: Issued['texts']
}

/** Opens a desk named by its account; its journal and link end with the test. */
export async function openBrokerDesk(url: string, account: Account, folder = temporaryFolder()): Promise<BrokerDesk> {
  const [centre = '', desk = ''] = account.name.split('/')
  const log = keptLog()
  const faces = { clock: systemClock, random: systemRandom, log }
  const journal = await openJournal({ folder, centre, desk, ...faces })
  const commands: Command[] = []
  const accepted: string[] = []
  const connect = () =>
    createLink({
      centre,
      desk,
      root: defaultRoot,
      version: '0.0.0',
      receipts: 'centre',
      broker: () => ({ url, clientId: account.name, ...credentialsOf(account) }),
      journal,
      ...faces,
      command: (command) => commands.push(command),
      changed: () => undefined,
    })
  let link = connect()
  onTestFinished(async () => {
    await link.stop()
    await journal.close()
  })
  return {
    name: account.name,
    journal,
    get link() {
      return link
    },
    log,
    commands,
    accepted,
    async accept(count, reason) {
      for (let n = 0; n < count; n++) {
        const draft = draftFact(reason)
        await journal.commit({ facts: [draft] })
        accepted.push(draft.id)
      }
    },
    untilReceipted: (ms = 90_000) =>
      until('a receipt covers everything', async () => (await journal.status()).backlog === 0, ms),
    async relink() {
      await link.stop()
      link = connect()
    },
  }
}

/** What an account says of itself to the broker. */
export function credentialsOf({ name, password, certificate }: Account): Partial<BrokerSettings> {
  return { ...(password === undefined ? {} : { username: name, password }), ...certificate }
}
