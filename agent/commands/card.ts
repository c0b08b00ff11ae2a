import { Command, Option } from 'commander'
import { type CitizenCard, type MaskedCard, maskCard, personalFields, readMrz, readQr } from '../../src/card/index.ts'
import { formatTime } from '../../src/contract/index.ts'
import { DeskError, explain, type TextKey, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { systemClock } from '../system.ts'
import { cardReadCommand } from './card-read.ts'
import { jsonOption } from './options.ts'
import { readStandardInput } from './profile-files.ts'

interface CardOptions {
  readonly text?: string
  readonly json?: true
  readonly unmask?: true
}

type Read = (text: string, today: string) => CitizenCard

/** `deskbridge card …`: what is on citizen cards and passports. */
export function cardCommand(io: CliIo): Command {
  const command = new Command('card').description(text('card.cli.about', io.language()))
  const add = (name: string, about: TextKey, read: Read) =>
    command
      .command(name)
      .description(text(about, io.language()))
      .addOption(new Option('--text <text>', text('card.cli.text', io.language())))
      .addOption(jsonOption(io))
      .addOption(new Option('--unmask', text('card.cli.unmask', io.language())))
      .action((options: CardOptions) => tell(io, read, options))
  add('qr', 'card.cli.qr', readQr)
  add('mrz', 'card.cli.mrz', readMrz)
  command.addCommand(cardReadCommand(io))
  return command
}

function tell(io: CliIo, read: Read, { text: given, json, unmask }: CardOptions): void {
  try {
    const card = read(given ?? readStandardInput(), formatTime(systemClock.wall()).slice(0, 10))
    const shown = unmask ? card : maskCard(card)
    // What is printed on a card proves nothing, and programs are told so, too.
    if (json) io.out(JSON.stringify({ card: shown, masked: unmask !== true, proof: 'none' }))
    else for (const line of linesOf(io, shown)) io.out(line)
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    io.fail(1)
    if (json) io.out(JSON.stringify({ error: errorOf(io, error) }))
    else io.err(explain(error, io.language()))
  }
}

/** What is one of a few, in the words of people. */
const words: Readonly<Record<string, TextKey>> = {
  qr: 'card.source.qr',
  mrz: 'card.source.mrz',
  chip: 'card.source.chip',
  cccd: 'card.kind.cccd',
  'can-cuoc': 'card.kind.can-cuoc',
  passport: 'card.kind.passport',
  male: 'card.sex.male',
  female: 'card.sex.female',
  unspecified: 'card.sex.unspecified',
}

function linesOf(io: CliIo, card: CitizenCard | MaskedCard): readonly string[] {
  const say = (key: TextKey) => text(key, io.language())
  const told = (['source', 'kind', ...personalFields] as const).flatMap((field) => {
    const value = card[field]
    if (value === undefined) return []
    const written = typeof value === 'string' ? value : value.join(' | ')
    const word = field === 'source' || field === 'kind' || field === 'sex' ? words[written] : undefined
    return [{ label: say(`card.field.${field}`), value: word ? say(word) : written }]
  })
  const widest = Math.max(...told.map(({ label }) => label.length))
  return [...told.map(({ label, value }) => `${label.padEnd(widest)}  ${value}`), say('card.proof.qr')]
}

function errorOf(io: CliIo, { code, args, place }: DeskError) {
  const language = io.language()
  return { code, place, text: text(code, language, args), next: text(code, language, args, 'next') }
}
