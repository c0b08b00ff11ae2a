import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Attached, createBus } from '../../src/bus/index.ts'
import { createDevices, noRecorder } from '../../src/device/index.ts'
import { systemClock as clock, silentLog as log, systemRandom as random } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { type SerialPair, serialPair } from '../../test/support/serial.ts'
import { until } from '../../test/support/wait.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary } from '../profile-library.ts'
import { startAdoption } from './adoption.ts'
import { openDeviceBook } from './book.ts'

const question = 'I*381D\r\n'
const answer = 'I 5E2D90B7 1 5E2D9001 open-panel 1.0.0*876B\r\n'
const press = 'K 5E2D90B7 1 next*6D10\r\n'

/** A library of these profiles, each of which asks any free port whether it is the open panel. */
function panels(...ids: readonly string[]) {
  const folder = temporaryFolder()
  const source = readFileSync(join(libraryFolder, 'open', 'line-panel.yaml'), 'utf8')
  const asked = source.replace(/- \{ usb: .*?, probe/, '- { probe').replace(/^ *- \{ usb: .*\n/m, '')
  for (const id of ids) writeFileSync(join(folder, `${id}.yaml`), asked.replace('deskbridge.line-panel', id))
  return loadLibrary(folder)
}

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

function startDesk({ library = panels('test.panel'), folder = temporaryFolder(), mayAsk = (_: Attached) => true }) {
  const bus = createBus({ clock, log })
  const book = openDeviceBook(folder, log)
  const inputs: string[] = []
  let attached: readonly Attached[] = []
  let hint = () => {}
  const devices = createDevices({
    clock,
    log,
    random,
    memory: book,
    recorder: noRecorder,
    // Only what is plugged in is played: the wires are real.
    bus: {
      ...bus,
      attached: async () => attached,
      onHint(listener) {
        hint = listener
        return () => {}
      },
    },
    asking: { candidates: (one) => library.candidates(one), mayAsk },
    accept: async ({ source }) => void inputs.push(source),
    isKnown: () => false,
    healthChanged: () => {},
  })
  const adoption = startAdoption({ devices, book, library, counters: ['5'], rules: [] })
  running.push(async () => {
    adoption.stop()
    await devices.stop()
    await bus.stop()
  })
  const plug = (...now: readonly Attached[]) => {
    attached = now
    hint()
  }
  return { devices, adoption, inputs, plug }
}

const at = ({ port }: SerialPair): Attached => ({ wire: 'serial', path: port, place: 'socket-1' })

/** A device that says this to each of the questions that it is asked; the last one to all that follow. */
function answering(cable: SerialPair, ...answers: readonly string[]): () => number {
  let asked = 0
  const timer = setInterval(() => {
    const questions = String(cable.received()).split('\r\n').length - 1
    while (asked < questions) cable.send(answers[Math.min(asked++, answers.length - 1)] ?? '')
  }, 5)
  running.push(async () => clearInterval(timer))
  return () => asked
}

describe('a plugged device that only an answer can tell', () => {
  test('is asked twice, offered, and known by its socket from then on', async () => {
    const cable = await serialPair()
    const folder = temporaryFolder()
    answering(cable, answer)
    const first = startDesk({ folder })
    first.plug(at(cable))
    await until('it is offered', () => first.adoption.offers().length === 1)
    expect(String(cable.received())).toBe(question.repeat(2))
    const name = first.adoption.adopt({ path: cable.port, counter: '5' })
    await until('it works', () => first.devices.health()[0]?.state === 'ready')
    await running.pop()?.()

    const second = startDesk({ folder })
    second.plug(at(cable))
    await until('it works again', () => second.devices.health()[0]?.state === 'ready')
    cable.send(press)
    await until('the press is there', () => second.inputs.length === 1)
    expect(second.inputs).toEqual([name])
  })

  test.each([
    ['nothing', ['']],
    ['something else', ['E 01\r\n']],
    ['the right thing only once', [answer, '']],
    ['a corrupted line', [answer.replace('open', 'oqen')]],
  ])('is not offered when it says %s', async (_, answers) => {
    const cable = await serialPair()
    const asked = answering(cable, ...answers)
    const desk = startDesk({})
    const other = await serialPair()
    answering(other, answer)
    desk.plug(at(cable), { ...at(other), place: 'socket-2' })
    // The one behind it is asked when it was given up.
    await until('the other is offered', () => desk.adoption.offers().length === 1)
    expect(desk.adoption.offers()).toMatchObject([{ path: other.port }])
    expect(asked()).toBe(answers.length)
  })

  test('is nobody’s where two profiles are answered alike, and both are named', async () => {
    const cable = await serialPair()
    answering(cable, answer)
    const desk = startDesk({ library: panels('test.one', 'test.other') })
    desk.plug(at(cable))
    await until('it is in doubt', () => desk.adoption.doubts().length === 1)
    const doubt = { path: cable.port, place: 'socket-1', profiles: ['test.one', 'test.other'] }
    expect(desk.adoption.doubts()).toEqual([doubt])
    expect(desk.adoption.offers()).toEqual([])
  })

  test('is not asked at a port that the site names', async () => {
    const named = await serialPair()
    const other = await serialPair()
    answering(other, answer)
    const desk = startDesk({ mayAsk: ({ path }: Attached) => path !== named.port })
    desk.plug(at(named), { ...at(other), place: 'socket-2' })
    await until('the other is offered', () => desk.adoption.offers().length === 1)
    expect(named.received()).toHaveLength(0)
  })

  test('gives its port at once to whoever needs it', async () => {
    const cable = await serialPair()
    const desk = startDesk({})
    desk.plug(at(cable))
    await until('it is asked', () => String(cable.received()) === question)
    const settings = { baud: 9600, data: 8, parity: 'none', stop: 1, flow: 'none' } as const
    const wire = await desk.devices.open({ kind: 'serial', path: cable.port, settings }, new AbortController().signal)
    expect(desk.adoption.offers()).toEqual([])
    await wire.close()
  })
})
