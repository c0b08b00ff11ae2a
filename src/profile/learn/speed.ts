import { isPrintable } from './framings.ts'

/** How a serial line may be set. */
export interface LineSetting {
  readonly baud: number
  readonly data: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
  readonly stop: 1 | 2
}

/** What came of pressing one button twice at one setting. */
export interface Trial {
  readonly setting: LineSetting
  readonly first: Uint8Array
  readonly second: Uint8Array
}

const speeds = [9600, 115_200, 19_200, 4800, 2400, 1200, 38_400, 57_600]
const forms = [
  { data: 8, parity: 'none', stop: 1 },
  { data: 7, parity: 'even', stop: 1 },
  { data: 8, parity: 'even', stop: 1 },
  { data: 8, parity: 'odd', stop: 1 },
  { data: 7, parity: 'odd', stop: 1 },
  { data: 8, parity: 'none', stop: 2 },
] as const

/** Settings in the order in which they are tried: the usual form at every speed first. */
export const settingsToTry: readonly LineSetting[] = forms.flatMap((form) => speeds.map((baud) => ({ baud, ...form })))

/** A setting that is believed at once; below it the others are tried, too. */
const good = 0.75
const poor = 0.4

/** The setting to try next; undefined when one is good or all were tried. */
export function nextSetting(trials: readonly Trial[]): LineSetting | undefined {
  if (trials.some((trial) => plausibility(trial) >= good)) return undefined
  return settingsToTry.find((setting) => !trials.some((trial) => isSame(trial.setting, setting)))
}

/** The most plausible of the settings that were tried; undefined when none makes sense. */
export function bestSetting(trials: readonly Trial[]): LineSetting | undefined {
  const judged = trials.map((trial) => ({ trial, score: plausibility(trial) }))
  const best = judged.reduce<(typeof judged)[number] | undefined>(
    (a, b) => (a && a.score >= b.score ? a : b),
    undefined,
  )
  return best && best.score >= poor ? best.trial.setting : undefined
}

/**
 * How much what arrived looks like messages, 0 to 1. Framing errors cannot be seen from here: a wrong speed shows in
 * bytes that are nearly all ones or zeros, a wrong parity in a top bit that follows the others.
 */
export function plausibility({ setting, first, second }: Trial): number {
  if (first.length === 0 || second.length === 0) return 0
  const likeness = alike(first, second)
  const marked = hasMarks(first) && hasMarks(second) ? 1 : 0
  const readable = share(first, (byte) => isPrintable(byte) || controls.includes(byte))
  const junk = share(first, (byte) => smeared.includes(byte))
  const score = likeness * (0.4 + 0.4 * Math.max(readable, marked * 0.75) + 0.2 * (1 - junk))
  return setting.data === 8 && hasParityBit(first) ? score * 0.5 : score
}

const controls = [0x02, 0x03, 0x0a, 0x0d]
/** Runs of ones or zeros: what a start bit and a stop bit become at another speed. */
const smeared = [0x00, 0x80, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc, 0xfe, 0xff]
const starts = [0x01, 0x02, 0x3a, 0x5a, 0x68, 0x7e, 0xa0, 0xa2, 0xaa, 0xa5, 0xff]
const ends = [0x03, 0x04, 0x0a, 0x0d, 0x16, 0x2a, 0x55, 0x7e]

function alike(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return 0.3
  const same = share(a, (byte, at) => byte === b[at])
  return same === 1 ? 1 : same > 0.5 ? 0.9 : 0.3
}

/** A byte in front that messages begin with, or one at the end that they end with, perhaps behind a check value. */
function hasMarks(bytes: Uint8Array): boolean {
  const last = [bytes.at(-1), bytes.length > 3 ? bytes.at(-2) : undefined]
  return bytes.length > 1 && starts.includes(bytes[0] ?? -1) && last.some((byte) => ends.includes(byte ?? -1))
}

/** Text of seven bits with a parity bit on top, read as eight bits. */
function hasParityBit(bytes: Uint8Array): boolean {
  const isHigh = bytes.some((byte) => byte >= 0x80)
  const parities = new Set([...bytes].map((byte) => byte.toString(2).replaceAll('0', '').length % 2))
  const isText = bytes.every((byte) => isPrintable(byte & 0x7f) || controls.includes(byte & 0x7f))
  return bytes.length > 2 && isHigh && isText && parities.size === 1
}

function share(bytes: Uint8Array, test: (byte: number, at: number) => boolean): number {
  return bytes.filter(test).length / bytes.length
}

function isSame(a: LineSetting, b: LineSetting): boolean {
  return a.baud === b.baud && a.data === b.data && a.parity === b.parity && a.stop === b.stop
}
