import type { CommandArgs, DeviceWrite, EventData, StartOptions } from '../../profile/index.ts'

// A recording is a text that people can read: one thing per line, `session time word …`. The session is a number, the
// time is monotonic, in milliseconds. Bytes are hex (`-` for none), everything that has a structure is JSON.
//
//   3 1000.2 session {"device":"keypad-1","profile":"generic.stx-keypad","revision":1,"bytes":"whole",…}
//   3 1000.2 open                        the wire is open              3 1000.2 tick      time has passed
//   3 1020.5 in 023031310333             bytes came; `report 1 …`: a report, `text "…"`: a message
//   3 1020.5 heard 12                    bytes came that may be personal: how many
//   3 1020.5 event 1 press {"key":"1"}   what the profile made of them, and its number
//   3 1020.5 out 06 {"delay":50}         bytes were to be written; `sent 7`: how many, where they may be personal
//   3 1021.0 accepted 1                  event 1 is on disk
//   3 1100.0 command show {"args":…}     the desk called a command; text is masked
//   3 1100.0 failed DB-PRO-033           what was asked last could not be done
//   3 1200.0 note DB-DEV-003             a decision about the device; `end DB-SER-006`: the session is over, and why
//   3 1200.0 close                       the wire is being closed

/** What a session was told to do. */
export type Call =
  | { readonly kind: 'open' | 'tick' | 'close' }
  | { readonly kind: 'in'; readonly bytes: Uint8Array }
  | { readonly kind: 'report'; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heard'; readonly length: number }
  | { readonly kind: 'accepted'; readonly id: number }
  /** Without arguments where they may be personal. */
  | { readonly kind: 'command'; readonly name: string; readonly args?: CommandArgs; readonly caller?: 'technician' }

/** What came of it. */
export type Outcome =
  | { readonly kind: 'event'; readonly id: number; readonly name: string; readonly data: EventData }
  | ({ readonly kind: 'out'; readonly bytes: Uint8Array } & Pick<DeviceWrite, 'delay' | 'report'>)
  | { readonly kind: 'sent'; readonly length: number }
  | { readonly kind: 'failed'; readonly code: string }

/** What was decided about the device. */
export interface Mark {
  readonly kind: 'note' | 'end'
  readonly code: string
}

/** One line of a recording, without the session and time it belongs to. */
export type Entry = Call | Outcome | Mark

/** The first line of a session, and of each stretch of it that can be read alone. */
export interface SessionHead {
  readonly device: string
  readonly profile: string
  readonly revision: number
  /** `lengths` where the device may read something personal: then there is nothing to replay. */
  readonly bytes: 'whole' | 'lengths'
  /** Variant, addresses and what else the site settled. */
  readonly options: StartOptions
  /** Tells one run of the agent, and with the session's number one session, from all others. */
  readonly run: string
  /** How many entries of the session are before this line: a reader sees whether some are missing. */
  readonly entries: number
  /** Wall time of this line. */
  readonly wall: string
}

/** A line of a recording, taken apart. */
export type Line = { readonly session: number; readonly at: number } & (
  | { readonly head: SessionHead }
  | { readonly entry: Entry }
)

/** The first line of every file. */
export const formatLine = 'deskbridge-recording 1'

/** A line, without its end. */
export function writeLine(session: number, at: number, entry: Entry): string {
  const words = wordsOf(entry)
  return `${session} ${at} ${entry.kind}${words === '' ? '' : ` ${words}`}`
}

/** The line that a session begins with. */
export function writeHead(session: number, at: number, head: SessionHead): string {
  return `${session} ${at} session ${JSON.stringify(head)}`
}

/** Takes a line apart; undefined for one that is none, like the half line that a power cut leaves. */
export function readLine(text: string): Line | undefined {
  const [, session, at, word = '', rest = ''] = /^(\d+) (\d+(?:\.\d+)?) ([a-z]+)(?: (.*))?$/.exec(text) ?? []
  if (session === undefined) return undefined
  const place = { session: Number(session), at: Number(at) }
  try {
    if (word === 'session') {
      const head: unknown = JSON.parse(rest)
      return isHead(head) ? { ...place, head } : undefined
    }
    const entry = Object.hasOwn(readers, word) ? readers[word]?.(rest) : undefined
    return entry && { ...place, entry }
  } catch {
    return undefined
  }
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case 'open':
    case 'tick':
    case 'close':
      return ''
    case 'in':
      return hex(entry.bytes)
    case 'report':
      return `${entry.number} ${hex(entry.bytes)}`
    case 'text':
      return JSON.stringify(entry.text)
    case 'heard':
    case 'sent':
      return String(entry.length)
    case 'accepted':
      return String(entry.id)
    case 'command':
      return `${entry.name}${more({ args: entry.args, caller: entry.caller })}`
    case 'event':
      return `${entry.id} ${entry.name} ${JSON.stringify(entry.data)}`
    case 'out':
      return `${hex(entry.bytes)}${more({ delay: entry.delay, report: entry.report })}`
    case 'failed':
    case 'note':
    case 'end':
      return entry.code
  }
}

/** What is mostly not there. */
function more(values: Readonly<Record<string, unknown>>): string {
  const json = JSON.stringify(values)
  return json === '{}' ? '' : ` ${json}`
}

type Reader = (rest: string) => Entry | undefined

const readers: Readonly<Record<string, Reader>> = {
  open: () => ({ kind: 'open' }),
  tick: () => ({ kind: 'tick' }),
  close: () => ({ kind: 'close' }),
  in: (rest) => ({ kind: 'in', bytes: unhex(rest) }),
  report: (rest) => {
    const [number, bytes] = split(rest, 2)
    return { kind: 'report', number: count(number), bytes: unhex(bytes) }
  },
  text: (rest) => ({ kind: 'text', text: String(JSON.parse(rest)) }),
  heard: (rest) => ({ kind: 'heard', length: count(rest) }),
  sent: (rest) => ({ kind: 'sent', length: count(rest) }),
  accepted: (rest) => ({ kind: 'accepted', id: count(rest) }),
  command: (rest) => {
    const [name, more] = split(`${rest} {}`, 2)
    return { ...JSON.parse(more.replace(/ {}$/, '')), kind: 'command', name }
  },
  event: (rest) => {
    const [id, name, data] = split(rest, 3)
    return { kind: 'event', id: count(id), name, data: JSON.parse(data) }
  },
  out: (rest) => {
    const [bytes, more] = split(`${rest} {}`, 2)
    return { ...JSON.parse(more.replace(/ {}$/, '')), kind: 'out', bytes: unhex(bytes) }
  },
  failed: (code) => ({ kind: 'failed', code }),
  note: (code) => ({ kind: 'note', code }),
  end: (code) => ({ kind: 'end', code }),
}

function isHead(value: unknown): value is SessionHead {
  if (typeof value !== 'object' || value === null) return false
  const { device, profile, revision, bytes, options, run, entries, wall } = value as Record<string, unknown>
  const texts = [device, profile, run, wall].every((text) => typeof text === 'string')
  const numbers = Number.isInteger(revision) && Number.isInteger(entries)
  return (
    texts && numbers && (bytes === 'whole' || bytes === 'lengths') && typeof options === 'object' && options !== null
  )
}

/** The first words one by one, and what is left as the last. */
function split(rest: string, parts: 2): [string, string]
function split(rest: string, parts: 3): [string, string, string]
function split(rest: string, parts: number): string[] {
  const words = rest.split(' ')
  if (words.length < parts) throw new SyntaxError(rest)
  return [...words.slice(0, parts - 1), words.slice(parts - 1).join(' ')]
}

function count(digits: string): number {
  if (!/^\d+$/.test(digits)) throw new SyntaxError(digits)
  return Number(digits)
}

function hex(bytes: Uint8Array): string {
  return bytes.length === 0
    ? '-'
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase()
}

function unhex(digits: string): Uint8Array {
  if (digits === '-') return new Uint8Array()
  if (!/^(?:[0-9A-F]{2})+$/.test(digits)) throw new SyntaxError(digits)
  return new Uint8Array(Buffer.from(digits, 'hex'))
}
