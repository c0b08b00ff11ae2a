import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { cardReaders } from '../../src/bus/index.ts'
import { type ChipAccess, maskCard, personalFields, readMrz, sentencesOf } from '../../src/card/index.ts'
import { DeskError, explain, type TextArgs, type TextKey, text } from '../../src/core/index.ts'
import { type CardProgress, type CardRead, readCard } from '../card/read-card.ts'
import { readTrust } from '../card/read-trust.ts'
import { traceLine } from '../card/trace.ts'
import type { CliIo } from '../cli-io.ts'
import { silentLog } from '../log.ts'
import { systemClock, systemRandom } from '../system.ts'
import { jsonOption } from './options.ts'

interface ReadOptions {
  readonly can?: string
  readonly mrz?: string
  readonly reader?: string
  readonly csca?: string
  readonly photo?: string
  readonly wait: number
  readonly trace?: true
  readonly json?: true
  readonly unmask?: true
}

/** `deskbridge card read`: reads the chip of the card on a PC/SC reader. Exit code 1 where it fails or was altered. */
export function cardReadCommand(io: CliIo): Command {
  const say = (key: TextKey) => text(key, io.language())
  return new Command('read')
    .description(say('card.cli.read'))
    .addOption(new Option('--can <digits>', say('card.cli.can')))
    .addOption(new Option('--mrz <lines>', say('card.cli.lines')))
    .addOption(new Option('--reader <name>', say('card.cli.reader')))
    .addOption(new Option('--csca <place>', say('card.cli.csca')))
    .addOption(new Option('--photo <file>', say('card.cli.photo')))
    .addOption(new Option('--wait <seconds>', say('card.cli.wait')).argParser(seconds).default(60))
    .addOption(new Option('--trace', say('card.cli.trace')))
    .addOption(jsonOption(io))
    .addOption(new Option('--unmask', say('card.cli.unmask')))
    .action((options: ReadOptions) => read(io, options))
}

async function read(io: CliIo, options: ReadOptions): Promise<void> {
  const began = systemClock.mono()
  try {
    const reading = await readOnce(io, options)
    if (options.photo !== undefined && reading.photo) writeFileSync(options.photo, reading.photo.bytes, { mode: 0o600 })
    if (options.json) io.out(JSON.stringify(plain(reading, options)))
    else tell(io, reading, options)
    io.err(text('card.read.took', io.language(), { seconds: ((systemClock.mono() - began) / 1_000).toFixed(1) }))
    if (reading.verdicts.unaltered === 'altered' || reading.verdicts.issuer === 'refused') io.fail(1)
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    io.fail(1)
    if (options.json) io.out(JSON.stringify({ error: errorOf(io, error) }))
    else io.err(explain(error, io.language()))
  }
}

async function readOnce(io: CliIo, { reader, csca, wait, trace, ...options }: ReadOptions): Promise<CardRead> {
  const access = accessOf(options)
  const trust = await readTrust(csca, systemClock.wall())
  const readers = cardReaders({ clock: systemClock, log: silentLog })
  try {
    return await readCard({
      readers,
      access,
      trust,
      clock: systemClock,
      random: systemRandom,
      wanted: { fields: personalFields, photo: 'wanted' },
      patience: wait * 1_000,
      signal: new AbortController().signal,
      progress: teller(io),
      ...(reader === undefined ? {} : { reader }),
      ...(trace ? { trace: (exchange) => io.err(traceLine(exchange)) } : {}),
    })
  } finally {
    await readers.stop()
  }
}

function accessOf({ can, mrz }: Pick<ReadOptions, 'can' | 'mrz'>): ChipAccess {
  if (can !== undefined) return { kind: 'can', can }
  if (mrz === undefined) throw new DeskError('DB-CRD-301')
  const { documentNumber, birthDate, expiryDate } = readMrz(mrz)
  if (documentNumber === undefined || expiryDate === undefined) throw new DeskError('DB-CRD-302')
  return { kind: 'mrz', documentNumber, birthDate, expiryDate }
}

/** Tells each step once, and of a long file each quarter. */
function teller(io: CliIo): (progress: CardProgress) => void {
  let last = ''
  return (progress) => {
    const [key, args] = sentenceOf(progress)
    const said = text(key, io.language(), args)
    if (said !== last) io.err(said)
    last = said
  }
}

function sentenceOf(progress: CardProgress): readonly [TextKey, TextArgs] {
  if (progress.step === 'opened') return ['card.read.opened', { protocol: progress.protocol }]
  if (progress.step !== 'reading') return [`card.read.${progress.step}`, {}]
  const { file, done, total } = progress
  return ['card.read.reading', { file, percent: total === 0 ? 0 : Math.floor((done / total) * 4) * 25 }]
}

function tell(io: CliIo, { card, photo, verdicts, missing }: CardRead, { unmask }: ReadOptions): void {
  const say = (key: TextKey, args: TextArgs = {}) => text(key, io.language(), args)
  const shown = unmask ? card : maskCard(card)
  for (const field of personalFields) {
    const value = shown[field]
    if (value !== undefined)
      io.out(`${say(`card.field.${field}`)}: ${typeof value === 'string' ? value : value.join(' | ')}`)
  }
  if (photo) io.out(say('card.read.photo', { format: photo.format, bytes: photo.bytes.length }))
  for (const { file, code } of missing) io.out(say('card.read.missing', { file, code }))
  for (const sentence of sentencesOf(verdicts)) io.out(say(sentence))
}

function plain({ card, photo, verdicts, missing, protocol, reader }: CardRead, { unmask }: ReadOptions) {
  const image = photo && {
    format: photo.format,
    bytes: photo.bytes.length,
    sha256: createHash('sha256').update(photo.bytes).digest('hex'),
  }
  return {
    card: unmask ? card : maskCard(card),
    masked: unmask !== true,
    verdicts,
    missing,
    protocol,
    reader,
    photo: image,
  }
}

function errorOf(io: CliIo, { code, args, place }: DeskError) {
  const language = io.language()
  return { code, place, text: text(code, language, args), next: text(code, language, args, 'next') }
}

function seconds(written: string): number {
  const value = Number(written)
  if (!(value >= 0 && value <= 3_600)) throw new InvalidArgumentError('0…3600')
  return value
}
