import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type PtyDevice, ptyDevice } from '../../src/bus/bus.fixture.ts'
import type { CallAction } from '../../src/contract/index.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { childOf, footprintOf } from './harness/measure.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { scale, seedFor } from './scale.ts'

const rounds = scale.pick({ short: 1, whole: 30, long: 500 })
const megabytes = scale.pick({ short: 1, whole: 10, long: 10 })
/** What a process may hold more once the noise is over: garbage is given back within a minute. */
const megabytesMore = 40
const givenBackMs = 180_000

const stx = 0x02
const [frameLength, etx] = [6, 0x03]
/** Keys of generic.stx-keypad. */
const codes = { next: 0x31, recall: 0x32, begin: 0x33, skip: 0x34 } as const
const keys = Object.keys(codes) as (keyof typeof codes)[]

/** What a broken keypad says around one press, which alone may be taken; some say a second one. */
type Attack = (frame: Buffer, chance: Chance, device: PtyDevice) => Promise<void>

const attacks: Readonly<Record<string, Attack>> = {
  'random bytes': async (frame, chance, { send }) => {
    for (let n = 0; n < megabytes; n++) await send(withoutFrames(chance.bytes(2 ** 20), Buffer.alloc(0)))
    await send(withoutFrames(chance.bytes(1_000), frame))
  },
  NULs: (frame, _, { send }) => send(Buffer.concat([Buffer.alloc(100_000), frame])),
  'start bytes only': (frame, _, { send }) => send(Buffer.concat([Buffer.alloc(100_000, stx), frame])),
  'half frames': async (frame, _, { send }) => {
    const halves = [1, 2, 3, 4, 5].map((length) => frame.subarray(0, length))
    await send(Buffer.concat([...halves, frame]))
  },
  'half a frame and silence': async (frame, _, { send }) => {
    await send(frame.subarray(0, 4))
    // Longer than the profile waits for the rest of a frame.
    await pause(500)
    await send(frame.subarray(4))
    await send(frame)
  },
  'frames with any one bit flipped': async (frame, _, { send }) => {
    const spoilt = Array.from({ length: 8 * frameLength }, (_, bit) => flipped(frame, bit))
    await send(Buffer.concat([...spoilt, frame]))
  },
}

it.runIf(has('socat'))(
  'T22 whatever a serial keypad says, memory stays, the next good frame counts once, and errors are counted',
  async ({ annotate }) => {
    const chance = chanceOf(seedFor('T22'))
    const device = await ptyDevice()
    const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
      devices: [{ name: 'pad-1', profile: 'generic.stx-keypad', port: device.path, counter: 5 }],
    })
    await desk.untilDevice('pad-1', 'ready')
    const expected: CallAction[] = []
    const press = async (attack: Attack) => {
      const key = keys[chance.between(0, keys.length - 1)] ?? 'next'
      expected.push(key)
      await attack(frameOf(key), chance, device)
      await untilPressed(desk, expected)
    }
    await press((frame, _, { send }) => send(frame))
    const processes = [desk.pid, childOf(desk.pid, 'serial') ?? 0]
    const before = processes.map((pid) => footprintOf(pid).residentMegabytes)
    for (let round = 0; round < rounds; round++) {
      for (const attack of Object.values(attacks)) await press(attack)
      expected.push('next', 'recall')
      await device.send(Buffer.concat([frameOf('next'), frameOf('recall')]))
      await untilPressed(desk, expected)
    }
    const { session, losses } = await desk.diagnostics('pad-1')
    expect(losses).toBe(0)
    expect(session?.dropped).toBeGreaterThan(rounds * megabytes * 2 ** 20)
    expect(session?.checkFailures).toBeGreaterThanOrEqual(rounds * 8)
    const more = () => processes.map((pid, index) => footprintOf(pid).residentMegabytes - (before[index] ?? 0))
    const atOnce = more()
    const isBack = () => more().every((one) => one <= megabytesMore)
    await until(`at most ${megabytesMore} MB more: ${more().join(', ')}`, isBack, givenBackMs)
    await annotate(
      `after ${megabytesIn(session)} MB: core and serial process ${inWords(atOnce)}, then ${inWords(more())}`,
    )
    device.unplug()
  },
)

/** A panel that says lines: the noise has no end of a line, and its next line begins in the middle of one. */
it.runIf(has('socat'))('T22 a panel of lines is understood again after noise without an end', async () => {
  const device = await ptyDevice()
  const desk = await ShippedDesk.start('mqtt://127.0.0.1:1', {
    devices: [{ name: 'panel-1', profile: 'deskbridge.ascii-panel', port: device.path, counter: 5 }],
  })
  await desk.untilDevice('panel-1', 'ready')
  const child = childOf(desk.pid, 'serial') ?? 0
  await device.send(line(1, 'next'))
  await untilPressed(desk, ['next'])
  const before = footprintOf(child).residentMegabytes
  for (let n = 0; n < megabytes; n++) await device.send(Buffer.alloc(2 ** 20, 'K 00A1 '))
  await device.send(`\r\n${line(2, 'recall')}`)
  await untilPressed(desk, ['next', 'recall'])
  expect(footprintOf(child).residentMegabytes - before, 'megabytes more').toBeLessThan(megabytesMore)

  await device.send(`K 00A1 3 ski${line(3, 'skip')}`)
  await untilPressed(desk, ['next', 'recall', 'skip'])
  for (const byte of Buffer.from(line(4, 'begin'))) await device.send(Uint8Array.of(byte)).then(() => pause(5))
  await untilPressed(desk, ['next', 'recall', 'skip', 'begin'])
  // The child tells now and then what it had to drop.
  await until('it is counted', async () => ((await desk.diagnostics('panel-1')).wire?.droppedLines ?? 0) > 0)
  const { session, losses } = await desk.diagnostics('panel-1')
  expect(losses).toBe(0)
  expect(session?.dropped).toBeGreaterThan(0)
  device.unplug()
})

const inWords = (all: readonly number[]) => `${all.map((one) => `${one.toFixed(0)} MB`).join(' and ')} more`

const megabytesIn = (session: { readonly bytes: number } | undefined) => Math.round((session?.bytes ?? 0) / 2 ** 20)

async function untilPressed(desk: ShippedDesk, expected: readonly CallAction[]): Promise<void> {
  await until('the press is on disk', async () => (await desk.pressed()).length >= expected.length, 120_000)
  expect(await desk.pressed()).toEqual(expected)
}

/** STX, the unit, the key, ETX, and everything behind the first joined by XOR. */
function frameOf(key: keyof typeof codes): Buffer {
  const inner = [0x30, 0x31, codes[key], etx]
  return Buffer.from([stx, ...inner, inner.reduce((sum, byte) => sum ^ byte, 0)])
}

/** Noise in front of `end`, in which no six bytes are a frame by chance. */
function withoutFrames(noise: Uint8Array, end: Uint8Array): Buffer {
  const all = Buffer.concat([noise, end])
  for (let at = 0; at < noise.length; at++) if (isFrame(all, at)) all[at] = stx + 1
  return all
}

function isFrame(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== stx || bytes[at + 4] !== etx) return false
  return bytes.subarray(at + 1, at + frameLength).reduce((sum, byte) => sum ^ byte, 0) === 0
}

function flipped(frame: Buffer, bit: number): Buffer {
  const spoilt = Buffer.from(frame)
  spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return spoilt
}

/** A line of the panel, with its check. */
function line(number: number, key: CallAction): string {
  const text = `K 00A1 ${number} ${key}`
  const check = Buffer.from(text).reduce((sum, byte) => sum ^ byte, 0)
  return `${text}*${check.toString(16).toUpperCase().padStart(2, '0')}\r\n`
}
