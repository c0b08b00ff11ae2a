import { readFileSync } from 'node:fs'
import type { EpochVerdict, QuarantinedFact } from '../../src/journal/index.ts'
import { loadConfig } from '../config/load.ts'
import type { Finding } from '../doctor/examine.ts'
import type { Health } from '../doctor/health.ts'
import { loadLibrary } from '../profile-library.ts'
import { readRecordings } from '../recordings/read.ts'
import { recordingsFolder } from '../recordings/segments.ts'
import { machineFacts } from './machine.ts'
import { ownProfiles } from './own-profiles.ts'
import { packBundle, profilesIn } from './pack.ts'
import { keepMembers, keepNumber, keepWord } from './plain.ts'
import { plainConfig } from './plain-config.ts'
import { plainFindings } from './plain-findings.ts'
import { plainHealth } from './plain-health.ts'
import { plainLog } from './plain-log.ts'
import { plainRecordings } from './plain-recordings.ts'

/** What a bundle is made of, as it is on the desk. */
export interface BundleSources {
  readonly configFile: string
  readonly libraryFolder: string
  readonly findings: readonly Finding[]
  /** What a running desk says of itself. */
  readonly health: Health | undefined
  /** The last lines of its log. */
  readonly log: readonly string[]
  /** What recomputing the journal's chains said; empty where it could not be read. */
  readonly verdicts: readonly EpochVerdict[]
  readonly quarantined: readonly QuarantinedFact[]
  readonly now: number
}

/**
 * One zip of at most 5 MB for whoever helps: versions, configuration, findings, log, journal, devices and what they said,
 * enough to play the devices again. Nothing personal and no secret: each part is a list of what may be told.
 */
export async function makeBundle(sources: BundleSources): Promise<Uint8Array> {
  const { configFile, libraryFolder, now } = sources
  const { config } = loadConfig(configFile, libraryFolder)
  const recorded = config ? await readRecordings(recordingsFolder(config.dataFolder)) : []
  const stretches = plainRecordings(recorded.filter(({ head }) => keepWord(head.device) !== undefined))
  const library = config?.library ?? loadLibrary(libraryFolder)
  const profiles = ownProfiles(library, [...new Set(stretches.map(({ head }) => head.profile))])
  const texts = new Map([
    ['about.json', json(machineFacts(now))],
    ['config.json', json(plainConfig(readOr(configFile)))],
    ['findings.json', json(plainFindings(sources.findings))],
    ['desk.json', json(sources.health ? plainHealth(sources.health) : { running: false })],
    ['journal.json', json(journalOf(sources))],
    ['log.jsonl', plainLog(sources.log)],
    ...[...profiles].map(([id, source]) => [`${profilesIn}${id}.yaml`, source] as const),
  ])
  return packBundle({ texts, stretches })
}

const verdict = keepMembers({
  epoch: keepWord,
  from: keepNumber,
  upTo: keepNumber,
  facts: keepNumber,
  tombstones: keepNumber,
  holds: (holds) => holds === true,
  broken: keepMembers({ sequence: keepNumber, kind: keepWord }),
})
const fact = keepMembers({
  epoch: keepWord,
  sequence: keepNumber,
  type: keepWord,
  recorded: keepWord,
  reason: keepWord,
  bytes: keepNumber,
})

function journalOf({ verdicts, quarantined }: BundleSources) {
  return { chains: verdicts.map(verdict), quarantined: quarantined.map(fact) }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // What is wrong with it is a finding.
    return ''
  }
}
