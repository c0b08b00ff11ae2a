import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Attached, createBus } from '../../src/bus/index.ts'
import type { DeskInput } from '../../src/contract/index.ts'
import { createDevices, noRecorder } from '../../src/device/index.ts'
import { systemClock as clock, silentLog as log, systemRandom as random } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { serialPair } from '../../test/support/serial.ts'
import { until } from '../../test/support/wait.ts'
import type { AdoptionRule } from '../config/config.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary, type ProfileLibrary } from '../profile-library.ts'
import { startAdoption } from './adoption.ts'
import { openDeviceBook } from './book.ts'

/** A library of a keypad that is known by its USB adapter, and of one that says nothing of itself. */
function twoKeypads(): ProfileLibrary {
  const folder = temporaryFolder()
  const stx = readFileSync(join(libraryFolder, 'generic', 'stx-keypad.yaml'), 'utf8')
  const known = stx
    .replace('generic.stx-keypad', 'test.usb-keypad')
    .replace('{ bound: serial }', '{ usb: { vid: 0x1234, pid: [0x0001] } }')
  writeFileSync(join(folder, 'keypad.yaml'), known)
  writeFileSync(join(folder, 'bound.yaml'), stx.replace('generic.stx-keypad', 'test.bound-keypad'))
  return loadLibrary(folder)
}

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

function startDesk(folder: string, rules: readonly AdoptionRule[] = [], library = twoKeypads()) {
  const bus = createBus({ clock, log })
  const inputs: DeskInput[] = []
  const hints = new Set<() => void>()
  let attached: readonly Attached[] = []
  const book = openDeviceBook(folder, log)
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
        hints.add(listener)
        return () => hints.delete(listener)
      },
    },
    accept: async (input) => void inputs.push(input),
    isKnown: () => false,
    healthChanged: () => {},
  })
  const adoption = startAdoption({ devices, book, library, counters: ['5', '6'], rules })
  running.push(async () => {
    adoption.stop()
    await devices.stop()
    await bus.stop()
  })
  const plug = (...now: readonly Attached[]) => {
    attached = now
    for (const hint of hints) hint()
  }
  return { devices, adoption, inputs, plug }
}

async function pluggedKeypad() {
  const cable = await serialPair()
  const attached: Attached = { wire: 'serial', path: cable.port, place: 'socket-1', usb: { vid: 0x1234, pid: 1 } }
  return { attached, pressNext: () => cable.send(Buffer.from('023031310333', 'hex')) }
}

describe('a device that is plugged in and stands in no configuration', () => {
  test('is offered with what it is for, and works from the click on, also after the next start', async () => {
    const folder = temporaryFolder()
    const { attached, pressNext } = await pluggedKeypad()
    const first = startDesk(folder)
    first.plug(attached)
    await until('it is offered', () => first.adoption.offers().length === 1)
    expect(first.adoption.offers()).toMatchObject([{ path: attached.path, role: 'call-keypad', place: 'socket-1' }])
    const name = first.adoption.adopt({ path: attached.path, counter: '6', keys: { next: 'recall' } })
    expect(first.adoption.offers()).toEqual([])
    await until('it works', () => first.devices.health()[0]?.state === 'ready')
    pressNext()
    await until('the press is there', () => first.inputs.length === 1)
    expect(first.inputs).toMatchObject([{ counter: '6', action: 'recall', source: name }])
    await running.pop()?.()

    const second = startDesk(folder)
    second.plug(attached)
    await until('it works again', () => second.devices.health()[0]?.state === 'ready')
    await second.adoption.release(name)
    await until('it is offered again', () => second.adoption.offers().length === 1)
    expect(second.devices.health()).toEqual([])
  })

  test('is taken by a rule of the site without a click', async () => {
    const { attached } = await pluggedKeypad()
    const desk = startDesk(temporaryFolder(), [{ profile: 'test.usb-keypad', counter: '5' }])
    desk.plug(attached)
    await until('it works', () => desk.devices.health()[0]?.state === 'ready')
    expect(desk.devices.health()).toMatchObject([{ counter: '5', profile: 'test.usb-keypad', role: 'call-keypad' }])
  })

  test.each(['place', 'port'] as const)(
    'works by its %s where somebody says what it is, also after the next start',
    async (by) => {
      const folder = temporaryFolder()
      const { attached, pressNext } = await pluggedKeypad()
      const { usb: _, ...silent } = attached
      const first = startDesk(folder)
      first.plug(silent)
      await until('it is seen', () => first.devices.unclaimed().length === 1)
      const where = { path: attached.path, ...(by === 'place' ? { place: 'socket-1' } : {}) }
      expect(() => first.adoption.adoptNamed({ profile: 'test.no-keypad', counter: '5', ...where })).toThrow(
        'DB-AGT-007',
      )
      const name = first.adoption.adoptNamed({ profile: 'test.bound-keypad', counter: '5', ...where })
      await until('it works', () => first.devices.health()[0]?.state === 'ready')
      await running.pop()?.()

      const second = startDesk(folder)
      second.plug(silent)
      await until('it works again', () => second.devices.health()[0]?.state === 'ready')
      pressNext()
      await until('the press is there', () => second.inputs.length === 1)
      expect(second.inputs).toMatchObject([{ counter: '5', action: 'next', source: name }])
    },
  )

  test('is offered as soon as its profile has been learnt', async () => {
    const { attached } = await pluggedKeypad()
    const stranger = { ...attached, usb: { vid: 0x4321, pid: 2 } }
    const library = twoKeypads()
    const desk = startDesk(temporaryFolder(), [], library)
    desk.plug(stranger)
    await until('it is seen', () => desk.devices.unclaimed().length === 1)
    expect(desk.adoption.offers()).toEqual([])
    const learnt = temporaryFolder()
    const known = readFileSync(join(libraryFolder, 'generic', 'stx-keypad.yaml'), 'utf8')
    const source = known.replace('generic.stx-keypad', 'learnt.keypad')
    writeFileSync(join(learnt, 'k.yaml'), source.replace('{ bound: serial }', '{ usb: { vid: 0x4321, pid: [2] } }'))
    library.reload(learnt)
    expect(desk.adoption.offers()).toMatchObject([{ path: attached.path, profile: 'learnt.keypad' }])
    desk.adoption.adoptNamed({ profile: 'learnt.keypad', counter: '5', path: attached.path })
    expect(desk.adoption.offers()).toEqual([])
    await until('it works', () => desk.devices.health()[0]?.state === 'ready')
  })

  test('is refused for a counter that the desk does not have, and when it is gone', async () => {
    const { attached } = await pluggedKeypad()
    const desk = startDesk(temporaryFolder())
    desk.plug(attached)
    await until('it is offered', () => desk.adoption.offers().length === 1)
    expect(() => desk.adoption.adopt({ path: attached.path, counter: '9' })).toThrow(
      expect.objectContaining({ code: 'DB-AGT-004' }),
    )
    desk.plug()
    await until('it is gone', () => desk.adoption.offers().length === 0)
    expect(() => desk.adoption.adopt({ path: attached.path, counter: '5' })).toThrow(
      expect.objectContaining({ code: 'DB-AGT-007' }),
    )
    await expect(desk.adoption.release('keypad-9')).rejects.toMatchObject({ code: 'DB-AGT-008' })
  })
})
