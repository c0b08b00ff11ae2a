import { statSync } from 'node:fs'
import { Command } from 'commander'
import { DeskError, explain, isDeskError, type TextKey, text, toDeskError } from '../../src/core/index.ts'
import {
  type CommandArgs,
  compile,
  decodeHex,
  encodeHex,
  lint,
  type Profile,
  runVectors,
  type SessionOutput,
  type VectorReport,
} from '../../src/profile/index.ts'
import type { CliIo } from '../cli-io.ts'
import { loadLibrary, profileFiles } from '../profile-library.ts'
import { learnCommand } from './learn.ts'
import { type OwnProfilesOptions, ownProfiles, ownProfilesOptions } from './options.ts'
import { readProfile, readStandardInput } from './profile-files.ts'

interface JsonOption {
  readonly json?: true
}

type ListOptions = JsonOption & OwnProfilesOptions

interface DecodeOptions extends JsonOption {
  readonly hex?: string
}

interface EncodeOptions extends JsonOption {
  readonly arg: readonly string[]
}

/** `deskbridge profile …`: look after the files that describe devices. */
export function profileCommand(io: CliIo): Command {
  const say = (key: TextKey) => text(key, io.language())
  const command = new Command('profile').description(say('profile.cli.about'))
  const add = (usage: string, about: TextKey) =>
    command.command(usage).description(say(about)).option('--json', say('profile.cli.json'))
  add('lint [files...]', 'profile.cli.lint').action((files: string[], options: JsonOption) =>
    guard(io, options, () => lintFiles(io, files, options)),
  )
  add('test [files...]', 'profile.cli.test').action((files: string[], options: JsonOption) =>
    guard(io, options, () => testFiles(io, files, options)),
  )
  const listing = add('list', 'profile.cli.list')
  for (const option of ownProfilesOptions(io)) listing.addOption(option)
  listing.action((options: ListOptions) => guard(io, options, () => list(io, options)))
  add('decode <file>', 'profile.cli.decode')
    .option('--hex <bytes>', say('profile.cli.hex'))
    .action((file: string, options: DecodeOptions) => guard(io, options, () => decode(io, file, options)))
  add('encode <file> <command>', 'profile.cli.encode')
    .option('--arg <name=value>', say('profile.cli.arg'), (arg, all: string[]) => [...all, arg], [])
    .action((file: string, name: string, options: EncodeOptions) =>
      guard(io, options, () => encode(io, file, name, options)),
    )
  return command.addCommand(learnCommand(io))
}

function lintFiles(io: CliIo, files: readonly string[], options: JsonOption): void {
  const reports = filesOrLibrary(io, files).map((file) => {
    const source = readProfile(file)
    return { file, source, problems: lint(source, file) }
  })
  const count = reports.reduce((sum, report) => sum + report.problems.length, 0)
  if (count > 0) io.fail(1)
  if (options.json) {
    const shown = reports.map(({ file, problems }) => ({
      file,
      problems: problems.map((problem) => asJson(io, problem)),
    }))
    io.out(JSON.stringify(shown))
    return
  }
  for (const { file, source, problems } of reports) {
    for (const problem of problems) io.out(explain(problem, io.language()))
    if (problems.length === 0) io.out(text('profile.lint.clean', io.language(), { file, id: compile(source, file).id }))
  }
  if (count > 0) io.out(text('profile.lint.problems', io.language(), { count, files: reports.length }))
}

function testFiles(io: CliIo, files: readonly string[], options: JsonOption): void {
  const reports = filesOrLibrary(io, files).map((file) => ({ file, report: runVectors(readProfile(file), file) }))
  // A profile without tests was not tested: what was asked does not hold.
  if (reports.some(({ report }) => report.failed > 0 || report.passed === 0)) io.fail(1)
  if (options.json) {
    const results = ({ report }: { report: VectorReport }) =>
      report.results.map(({ name, problems }) => ({ name, problems: problems.map((problem) => asJson(io, problem)) }))
    io.out(JSON.stringify(reports.map((one) => ({ file: one.file, results: results(one) }))))
    return
  }
  for (const { file, report } of reports) {
    const { passed, failed } = report
    io.out(text('profile.test.summary', io.language(), { file, passed, failed }))
    for (const { name, problems } of report.results) {
      if (problems.length === 0) io.out(text('profile.test.passed', io.language(), { name }))
      for (const problem of problems) io.out(`  ✗ ${explain(problem, io.language())}`)
    }
  }
}

function list(io: CliIo, options: ListOptions): void {
  const entries = loadLibrary(io.libraryFolder, ownProfiles(options)).entries()
  const profiles = entries.flatMap(({ file, from, profile }) => (isDeskError(profile) ? [] : [{ file, from, profile }]))
  const problems = entries.flatMap(({ profile }) => (isDeskError(profile) ? [profile] : []))
  if (problems.length > 0) io.fail(1)
  const rows = profiles.map(({ file, from, profile: { id, deviceClass, revision, name } }) => {
    return { id, deviceClass, revision, name, from, file }
  })
  if (options.json) {
    io.out(JSON.stringify({ profiles: rows, problems: problems.map((problem) => asJson(io, problem)) }))
    return
  }
  if (rows.length === 0) io.out(text('profile.list.empty', io.language()))
  const widest = (column: 'id' | 'deviceClass') => Math.max(0, ...rows.map((row) => row[column].length))
  for (const { id, deviceClass, revision, name } of rows) {
    io.out(`${id.padEnd(widest('id'))}  ${deviceClass.padEnd(widest('deviceClass'))}  ${revision}  ${name}`)
  }
  for (const problem of problems) io.err(explain(problem, io.language()))
}

function decode(io: CliIo, file: string, options: DecodeOptions): void {
  const profile = compile(readProfile(file), file)
  const session = profile.start(0)
  const outputs: SessionOutput[] = []
  const take = (output: SessionOutput, now: number) => {
    outputs.push(output)
    for (const { id } of output.events) outputs.push(session.accepted(id, now))
  }
  take(session.bytes(decodeHex(options.hex ?? readStandardInput()), 0), 0)
  // Long silence at the end: what was waiting for it, or for bytes that never come, is settled.
  take(session.tick(3_600_000), 3_600_000)
  const events = outputs.flatMap((output) => output.events)
  const replies = outputs.flatMap((output) => output.writes.map((write) => encodeHex(write.bytes)))
  if (events.length === 0) io.fail(1)
  if (options.json) {
    io.out(JSON.stringify({ events, replies, stats: session.stats() }))
    return
  }
  for (const { name, data } of events) io.out(`${name}  ${JSON.stringify(data)}`)
  if (events.length === 0) io.out(text('profile.decode.none', io.language()))
  for (const bytes of replies) io.out(text('profile.decode.reply', io.language(), { bytes }))
  io.out(text('profile.decode.stats', io.language(), { ...session.stats() }))
}

function encode(io: CliIo, file: string, name: string, options: EncodeOptions): void {
  const profile = compile(readProfile(file), file)
  const { writes } = profile.start(0).command(name, toArgs(profile, name, options.arg), 0)
  const shown = writes.map(({ bytes, delay }) => ({ hex: encodeHex(bytes), ...(delay === undefined ? {} : { delay }) }))
  if (options.json) {
    io.out(JSON.stringify({ writes: shown }))
    return
  }
  for (const { hex, delay } of shown) io.out(delay === undefined ? hex : `(${delay} ms) ${hex}`)
}

/** Arguments of the command line in the types that the command declares; a wrong one is left for it to refuse. */
function toArgs(profile: Profile, command: string, pairs: readonly string[]): CommandArgs {
  const params = profile.commands.get(command)?.params ?? []
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
      if (name === undefined || value === undefined) throw new DeskError('DB-PRO-042', { found: pair })
      const kind = params.find((param) => param.name === name)?.kind
      if ((kind === 'int' || kind === 'enum') && /^-?\d+$/.test(value)) return [name, Number(value)]
      if (kind === 'bool' && /^(true|false)$/.test(value)) return [name, value === 'true']
      return [name, value]
    }),
  )
}

function filesOrLibrary(io: CliIo, files: readonly string[]): readonly string[] {
  if (files.length === 0) return profileFiles(io.libraryFolder)
  return files.flatMap((file) =>
    statSync(file, { throwIfNoEntry: false })?.isDirectory() ? profileFiles(file) : [file],
  )
}

function guard(io: CliIo, options: JsonOption, action: () => void): void {
  try {
    action()
  } catch (error) {
    const known = toDeskError(error, 'DB-PRO-035')
    io.fail(1)
    if (options.json) io.out(JSON.stringify({ error: asJson(io, known) }))
    else io.err(explain(known, io.language()))
  }
}

function asJson(io: CliIo, error: DeskError) {
  const language = io.language()
  const sentence = text(error.code, language, error.args)
  return { code: error.code, place: error.place, text: sentence, next: text(error.code, language, error.args, 'next') }
}
