import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { DeskError, explain, isDeskError, text } from '../../src/core/index.ts'
import {
  type EpochVerdict,
  type Journal,
  type JournalLook,
  type JournalStatus,
  journalFile,
  lookAtJournal,
  openJournal,
  type QuarantinedFact,
  tellRepair,
} from '../../src/journal/index.ts'
import { becomeOwnerOf } from '../as-owner.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { controlClient } from '../control/client.ts'
import { silentLog } from '../log.ts'
import { systemClock, systemRandom } from '../system.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

/** `deskbridge journal status|export|verify|quarantine`. A running agent is asked; a stopped one's journal is opened. */
export function journalCommand(io: CliIo): Command {
  const language = io.language()
  const status = new Command('status')
    .description(text('cli.journal.status', language))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action(async ({ config: file, json }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const found = await askOrOpen(
        config,
        async () => (await controlClient(config.dataFolder).status()).journal,
        (journal) => journal.status(),
      )
      io.out(json ? JSON.stringify(found) : statusLine(io, found))
    })
  const exported = new Command('export')
    .description(text('cli.journal.export', language))
    .addOption(configOption(io))
    .action(async ({ config: file }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const ask = async () => {
        for await (const line of controlClient(config.dataFolder).facts()) {
          io.out(line)
          await io.keptUp()
        }
      }
      await askOrOpen(config, ask, async (journal) => {
        for await (const fact of journal.facts()) {
          io.out(JSON.stringify(fact))
          await io.keptUp()
        }
      })
    })
  return new Command('journal')
    .description(text('cli.journal', language))
    .addCommand(status)
    .addCommand(exported)
    .addCommand(verifyCommand(io))
    .addCommand(quarantineCommand(io))
}

/** Exit code 1 when a chain does not hold. */
function verifyCommand(io: CliIo): Command {
  return new Command('verify')
    .description(text('cli.journal.verify', io.language()))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action(async ({ config: file, json }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const tell = async (verdicts: AsyncIterable<EpochVerdict>) => {
        for await (const verdict of verdicts) {
          io.out(json ? JSON.stringify(verdict) : verdictLine(io, verdict))
          if (!verdict.holds) io.fail(1)
        }
      }
      await askOrLook(
        config,
        () => tell(controlClient(config.dataFolder).verify()),
        (journal) => tell(journal.verify()),
      )
    })
}

function verdictLine(io: CliIo, { epoch, from, upTo, facts, tombstones, broken }: EpochVerdict): string {
  const line = text('cli.journal.chain', io.language(), { epoch, from, upTo, facts, tombstones })
  if (!broken) return `✓ ${line}`
  const where = { epoch, sequence: broken.sequence }
  return `✗ ${line}\n  ${text(`cli.journal.broken.${broken.kind}`, io.language(), where)}`
}

function quarantineCommand(io: CliIo): Command {
  return new Command('quarantine')
    .description(text('cli.journal.quarantine', io.language()))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action(async ({ config: file, json }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const found = await askOrLook<readonly QuarantinedFact[]>(
        config,
        () => controlClient(config.dataFolder).quarantined(),
        (journal) => journal.quarantined(),
      )
      for (const fact of found)
        io.out(json ? JSON.stringify(fact) : text('cli.journal.quarantined', io.language(), { ...fact }))
      if (!json && found.length === 0) io.out(text('cli.journal.quarantine.none', io.language()))
    })
}

function statusLine(io: CliIo, status: JournalStatus): string {
  const { epoch, lastSequence: last, receipted, backlog, bytes, disk, diskUsed, leftOut, quarantined } = status
  const language = io.language()
  const confirmed = receipted[0]?.upTo ?? 0
  const level = text(`disk.level.${disk}`, language)
  const lines = [
    text('cli.journal.line', language, { epoch, last, receipted: confirmed, backlog, bytes }),
    text('cli.journal.disk', language, { level, used: diskUsed ?? '–' }),
  ]
  if (leftOut > 0) lines.push(text('cli.journal.left-out', language, { count: leftOut }))
  if (quarantined > 0) lines.push(text('cli.journal.quarantined-count', language, { count: quarantined }))
  if (status.repair) {
    const words = explain(tellRepair(status.repair), language)
    lines.push(text('cli.journal.repair', language, { at: status.repair.at, words }))
  }
  return lines.join('\n')
}

/** Only one process may have the live file, so a running agent answers for it. */
async function askOrOpen<T>(config: Config, ask: () => Promise<T>, open: (journal: Journal) => Promise<T>): Promise<T> {
  return await askOr(config, ask, async () => {
    const { dataFolder: folder, centre, desk } = config
    const world = { clock: systemClock, random: systemRandom, log: silentLog }
    const journal = await openJournal({ ...world, folder, centre, desk })
    return await open(journal).finally(() => journal.close())
  })
}

/** For what must not change the file of a stopped agent. */
async function askOrLook<T>(config: Config, ask: () => Promise<T>, look: (journal: JournalLook) => Promise<T>) {
  return await askOr(config, ask, async () => {
    const journal = await lookAtJournal(config.dataFolder)
    return await look(journal).finally(() => journal.close())
  })
}

async function askOr<T>(config: Config, ask: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!isDeskError(error, 'DB-AGT-001')) throw error
  }
  if (!existsSync(join(config.dataFolder, journalFile)))
    throw new DeskError('DB-JRN-005', { folder: config.dataFolder })
  becomeOwnerOf(config.dataFolder)
  return await otherwise()
}
