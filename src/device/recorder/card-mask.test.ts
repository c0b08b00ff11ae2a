import { describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock, keptLog, seededRandom, seedOfRun } from '../../../test/support/faces.ts'
import { libraryProfile } from '../device.fixture.ts'
import { asTest } from './as-test.ts'
import type { RecordedSession } from './recorded-session.ts'
import { createRecorder } from './recorder.ts'
import { replay } from './replay.ts'
import { readStretches } from './stretches.ts'

const keypad = libraryProfile('generic/stx-keypad.yaml')
const pads = libraryProfile('sony/buzz.yaml')
const press = Buffer.from('023031310333', 'hex')
const seed = seedOfRun()

const qr = '001199000123|123456789|Nguyễn Thị An|15021999|Nữ|Số 1 Phố Ví Dụ, Phường Mẫu, Hà Nội|20032021'
const newer = '079203000456||Trần Văn Bình|07112003|Nam|2 Đường Mẫu, TP. Hồ Chí Minh|01062025||||Trần Văn Cả|Lê Thị Dẻo'
const zone = ['IDVNM1990001238001199000123<<8', '9902159F3902157VNM<<<<<<<<<<<4', 'NGUYEN<<THI<AN<<<<<<<<<<<<<<<<']
const passport = ['P<VNMNGUYEN<<THI<AN<<<<<<<<<<<<<<<<<<<<<<<<<', 'C1234567<0VNM9902159F3902157001199000123<<82']
const cards = [`${qr}\r\n`, newer, `${zone.join('\r\n')}\r`, zone.join(''), passport.join('\n'), '001199000123\r']
/** All that tells something of a person. */
const planted = [
  ...[qr, newer].flatMap((text) => text.split(/[| ,]+/)),
  ...[...zone, ...passport].flatMap((line) => line.split(/<+/)),
  ...['199000123', '990215', '1199000123', '99000'],
].filter((item) => item.length > 4)

/** A device at a desk whose recording is kept in memory. */
function desk(profile = keypad) {
  const clock = fakeClock()
  let lines = ''
  const sink = {
    async append(more: string) {
      lines += more
    },
    close: async () => undefined,
  }
  const recorder = createRecorder({ clock, log: keptLog(), sink, run: 'r' })
  const session = recorder.start('keypad-1', profile, clock.mono())
  return {
    clock,
    session,
    lines: () => lines,
    async stop() {
      await recorder.stop()
      return lines
    },
  }
}

/** Which of the planted items a recording holds, in whatever spelling. */
function found(recording: string): string[] {
  const said = [...recording.matchAll(/ (?:in|out|report \d+) ([0-9A-F]+)/g)].map(([, hex = '']) => hex)
  const texts = said.map((hex) => Buffer.from(hex, 'hex').toString('utf8'))
  const all = `${recording}\n${texts.join('')}\n${texts.map((text) => text.replace(/[^ -~\u0080-\uffff]/g, '')).join('')}`
  return planted.filter((item) => all.toLowerCase().includes(item.toLowerCase()))
}

/** Bytes in reads as a driver may give them. */
function* reads(bytes: Uint8Array, unit: () => number, most: number): Generator<Uint8Array> {
  for (let from = 0, to = 0; from < bytes.length; from = to) {
    to = from + 1 + Math.floor(unit() * most)
    yield bytes.subarray(from, to)
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const say = (session: RecordedSession, clock: FakeClock, bytes: Uint8Array) => session.bytes(bytes, clock.mono())

describe(`a card read by a scanner that is taken for a keypad (SEED=${seed})`, () => {
  it.each([1, 3, 20, 64, 1_000])('is in no recording, in reads of up to %i bytes', async (most) => {
    const { unit } = seededRandom(seed)
    for (const card of cards) {
      const { clock, session, stop } = desk()
      say(session, clock, press)
      clock.advance(400 + 1_000 * unit())
      for (const part of reads(Buffer.from(card), unit, most)) {
        say(session, clock, part)
        clock.advance(unit() * 20)
      }
      clock.advance(2_000)
      say(session, clock, press)
      clock.advance(2_000)
      const recording = await stop()
      expect(found(recording), `SEED=${seed} ${card}`).toEqual([])
      expect(recording).toMatch(/ heard \d+\n/)
      expect(recording.match(/ in 023031310333\n\S+ \S+ event /g), `SEED=${seed} ${card}`).toHaveLength(2)
    }
  })

  it('with a scanner that stammers in the middle of it is in none', async () => {
    const { clock, session, stop } = desk()
    for (const part of qr.split(/(?=\|)/)) {
      say(session, clock, Buffer.from(part))
      clock.advance(1_500)
    }
    expect(found(await stop())).toEqual([])
  })

  it('in the reports of a scanner is in none, either', async () => {
    const { clock, session, stop } = desk(pads)
    for (const part of reads(Buffer.from(qr), () => 0.99, 56)) {
      // As HID POS scanners send it: how many bytes, what kind of code, and zeros behind.
      const report = Buffer.concat([
        Uint8Array.of(part.length),
        Buffer.from(']Q1'),
        part,
        Buffer.alloc(60 - part.length),
      ])
      session.report(2, report, clock.mono())
      clock.advance(8)
    }
    clock.advance(2_000)
    expect(found(await stop())).toEqual([])
  })

  it('typed key by key is in none', async () => {
    const { clock, session, stop } = desk(pads)
    const typed = typedReports('001199000123|NGUYEN THI AN|15021999')
    for (const report of typed) {
      session.report(0, report, clock.mono())
      clock.advance(10)
    }
    clock.advance(2_000)
    const recording = await stop()
    const keys = [...recording.matchAll(/ report 0 [0-9A-F]{4}([0-9A-F]{2})[0-9A-F]{10}\n/g)].map(([, key]) => key)
    expect(keys.filter((key) => key !== '00').length).toBeLessThan(4)
    expect(recording.match(/ heard 8\n/g)?.length).toBeGreaterThan(typed.length - 8)
  })
})

describe('a recording in which a card was masked', () => {
  it('is replayed and made a test of, as far as it goes', async () => {
    const { clock, session, stop } = desk()
    say(session, clock, press)
    clock.advance(2_000)
    say(session, clock, Buffer.from(`${qr}\r`))
    clock.advance(2_000)
    say(session, clock, press)
    const [stretch] = readStretches((await stop()).split('\n').slice(0, -1))
    if (!stretch) throw new Error('nothing was recorded')
    expect(replay(stretch, keypad).filter(({ verdict }) => verdict === 'different')).toEqual([])
    expect(JSON.stringify(asTest(stretch, keypad))).not.toMatch(/30 ?30 ?31 ?31/)
  })
})

describe('what is no card', () => {
  it('is written whole and within two seconds, however it is cut', async () => {
    const { clock, session, lines } = desk()
    const frames = 'KEY 5 DOWN\r\n12345678\r\n*07*19*\r\n0123456789012345\r\nWEIGHT 000123.40 KG'
    for (const part of reads(Buffer.from(frames), () => 0.5, 4)) {
      say(session, clock, part)
      clock.advance(5)
    }
    clock.advance(2_000)
    await settled()
    const whole = [...lines().matchAll(/ in ([0-9A-F]+)/g)].map(([, hex]) => hex).join('')
    expect(Buffer.from(whole, 'hex').toString()).toBe(frames)
    expect(lines()).not.toContain(' heard ')
  })

  it('is not kept in memory, however long a device says it without an end', async () => {
    const { clock, session, lines, stop } = desk()
    for (let said = 0; said < 2_000; said++) {
      say(session, clock, Buffer.from('ABCDEFGH'))
      clock.advance(10)
      if (said % 50 === 0) await settled()
    }
    await settled()
    expect(lines().match(/ in 4142434445464748\n/g)?.length).toBeGreaterThan(1_700)
    expect((await stop()).match(/ in 4142434445464748\n/g)).toHaveLength(2_000)
  })
})

/** The reports of a keyboard: each key down with its modifiers, and up. */
function typedReports(text: string): Uint8Array[] {
  return [...text].flatMap((character) => {
    const [key, isShifted] = keyOf(character)
    return [Uint8Array.of(isShifted ? 2 : 0, 0, key, 0, 0, 0, 0, 0), new Uint8Array(8)]
  })
}

function keyOf(character: string): readonly [number, boolean] {
  if (character === '|') return [0x31, true]
  if (character === ' ') return [0x2c, false]
  const digit = '1234567890'.indexOf(character)
  return digit >= 0 ? [0x1e + digit, false] : [0x04 + character.charCodeAt(0) - 65, true]
}
