import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ptyDevice } from '../../src/bus/bus.fixture.ts'
import { createBus } from '../../src/bus/index.ts'
import { lint, runVectors } from '../../src/profile/index.ts'
import { systemClock as clock, fakeClock, silentLog as log } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { serialPair } from '../../test/support/serial.ts'
import { until } from '../../test/support/wait.ts'
import type { Learnable } from './learnable.ts'
import type { LessonStep, LessonView } from './lesson-view.ts'
import { createLearnSession, type LearnSession } from './session.ts'

/** The keypad that nobody knows: STX, unit, key, ETX and the XOR of what is between. */
const says: Readonly<Record<string, string>> = { 'Gọi tiếp': '023031310333', 'Gọi lại': '023031320330' }
const bytesOf = (key: string) => Buffer.from(says[key] ?? '', 'hex')

function startSession(sessionClock = clock) {
  const bus = createBus({ clock, log })
  onTestFinished(() => bus.stop())
  const folder = join(temporaryFolder(), 'profiles')
  const saved: string[] = []
  const used: { device: Learnable; profile: string; counter: string }[] = []
  const session = createLearnSession({
    bus,
    clock: sessionClock,
    folder,
    idleMs: 300,
    unclaimed: () => [],
    isTaken: (id) => id === 'learnt.ban-phim-goi-so',
    saved: () => saved.push('saved'),
    use(device, profile, counter) {
      used.push({ device, profile, counter })
      return 'call-keypad-1'
    },
  })
  onTestFinished(() => session.cancel())
  return { session, folder, saved, used }
}

/** The step of the lesson that runs, once it fits. */
async function step<Kind extends LessonStep['kind']>(
  session: LearnSession,
  kind: Kind,
  fits = (_: LessonStep) => true,
) {
  await until(kind, () => {
    const state = session.state()
    if (state.kind === 'failed') throw new Error(state.problem.code)
    return state.kind === 'learning' && state.step.kind === kind && fits(state.step)
  })
}

async function learnt(session: LearnSession): Promise<Extract<LessonView, { kind: 'learnt' }>> {
  await until('it is learnt', () => session.state().kind !== 'learning')
  const state = session.state()
  if (state.kind !== 'learnt') throw new Error(JSON.stringify(state))
  return state
}

describe('learning in a running desk', () => {
  test('leads from the first press on a real line to a saved profile that is clean', async () => {
    const keypad = await serialPair()
    const { session, folder, saved, used } = startSession()
    expect(session.state()).toEqual({ kind: 'none' })
    session.start({ path: keypad.port, name: 'Bàn phím gọi số' })
    for (const press of [1, 2]) {
      await step(session, 'speed', (one) => one.kind === 'speed' && one.press === press)
      keypad.send(bytesOf('Gọi tiếp'))
    }
    await step(session, 'names')
    expect(() => session.answer('12')).toThrow('DB-PRO-097')
    session.answer('Gọi tiếp, Gọi lại')
    for (const [label, round] of [
      ['Gọi tiếp', 1],
      ['Gọi lại', 1],
      ['Gọi lại', 2],
      ['Gọi tiếp', 2],
    ] as const) {
      await step(session, 'press', (one) => one.kind === 'press' && one.label === label && one.round === round)
      keypad.send(bytesOf(label))
      await step(session, 'release')
    }
    const { source, profile, keys, heard } = await learnt(session)
    expect(profile).toBe('learnt.ban-phim-goi-so-2')
    expect(keys).toEqual([
      { key: 'next', label: 'Gọi tiếp', presses: 2 },
      { key: 'recall', label: 'Gọi lại', presses: 2 },
    ])
    expect(heard.chunks).toContain('02 30 31 31 03 33')
    expect(() => session.use('5')).toThrow('DB-AGT-021')
    expect(session.save()).toBe(join(folder, `${profile}.yaml`))
    expect(session.save()).toBe(join(folder, `${profile}.yaml`))
    expect(saved).toEqual(['saved'])
    const written = readFileSync(join(folder, `${profile}.yaml`), 'utf8')
    expect(written).toBe(source)
    expect(lint(written)).toEqual([])
    expect(runVectors(written)).toMatchObject({ failed: 0 })
    expect(session.use('5')).toBe('call-keypad-1')
    expect(used).toEqual([{ device: { wire: 'serial', path: keypad.port }, profile, counter: '5' }])
    expect(session.state()).toMatchObject({ kind: 'learnt', usedAs: 'call-keypad-1' })
  })

  test('is one at a time, and gives the port back when it is cancelled', async () => {
    const keypad = await serialPair()
    const { session } = startSession()
    session.start({ path: keypad.port, name: 'Pad', baud: 9600 })
    await step(session, 'names')
    expect(() => session.start({ path: 'COM7', name: 'Pad' })).toThrow('DB-AGT-020')
    await session.cancel()
    expect(session.state()).toEqual({ kind: 'none' })
    expect(() => session.answer('next')).toThrow('DB-AGT-021')
    session.start({ path: keypad.port, name: 'Pad', baud: 9600 })
    await step(session, 'names')
  })

  test('shows the last of what is heard, however much a device says', async () => {
    const keypad = await serialPair()
    const { session } = startSession()
    session.start({ path: keypad.port, name: 'Pad', baud: 9600 })
    await step(session, 'names')
    const heard = () => {
      const state = session.state()
      return state.kind === 'learning' ? state.heard : { chunks: [], count: 0 }
    }
    for (let count = 1; count <= 25; count++) {
      keypad.send(Uint8Array.of(count))
      await until('it is heard', () => heard().count >= count)
    }
    expect(heard().chunks).toHaveLength(20)
    expect(heard().chunks.at(-1)).toBe('19')
    keypad.send(new Uint8Array(5_000))
    await until('the flood is heard', () => heard().chunks.some((chunk) => chunk.endsWith('…')))
    expect(Math.max(...heard().chunks.map(({ length }) => length))).toBeLessThan(110)
  })

  test('says with a code why a port cannot be learnt', async () => {
    const { session } = startSession()
    session.start({ path: '/dev/tty-nobody', name: 'Pad', baud: 9600 })
    await until('it fails', () => session.state().kind === 'failed')
    expect(session.state()).toMatchObject({ problem: { code: 'DB-SER-001', args: { port: '/dev/tty-nobody' } } })
  })

  test('says that the device was pulled out in the middle', async () => {
    const pty = await ptyDevice()
    const { session } = startSession()
    session.start({ path: pty.path, name: 'Pad', baud: 9600 })
    await step(session, 'names')
    pty.unplug()
    await until('it fails', () => session.state().kind === 'failed')
    expect(session.state()).toMatchObject({ problem: { code: 'DB-SER-006', args: { port: pty.path } } })
  })

  test('ends by itself when nobody has answered for ten minutes', async () => {
    const keypad = await serialPair()
    const time = fakeClock()
    const { session } = startSession(time)
    session.start({ path: keypad.port, name: 'Pad', baud: 9600 })
    await step(session, 'names')
    time.advance(9 * 60_000)
    expect(session.state().kind).toBe('learning')
    time.advance(60_000)
    expect(session.state()).toMatchObject({ kind: 'failed', problem: { code: 'DB-AGT-022' } })
    await session.cancel()
    session.start({ path: keypad.port, name: 'Pad', baud: 9600 })
    await step(session, 'names')
  })
})
