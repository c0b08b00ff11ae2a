import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../../test/support/faces.ts'
import type { Attached } from '../../bus/index.ts'
import { libraryProfile } from '../device.fixture.ts'
import { assign, type Expected, marksOf, type Sighting } from './assign.ts'

const pedal = libraryProfile('xkeys/xk3-foot-pedal.yaml')
const keypad = libraryProfile('generic/stx-keypad.yaml')

/** A pedal in a socket; without a serial number, as they come. */
function plugged(place: string, path: string, serial?: string): Attached {
  const usb = { vid: 0x05f3, pid: 1080, interface: 0, ...(serial === undefined ? {} : { serial }) }
  return { wire: 'hid', path, place, usb, hid: { usagePage: 12, usage: 1 } }
}

function pedalOf(name: string, more: Partial<Expected> = {}): Expected {
  return { name, profile: pedal, told: {}, remembered: {}, ...more }
}

const where = (sighting: Sighting | undefined) => (sighting?.kind === 'here' ? sighting.attached.path : sighting?.kind)
const whereAll = (expected: readonly Expected[], attached: readonly Attached[]) => {
  const sightings = assign(expected, attached)
  return expected.map(({ name }) => where(sightings.get(name)))
}

describe('an expected device', () => {
  it('is the only one that fits, wherever it is', () => {
    const other: Attached = { wire: 'hid', path: 'mouse', place: 'b', usb: { vid: 0x046d, pid: 0xc077 } }
    expect(whereAll([pedalOf('pedal-5')], [other, plugged('a', 'h1')])).toEqual(['h1'])
    expect(whereAll([pedalOf('pedal-5', { remembered: { place: 'z' } })], [plugged('a', 'h1')])).toEqual(['h1'])
    expect(whereAll([pedalOf('pedal-5')], [other])).toEqual(['absent'])
  })

  it('is known by its serial number in any socket, also in that of another', () => {
    const two = [
      pedalOf('pedal-5', { remembered: { serial: 'P5', place: 'a' } }),
      pedalOf('pedal-6', { remembered: { serial: 'P6', place: 'b' } }),
    ]
    expect(whereAll(two, [plugged('a', 'h1', 'P6'), plugged('b', 'h2', 'P5')])).toEqual(['h2', 'h1'])
    expect(whereAll(two, [plugged('a', 'h1', 'P6')])).toEqual(['absent', 'h1'])
  })

  it('goes by its socket when its number is that of the whole series', () => {
    const two = ['a', 'b'].map((place) => pedalOf(`pedal-${place}`, { remembered: { serial: 'S', place } }))
    expect(whereAll(two, [plugged('b', 'h1', 'S'), plugged('a', 'h2', 'S')])).toEqual(['h2', 'h1'])
    expect(marksOf(plugged('a', 'h1', 'A0001'), pedal)).toEqual({ place: 'a' })
    expect(marksOf(plugged('a', 'h1', 'XK-77'), pedal)).toEqual({ serial: 'XK-77', place: 'a' })
  })

  it('may be replaced in its socket, unless the site insists on the number', () => {
    const replaced = [plugged('a', 'h1', 'NEW')]
    expect(whereAll([pedalOf('p', { remembered: { serial: 'OLD', place: 'a' } })], replaced)).toEqual(['h1'])
    expect(whereAll([pedalOf('p', { told: { serial: 'OLD' } })], replaced)).toEqual(['absent'])
    expect(whereAll([pedalOf('p', { told: { place: 'b' } })], replaced)).toEqual(['absent'])
  })

  it('that says nothing of itself is what the site says is in that socket', () => {
    const cable: Attached = { wire: 'serial', path: 'tty0', place: 'a', usb: { vid: 0x1a86, pid: 0x7523 } }
    const at = (told: Expected['told']) => [{ name: 'keypad-5', profile: keypad, told, remembered: {} }]
    expect(whereAll(at({ place: 'a' }), [cable])).toEqual(['tty0'])
    expect(whereAll(at({}), [cable])).toEqual(['absent'])
  })

  it('that could be one of several is none of them until somebody presses', () => {
    const attached = [plugged('a', 'h1'), plugged('b', 'h2')]
    expect(whereAll([pedalOf('pedal-5')], attached)).toEqual(['unsure'])
    expect(whereAll([pedalOf('pedal-5'), pedalOf('pedal-6')], attached)).toEqual(['unsure', 'unsure'])
    const known = pedalOf('pedal-6', { remembered: { place: 'b' } })
    expect(whereAll([pedalOf('pedal-5'), known], attached), 'it may be a spare one').toEqual(['unsure', 'h2'])
  })

  it('is one device, however many parts of it the system lists', () => {
    const part = plugged('a', 'h1')
    expect(whereAll([pedalOf('pedal-5')], [part, { ...part, hid: { usagePage: 1, usage: 6 } }])).toEqual(['h1'])
  })
})

describe('eight twins', () => {
  it('are never taken for one another, in whatever order they are found and wherever new sockets are used', () => {
    const seed = seedOfRun()
    process.stderr.write(`twins: SEED=${seed}\n`)
    const random = seededRandom(seed)
    const eight = Array.from({ length: 8 }, (_, index) => `s${index}`)
    const expected = eight.map((place) => pedalOf(`pedal-${place}`, { remembered: { place } }))
    let seen = 0
    for (let round = 0; round < 1_000; round++) {
      // Some are unplugged, some stand in sockets that nobody has used; system names come in any order.
      const present = shuffled(eight, random.unit).filter(() => random.unit() < 0.8)
      const attached = present.map((twin, index) => plugged(random.unit() < 0.8 ? twin : `new-${twin}`, `h${index}`))
      const sightings = assign(expected, attached)
      for (const [index, twin] of eight.entries()) {
        const sighting = sightings.get(`pedal-${twin}`)
        if (sighting?.kind !== 'here') continue
        seen += 1
        expect(present[Number(sighting.attached.path.slice(1))], `SEED=${seed} round ${round}`).toBe(eight[index])
      }
    }
    expect(seen).toBeGreaterThan(4_000)
  })
})

function shuffled<T>(values: readonly T[], unit: () => number): T[] {
  return values
    .map((value) => ({ value, order: unit() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value)
}
