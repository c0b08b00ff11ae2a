import { once } from 'node:events'
import { Command, CommanderError } from 'commander'
import { type DeskError, explain, type Language, text, toDeskError } from '../src/core/index.ts'
import type { CliIo } from './cli-io.ts'
import { browserPolicyCommand } from './commands/browser-policy.ts'
import { cardCommand } from './commands/card.ts'
import { centreCommand } from './commands/centre.ts'
import { configCommand } from './commands/config.ts'
import { demoCommand } from './commands/demo.ts'
import { devicesCommand } from './commands/devices.ts'
import { doctorCommand } from './commands/doctor.ts'
import { enrolCommand } from './commands/enrol.ts'
import { journalCommand } from './commands/journal.ts'
import { pressCommand } from './commands/press.ts'
import { profileCommand } from './commands/profile.ts'
import { provisionCommand } from './commands/provision.ts'
import { recordingsCommand } from './commands/recordings.ts'
import { replayCommand } from './commands/replay.ts'
import { runCommand } from './commands/run.ts'
import { sessionCommand } from './commands/session.ts'
import { supportBundleCommand } from './commands/support-bundle.ts'
import { updateCommand } from './commands/update.ts'
import { libraryFolder } from './folders.ts'
import { version } from './version.ts'

/** Runs one command line. Sets the exit code: 0 only when what was asked holds, 2 when it was not understood. */
export async function main(argv: readonly string[]): Promise<void> {
  const language = languageOf(argv)
  // A reader such as `head` has enough: there is nobody left to speak to.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 0))
  const io: CliIo = {
    out: (line) => void process.stdout.write(`${line}\n`),
    async keptUp() {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    },
    err: (line) => void process.stderr.write(`${line}\n`),
    language: () => language,
    libraryFolder,
    fail(code) {
      process.exitCode = code
    },
  }
  try {
    await createProgram(io).parseAsync(withoutLanguage(argv))
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version also end this way, with exit code 0; commander has printed them.
      if (error.exitCode !== 0) io.fail(2)
      return
    }
    const coded: DeskError = toDeskError(error, 'DB-AGT-003')
    io.err(explain(coded, language))
    io.fail(1)
  }
}

/** The command tree. */
export function createProgram(io: CliIo): Command {
  const language = io.language()
  const program = new Command('deskbridge')
    .description(text('cli.about', language))
    .version(version)
    .option('--lang <vi|en>', text('cli.option.lang', language))
    .enablePositionalOptions()
    .configureOutput({ writeOut: (told) => io.out(told.trimEnd()), writeErr: (told) => io.err(told.trimEnd()) })
  const commands = [
    runCommand,
    pressCommand,
    sessionCommand,
    demoCommand,
    configCommand,
    devicesCommand,
    profileCommand,
    recordingsCommand,
    replayCommand,
    cardCommand,
    journalCommand,
    centreCommand,
    enrolCommand,
    doctorCommand,
    provisionCommand,
    updateCommand,
    supportBundleCommand,
    browserPolicyCommand,
  ]
  for (const create of commands) program.addCommand(create(io))
  exitByError(program)
  return program
}

/** Commander's own process.exit would cut off what is still to be written. */
function exitByError(command: Command): void {
  command.exitOverride()
  for (const child of command.commands) exitByError(child)
}

/** The language is known before the rest is read, so `--lang` may stand anywhere. */
function withoutLanguage(argv: readonly string[]): string[] {
  return argv.filter((argument, index) => !argument.startsWith('--lang') && argv[index - 1] !== '--lang')
}

/** `--lang` wins over LANG; Vietnamese is the language of the desk. */
function languageOf(argv: readonly string[]): Language {
  const index = argv.findLastIndex((argument) => argument === '--lang' || argument.startsWith('--lang='))
  const argument = argv[index]
  const asked = argument?.includes('=') ? argument.split('=')[1] : argv[index + 1]
  if (index >= 0 && (asked === 'vi' || asked === 'en')) return asked
  return /^en/i.test(process.env.LC_ALL || process.env.LANG || '') ? 'en' : 'vi'
}
