import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrokerSettings } from '../../src/centre/index.ts'
import { defaultRoot } from '../../src/contract/index.ts'
import { type Random, uuidv7 } from '../../src/core/index.ts'
import { type Journal, openJournal } from '../../src/journal/index.ts'
import { createLink, type Link } from '../../src/link/index.ts'
import { silentLog, systemClock } from '../support/faces.ts'

/** One desk of a fleet: a real journal in a file of its own, and a real link. */
export interface FleetDesk {
  /** `{centre}/{desk}`. */
  readonly name: string
  /** Ids of the accepted facts, in order. */
  readonly accepted: readonly string[]
  /** Whether the broker has let it in. */
  readonly connected: boolean
  /** Has one fact accepted: on disk, with an fsync. */
  accept(): Promise<void>
  connect(): void
  /** Facts that no receipt covers. */
  backlog(): Promise<number>
  stop(): Promise<void>
}

/** What a desk of a fleet needs. */
export interface FleetDeskOptions {
  /** From 0; names the desk. */
  readonly number: number
  readonly folder: string
  readonly broker: Omit<BrokerSettings, 'clientId' | 'will'>
  readonly random: Random
  /** The connection came. */
  connected(): void
}

const countersPerCommune = 10
const two = (n: number) => String(n).padStart(2, '0')

/** Ten desks in each commune: `xa-0001/quay-01` and on. */
export function nameOfDesk(number: number): { readonly centre: string; readonly desk: string } {
  const commune = String(Math.floor(number / countersPerCommune) + 1).padStart(4, '0')
  return { centre: `xa-${commune}`, desk: `quay-${two((number % countersPerCommune) + 1)}` }
}

/** Opens the journal of a desk; it connects when told. */
export async function openFleetDesk(options: FleetDeskOptions): Promise<FleetDesk> {
  const { random } = options
  const { centre, desk } = nameOfDesk(options.number)
  const faces = { clock: systemClock, random, log: silentLog }
  const folder = join(options.folder, centre, desk)
  mkdirSync(folder, { recursive: true })
  // A desk keeps a file of 32 MiB as a reserve for a full disk. Thousands of them on one disk would be what fills it.
  writeFileSync(join(folder, 'ballast'), '-')
  const journal = await openJournal({ folder, centre, desk, ...faces })
  const accepted: string[] = []
  let link: Link | undefined
  let connected = false
  const connect = () => {
    link = createLink({
      centre,
      desk,
      root: defaultRoot,
      version: '0.0.0',
      receipts: 'centre',
      broker: () => ({ ...options.broker, clientId: `${centre}/${desk}` }),
      journal,
      ...faces,
      command: () => undefined,
      changed(status) {
        const isConnected = status.state !== 'offline' && status.state !== 'refused'
        if (isConnected && !connected) options.connected()
        connected = isConnected
      },
    })
  }
  return {
    name: `${centre}/${desk}`,
    accepted,
    get connected() {
      return connected
    },
    accept: () => acceptFact(journal, random, accepted),
    connect,
    backlog: async () => (await journal.status()).backlog,
    async stop() {
      await link?.stop()
      await journal.close()
    },
  }
}

async function acceptFact(journal: Journal, random: Random, accepted: string[]): Promise<void> {
  const at = { wall: systemClock.wall(), mono: systemClock.mono(), quality: 'free-running' as const }
  const id = uuidv7(at.wall, random)
  await journal.commit({
    facts: [{ id, type: 'counter.opened', counter: '5', source: 'keypad-1', at, data: { via: 'keypad' } }],
  })
  accepted.push(id)
}
