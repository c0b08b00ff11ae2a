import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { DeskError, isDeskError, text } from '../../src/core/index.ts'
import { type Journal, type JournalStatus, journalFile, openJournal } from '../../src/journal/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { controlClient } from '../control/client.ts'
import { silentLog } from '../log.ts'
import { systemClock, systemRandom } from '../system.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

/** `deskbridge journal status|export`. A running agent is asked; a stopped one's journal is opened. */
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
  return new Command('journal').description(text('cli.journal', language)).addCommand(status).addCommand(exported)
}

function statusLine(io: CliIo, { epoch, lastSequence, receipted, backlog, bytes }: JournalStatus): string {
  const confirmed = receipted[0]?.upTo ?? 0
  return text('cli.journal.line', io.language(), { epoch, last: lastSequence, receipted: confirmed, backlog, bytes })
}

/** Only one process may have the live file, so a running agent answers for it. */
async function askOrOpen<T>(config: Config, ask: () => Promise<T>, open: (journal: Journal) => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!isDeskError(error, 'DB-AGT-001')) throw error
  }
  if (!existsSync(join(config.dataFolder, journalFile)))
    throw new DeskError('DB-JRN-005', { folder: config.dataFolder })
  const journal = await openJournal({
    folder: config.dataFolder,
    centre: config.centre,
    desk: config.desk,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  })
  try {
    return await open(journal)
  } finally {
    await journal.close()
  }
}
