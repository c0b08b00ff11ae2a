import { onTestFinished } from 'vitest'
import { type AppliedFact, type Centre, openCentre, openSqliteStore, type Tombstone } from '../../src/centre/index.ts'
import type { CommandResult } from '../../src/contract/index.ts'
import { type Account, credentialsOf } from './broker-desk.ts'
import { systemClock } from './faces.ts'
import { temporaryFolder } from './folder.ts'
import { until } from './wait.ts'

/** The library for server teams over a real broker, with all that it has told so far. */
export interface BrokerCentre {
  readonly centre: Centre
  /** Facts in the order in which they took effect. */
  readonly applied: readonly AppliedFact[]
  readonly tombstones: readonly Tombstone[]
  readonly results: readonly CommandResult[]
  /** Ids of one desk's facts, in the order in which they took effect. */
  takenOf(desk: string): string[]
  /** Goes away before the test ends. The broker keeps its session. */
  stop(): Promise<void>
}

/** Opens a centre with a database of its own and waits until it is connected; it ends with the test. */
export async function openBrokerCentre(url: string, account: Account): Promise<BrokerCentre> {
  const applied: AppliedFact[] = []
  const tombstones: Tombstone[] = []
  const results: CommandResult[] = []
  let online = false
  const store = await openSqliteStore({ folder: temporaryFolder(), clock: systemClock })
  const centre = openCentre({
    broker: { url, clientId: account.name, ...credentialsOf(account) },
    store,
    applied: (facts) => applied.push(...facts),
    tombstones: (more) => tombstones.push(...more),
    result: (_, result) => results.push(result),
    connected(now) {
      online = now
    },
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= centre.stop().then(() => store.close()))
  onTestFinished(stop)
  await until('the centre is connected', () => online, 60_000)
  const takenOf = (desk: string) => applied.filter((one) => one.desk === desk).map(({ fact }) => fact.id)
  return { centre, applied, tombstones, results, takenOf, stop }
}
