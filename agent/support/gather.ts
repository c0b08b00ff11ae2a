import { type EpochVerdict, lookAtJournal, type QuarantinedFact } from '../../src/journal/index.ts'
import { loadConfig } from '../config/load.ts'
import { controlClient } from '../control/client.ts'
import { examine } from '../doctor/examine.ts'
import { systemClock } from '../system.ts'
import type { BundleSources } from './bundle.ts'

/** Most that is asked of a journal: a person is waiting. */
const mostQuarantined = 1_000

/** Gathers what there is of a desk that runs, does not run, or cannot even be configured. Nothing is changed. */
export async function gather(configFile: string, libraryFolder: string): Promise<BundleSources> {
  const findings = await examine(configFile, libraryFolder)
  const { config } = loadConfig(configFile, libraryFolder)
  const nothing = { health: undefined, log: [], verdicts: [], quarantined: [] }
  const seen = config ? ((await ofRunning(config.dataFolder)) ?? (await ofStopped(config.dataFolder))) : {}
  return { configFile, libraryFolder, findings, ...nothing, ...seen, now: systemClock.wall() }
}

type Seen = Partial<Pick<BundleSources, 'health' | 'log' | 'verdicts' | 'quarantined'>>

async function ofRunning(folder: string): Promise<Seen | undefined> {
  const client = controlClient(folder)
  const health = await client.health(20_000).catch(() => undefined)
  if (!health) return undefined
  const log = await client.log().catch(() => [])
  return {
    health,
    log,
    ...(await readJournal({ verify: () => client.verify(), quarantined: () => client.quarantined() })),
  }
}

async function ofStopped(folder: string): Promise<Seen> {
  const journal = await lookAtJournal(folder).catch(() => undefined)
  if (!journal) return {}
  return await readJournal(journal).finally(() => journal.close())
}

interface Readable {
  verify(): AsyncIterable<EpochVerdict>
  quarantined(): Promise<readonly QuarantinedFact[]>
}

/** As far as it can be read: a damaged journal is a finding, and no reason to tell nothing. */
export async function readJournal(journal: Readable): Promise<Pick<BundleSources, 'verdicts' | 'quarantined'>> {
  const verdicts: EpochVerdict[] = []
  try {
    for await (const verdict of journal.verify()) verdicts.push(verdict)
  } catch {
    // The doctor has said why.
  }
  const quarantined = await journal.quarantined().catch(() => [])
  return { verdicts, quarantined: quarantined.slice(0, mostQuarantined) }
}
