import { Command } from 'commander'
import { stringify } from 'yaml'
import { DeskError, explain, formatPlace, isDeskError, nearest, text } from '../../src/core/index.ts'
import { asTest, type Compared, replay, type Stretch, type Told, wallTime } from '../../src/device/index.ts'
import { compile, type Profile, runVectors } from '../../src/profile/index.ts'
import type { CliIo } from '../cli-io.ts'
import { loadLibrary } from '../profile-library.ts'
import { readRecording } from '../recordings/read.ts'
import { isBundle, openBundle } from '../support/open-bundle.ts'
import { jsonOption, type OwnProfilesOptions, ownProfiles, ownProfilesOptions } from './options.ts'
import { readProfile } from './profile-files.ts'

interface ReplayOptions extends OwnProfilesOptions {
  readonly profile?: string
  readonly asTest?: true
  readonly json?: true
}

/** `deskbridge replay FILE`: what a recording gives today. Exit code 1 when it is not what it gave then. */
export function replayCommand(io: CliIo): Command {
  const language = io.language()
  const command = new Command('replay')
    .description(text('cli.replay', language))
    .argument('<file>', text('cli.replay.file', language))
    .option('--profile <file>', text('cli.replay.profile', language))
    .option('--as-test', text('cli.replay.as-test', language))
    .addOption(jsonOption(io))
    .action((file: string, options: ReplayOptions) => {
      const bundle = isBundle(file) ? openBundle(file) : undefined
      const stretches = bundle?.stretches ?? readRecording(file)
      const usual = profilesFor(io, options)
      const find = (id: string) => bundle?.profiles.get(id) ?? usual(id)
      for (const stretch of stretches) {
        // A bundle holds all devices of a desk, and of some only lengths: that is no reason not to play the others.
        if (bundle && stretch.head.bytes === 'lengths') {
          io.err(explain(new DeskError('DB-REC-003', { device: stretch.head.device }), language))
          continue
        }
        const profile = find(stretch.head.profile)
        if (options.asTest) printTest(io, stretch, profile)
        else tell(io, file, stretch, profile, options)
      }
    })
  for (const option of ownProfilesOptions(io)) command.addOption(option)
  return command
}

function profilesFor(io: CliIo, { profile: file, ...whose }: ReplayOptions): (id: string) => Profile {
  if (file !== undefined) {
    const named = compile(readProfile(file), file)
    return () => named
  }
  const library = loadLibrary(io.libraryFolder, ownProfiles(whose))
  return (id) => {
    const found = library.find(id)
    if (isDeskError(found)) throw found
    if (!found) throw new DeskError('DB-REC-007', { profile: id, nearest: nearest(id, library.ids()) ?? '–' })
    return found
  }
}

function tell(io: CliIo, file: string, stretch: Stretch, profile: Profile, options: ReplayOptions): void {
  const compared = replay(stretch, profile)
  const count = (verdict: Compared['verdict']) => compared.filter((one) => one.verdict === verdict).length
  const [different, unknown] = [count('different'), count('unknown')]
  if (different > 0) io.fail(1)
  const { device, profile: id, revision } = stretch.head
  if (options.json) {
    const moments = compared.filter(isWorthTelling).map((one) => asJson(stretch, one))
    io.out(JSON.stringify({ ...stretch.head, replayedWith: profile.revision, different, unknown, moments }))
    return
  }
  const language = io.language()
  io.out(text('cli.replay.session', language, { device, profile: id, revision, wall: stretch.head.wall }))
  if (!stretch.isWhole) io.out(text('cli.replay.no-beginning', language))
  if (profile.id !== id || profile.revision !== revision) {
    io.out(text('cli.replay.other-revision', language, { profile: profile.id, revision: profile.revision }))
  }
  for (const one of compared.filter(isWorthTelling)) io.out(lineOf(io, file, stretch, one))
  const events = compared.reduce((sum, { recorded }) => sum + recorded.length, 0)
  io.out(text(different > 0 ? 'cli.replay.different' : 'cli.replay.same', language, { events, different }))
  if (unknown > 0) io.out(text('cli.replay.unknown', language, { unknown }))
}

function isWorthTelling({ moment, recorded, replayed }: Compared): boolean {
  return recorded.length + replayed.length > 0 || moment.call.kind === 'note' || moment.call.kind === 'end'
}

const signs = { same: '✓', different: '✗', unknown: '?' } as const

function lineOf(io: CliIo, file: string, stretch: Stretch, { moment, recorded, replayed, verdict }: Compared): string {
  const { call, line } = moment
  const time = new Date(wallTime(stretch, moment)).toISOString()
  if (call.kind === 'note' || call.kind === 'end') return `  ${time}  ${call.kind} ${call.code}`
  if (verdict === 'same') return `${signs[verdict]} ${time}  ${words(recorded)}`
  const sides = { recorded: words(recorded), replayed: words(replayed) }
  const place = formatPlace({ file, line })
  return `${signs[verdict]} ${time}  ${place}: ${text('cli.replay.differs', io.language(), sides)}`
}

function words(told: readonly Told[]): string {
  return told.map(({ name, data }) => `${name} ${JSON.stringify(data)}`).join(', ') || '–'
}

function asJson(stretch: Stretch, { moment, recorded, replayed, verdict }: Compared) {
  const { call, line } = moment
  const code = call.kind === 'note' || call.kind === 'end' ? { code: call.code } : {}
  const time = new Date(wallTime(stretch, moment)).toISOString()
  return { time, line, call: call.kind, ...code, recorded, replayed, verdict }
}

/** One entry of a profile's `tests`. Exit code 1 when it does not pass as it stands. */
function printTest(io: CliIo, stretch: Stretch, profile: Profile): void {
  const test = asTest(stretch, profile)
  const written = stringify([test], { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 110 })
  io.out(written.trimEnd().replace(/^/gm, '  '))
  for (const problem of runVectors({ ...profile, tests: [test] }).results.flatMap(({ problems }) => problems)) {
    io.fail(1)
    const reason = text(problem.code, io.language(), problem.args)
    io.err(explain(new DeskError('DB-REC-008', { name: test.name, reason }), io.language()))
  }
}
