import { resolve } from 'node:path'
import { Command } from 'commander'
import { DeskError, text } from '../../src/core/index.ts'
import { cutStretch, type Stretch, wallTime } from '../../src/device/index.ts'
import type { CliIo } from '../cli-io.ts'
import { readRecordings, recordingLines, writeRecording } from '../recordings/read.ts'
import { recordingsFolder } from '../recordings/segments.ts'
import { systemClock } from '../system.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

interface ExportOptions extends CommonOptions {
  readonly since?: string
  readonly until?: string
  readonly out?: string
}

/** `deskbridge recordings list|export`: what the devices of the last 24 hours said. The agent may be running. */
export function recordingsCommand(io: CliIo): Command {
  const language = io.language()
  const list = new Command('list')
    .description(text('cli.recordings.list', language))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action((options: CommonOptions) => listRecordings(io, options))
  const exported = new Command('export')
    .description(text('cli.recordings.export', language))
    .argument('<device>', text('cli.recordings.device', language))
    .option('--since <time>', text('cli.recordings.since', language))
    .option('--until <time>', text('cli.recordings.until', language))
    .option('--out <file>', text('cli.recordings.out', language))
    .addOption(configOption(io))
    .action((device: string, options: ExportOptions) => exportRecording(io, device, options))
  return new Command('recordings').description(text('cli.recordings', language)).addCommand(list).addCommand(exported)
}

async function listRecordings(io: CliIo, { config: file, json }: CommonOptions): Promise<void> {
  const config = readConfig(io, file)
  if (!config) return
  const stretches = await readRecordings(recordingsFolder(config.dataFolder))
  const byDevice = [...Map.groupBy(stretches, ({ head }) => head.device)].map(([device, all]) => summary(device, all))
  if (json) io.out(JSON.stringify(byDevice))
  else if (byDevice.length === 0) io.out(text('cli.recordings.none', io.language()))
  else for (const one of byDevice) io.out(text(`cli.recordings.line.${one.bytes}`, io.language(), { ...one }))
}

/** Writes to the standard output unless told a file. */
async function exportRecording(io: CliIo, device: string, options: ExportOptions): Promise<void> {
  const config = readConfig(io, options.config)
  if (!config) return
  const now = systemClock.wall()
  const from = options.since === undefined ? Number.NEGATIVE_INFINITY : now - toMs(options.since)
  const to = options.until === undefined ? Number.POSITIVE_INFINITY : now - toMs(options.until)
  const all = await readRecordings(recordingsFolder(config.dataFolder))
  const wanted = all
    .filter(({ head }) => head.device === device)
    .flatMap((stretch) => cutStretch(stretch, from, to) ?? [])
  if (wanted.length === 0) {
    const known = [...new Set(all.map(({ head }) => head.device))].join(', ') || '–'
    throw new DeskError('DB-REC-005', { device, known })
  }
  if (options.out !== undefined) {
    const file = resolve(options.out)
    await writeRecording(file, wanted)
    io.err(text('cli.recordings.written', io.language(), { ...summary(device, wanted), file }))
    return
  }
  for (const line of recordingLines(wanted)) {
    io.out(line)
    await io.keptUp()
  }
}

function summary(device: string, stretches: readonly Stretch[]) {
  const times = stretches.flatMap((stretch) => stretch.moments.map((moment) => wallTime(stretch, moment)))
  const profiles = new Set(stretches.map(({ head }) => `${head.profile} (${head.revision})`))
  return {
    device,
    profile: [...profiles].join(', '),
    bytes: stretches.at(-1)?.head.bytes ?? 'lengths',
    sessions: stretches.length,
    events: stretches.reduce((sum, stretch) => sum + eventsIn(stretch), 0),
    from: timeOf(times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)),
    to: timeOf(times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)),
  }
}

function eventsIn({ moments }: Stretch): number {
  return moments.reduce((sum, { outcomes }) => sum + outcomes.filter(({ kind }) => kind === 'event').length, 0)
}

function timeOf(wall: number): string {
  return new Date(wall).toISOString()
}

/** A span of time as people write it, counted back from now. */
function toMs(found: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(found) ?? []
  const factor = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]
  if (count === undefined || factor === undefined) throw new DeskError('DB-REC-006', { found })
  return Number(count) * factor
}
