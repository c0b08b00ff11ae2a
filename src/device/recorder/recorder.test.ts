import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock, keptLog, seededRandom, seedOfRun } from '../../../test/support/faces.ts'
import { compile, type Profile } from '../../profile/index.ts'
import { libraryProfile } from '../device.fixture.ts'
import { type Entry, readLine, writeHead, writeLine } from './entry.ts'
import { createRecorder, noRecorder } from './recorder.ts'
import { replay } from './replay.ts'
import { cutStretch, readStretches, writeStretches } from './stretches.ts'

const keypad = libraryProfile('generic/stx-keypad.yaml')
const panel = libraryProfile('open/line-panel.yaml')
const buzz = libraryProfile('sony/buzz.yaml')
const press = Buffer.from('023031310333', 'hex')

/** A recorder whose lines are kept in memory, and a disk that takes them when the test says so. */
function desk() {
  const clock = fakeClock()
  const log = keptLog()
  const parts: { lines: string; heads: string }[] = []
  let disk = Promise.resolve()
  const sink = {
    append: async (lines: string, heads: string) => {
      parts.push({ lines, heads })
      await disk
    },
    close: async () => undefined,
  }
  return {
    clock,
    log,
    parts,
    recorder: createRecorder({ clock, log, sink, run: 'r' }),
    text: () => parts.map(({ lines }) => lines).join(''),
    /** The disk takes its time until the returned function is called. */
    slowDisk() {
      const { promise, resolve } = Promise.withResolvers<void>()
      disk = promise
      return resolve
    },
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const stretchesOf = (text: string) => readStretches(text.split('\n').slice(0, -1))
const say = (session: { bytes(chunk: Uint8Array, now: number): unknown }, clock: FakeClock, bytes: Uint8Array) =>
  session.bytes(bytes, clock.mono())

describe('a line of a recording', () => {
  it.each<Entry>([
    { kind: 'open' },
    { kind: 'tick' },
    { kind: 'close' },
    { kind: 'in', bytes: new Uint8Array([0, 255]) },
    { kind: 'report', number: 3, bytes: new Uint8Array() },
    { kind: 'text', text: '{"a": "Mời số\n"} {}' },
    { kind: 'heard', length: 12 },
    { kind: 'sent', length: 0 },
    { kind: 'accepted', id: 7 },
    { kind: 'command', name: 'show' },
    { kind: 'command', name: 'show', args: { top: 'x {} ', n: 1.5, lit: true }, caller: 'technician' },
    { kind: 'event', id: 1, name: 'press', data: { key: 'a b', n: 2 } },
    { kind: 'out', bytes: new Uint8Array([6]) },
    { kind: 'out', bytes: new Uint8Array(), delay: 50, report: { number: 0, kind: 'read' } },
    { kind: 'failed', code: 'DB-PRO-033' },
    { kind: 'note', code: 'DB-DEV-003' },
    { kind: 'end', code: 'DB-SER-006' },
  ])('says what was meant: $kind', (entry) => {
    const line = readLine(writeLine(3, 1020.5, entry))
    expect(line).toEqual({ session: 3, at: 1020.5, entry: { ...entry, ...plainBytes(entry) } })
  })

  it('is none when it is cut off, spoilt, or of somebody else', () => {
    const head = {
      device: 'd',
      profile: 'a.b',
      revision: 1,
      bytes: 'whole',
      options: {},
      run: 'r',
      entries: 0,
      wall: '',
    }
    const lines = [
      writeHead(1, 2, { ...head, bytes: 'whole' }),
      writeLine(1, 2, { kind: 'event', id: 1, name: 'press', data: { key: 'next' } }),
    ]
    for (const line of lines)
      for (let cut = 0; cut < line.length; cut++) expect(readLine(line.slice(0, cut))).toBeUndefined()
    for (const wrong of [
      '1 2 constructor x',
      '1 2 in 0',
      '1 2 in 0G',
      '1 2 heard x',
      '1 2 session 1',
      '1 2 session {}',
    ])
      expect(readLine(wrong)).toBeUndefined()
  })
})

function plainBytes(entry: Entry): Partial<{ bytes: Uint8Array }> {
  return 'bytes' in entry ? { bytes: new Uint8Array(entry.bytes) } : {}
}

describe('a recorder', () => {
  it('writes together what a second brings, and nothing when nothing comes', async () => {
    const { clock, parts, recorder } = desk()
    const session = recorder.start('keypad-1', keypad, clock.mono())
    for (let i = 0; i < 5; i++) {
      say(session, clock, press)
      clock.advance(150)
    }
    expect(parts).toHaveLength(0)
    clock.advance(1_000)
    await settled()
    clock.advance(3_600_000)
    await settled()
    expect(parts).toHaveLength(1)
  })

  it('gives up what waits for a slow disk rather than the memory, and tells that something is missing', async () => {
    const { clock, text, recorder, slowDisk } = desk()
    const session = recorder.start('keypad-1', keypad, clock.mono())
    const awake = slowDisk()
    say(session, clock, press)
    clock.advance(1_000)
    for (let i = 0; i < 40; i++) say(session, clock, Buffer.alloc(65_536))
    say(session, clock, press)
    awake()
    await settled()
    clock.advance(2_000)
    await recorder.stop()
    expect(text().length).toBeLessThan(1_200_000)
    const stretches = stretchesOf(text())
    expect(stretches.map(({ isWhole }) => isWhole)).toEqual([true, false])
    expect(stretches[1]?.moments.at(-1)?.outcomes).toMatchObject([{ kind: 'event', name: 'press' }])
  })

  it('tells a session the very time that it writes down, and never an earlier one than it was', async () => {
    const { text, recorder } = desk()
    const told: number[] = []
    const listening: Profile = {
      ...keypad,
      start: (begin) => ({
        ...noRecorder.start('', keypad, begin),
        tick(now) {
          told.push(now)
          return { events: [], writes: [], wakeAt: null, reopen: false }
        },
      }),
    }
    const session = recorder.start('keypad-1', listening, 1)
    for (const now of [1.04, 20.1, 86_400_123.456789]) session.tick(now)
    await recorder.stop()
    expect(told).toEqual([1.1, 20.1, 86_400_123.5])
    expect(
      text()
        .match(/(?<=^1 )\S+(?= tick$)/gm)
        ?.map(Number),
    ).toEqual(told)
  })

  it('keeps the last words of a session that fails', async () => {
    const { clock, text, recorder } = desk()
    const broken: Profile = {
      ...keypad,
      start: (now) => ({
        ...keypad.start(now),
        bytes() {
          throw new Error('Nguyễn Văn Ân')
        },
      }),
    }
    const session = recorder.start('keypad-1', broken, clock.mono())
    expect(() => say(session, clock, press)).toThrow('Nguyễn')
    await recorder.stop()
    expect(text()).toMatch(/ in 023031310333\n.* failed DB-DEV-004\n$/)
  })

  it('keeps no text that is shown, wherever it is said', async () => {
    const { clock, text, recorder } = desk()
    const name = 'Nguyễn Văn Ân'
    const pads = recorder.start('pads-1', buzz, clock.mono(), { variant: 'wired' })
    const shown = recorder.start('panel-1', panel, clock.mono())
    const call = (session: typeof pads, command: string, args: Record<string, string | number>) => {
      try {
        session.command(command, args, clock.mono())
      } catch {
        // It is about what is written down, also when it is refused.
      }
    }
    call(shown, 'show', { top: name, bottom: 'x' })
    call(shown, name, { top: name })
    call(shown, 'lamp', { key: name, state: 'lit' })
    call(pads, 'lamp', { pad: name, [name]: 1 })
    clock.advance(5_000)
    shown.tick(clock.mono())
    await recorder.stop()
    expect(text()).toContain('command show')
    expect(text()).toContain('"state":"lit"')
    expect(text()).not.toMatch(/Nguy|4E677579/i)
  })

  it('records lengths only where a profile tells something personal and has forgotten to say so', async () => {
    const { clock, text, recorder } = desk()
    const source = readFileSync(new URL('../../../device-profiles/generic/stx-keypad.yaml', import.meta.url), 'utf8')
    const careless = compile(
      source.replace(/event: press, data: \{ key: key,/, 'event: card, data: { uid: key,').replace(/tests:[\s\S]*/, ''),
    )
    say(recorder.start('keypad-1', careless, clock.mono()), clock, press)
    await recorder.stop()
    expect(text()).toMatch(/ heard 6\n.* event 1 card \{"uid":"•••"/)
    expect(text()).not.toContain('0230')
  })

  it('is not needed', async () => {
    const session = noRecorder.start('keypad-1', keypad, 0)
    expect(session.bytes(press, 1).events).toHaveLength(1)
    expect(session.stats().frames).toBe(1)
    await noRecorder.stop()
  })
})

describe('a piece of a recording', () => {
  const seed = seedOfRun()
  it(`tells nothing wrong wherever it is cut, and the same when it is written and read again (SEED=${seed})`, async () => {
    const { unit } = seededRandom(seed)
    const { clock, text, recorder } = desk()
    const session = recorder.start('pads-1', buzz, clock.mono(), { variant: 'wireless' })
    session.open(clock.mono())
    for (let i = 0; i < 200; i++) {
      clock.advance(unit() * 100)
      const pads = Math.floor(unit() * 2 ** 20)
      const report = Uint8Array.of(0x7f, 0x7f, pads & 0xff, (pads >> 8) & 0xff, 0xf0 | (pads >> 16))
      const { events } = session.report(0, report, clock.mono())
      for (const { id } of events) session.accepted(id, clock.mono())
    }
    await recorder.stop()
    const [stretch] = stretchesOf(text())
    if (!stretch) throw new Error('nothing was recorded')
    expect(stretchesOf(`${writeStretches([stretch]).join('\n')}\n`)).toEqual([stretch])
    for (let run = 0; run < 20; run++) {
      const from = clock.wall() - unit() * 10_000
      const piece = cutStretch(stretch, from, from + 2_000)
      const compared = piece ? replay(piece, buzz) : []
      expect(
        compared.filter(({ verdict }) => verdict === 'different'),
        `from ${from}`,
      ).toEqual([])
    }
    expect(cutStretch(stretch, clock.wall() + 1, Number.POSITIVE_INFINITY)).toBeUndefined()
  })
})
