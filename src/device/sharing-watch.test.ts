import { beforeEach, describe, expect, test } from 'vitest'
import { type FakeClock, fakeClock } from '../../test/support/faces.ts'
import { SharingWatch } from './sharing-watch.ts'

let clock: FakeClock
let there: readonly string[]
let asked: number
let told: (readonly string[])[]
let watch: SharingWatch

beforeEach(() => {
  clock = fakeClock()
  there = ['ModemManager']
  asked = 0
  told = []
  watch = new SharingWatch({
    clock,
    ask: async () => {
      asked += 1
      return there
    },
    tell: (programs) => told.push(programs),
  })
})

const settled = () => new Promise(setImmediate)

describe('a port that makes no sense', () => {
  test('is looked at when enough bytes have piled up, and who else is there is told', async () => {
    for (const senseless of [1, 5, 15]) watch.heard(senseless)
    expect(asked).toBe(0)
    watch.heard(16)
    await settled()
    expect(told).toEqual([['ModemManager']])
  })

  test('is not looked at more than once a minute, whatever comes', async () => {
    for (let senseless = 0; senseless < 100_000; senseless += 100) watch.heard(senseless)
    await settled()
    expect(asked).toBe(1)
  })

  test('is looked at again until nobody else is there, also when it makes sense again', async () => {
    watch.heard(16)
    await settled()
    there = []
    clock.advance(59_000)
    watch.heard(16)
    expect(asked).toBe(1)
    clock.advance(1_000)
    watch.heard(16)
    await settled()
    expect(told).toEqual([['ModemManager'], []])
    clock.advance(60_000)
    watch.heard(16)
    expect(asked).toBe(2)
  })

  test('tells nothing when nobody else is there', async () => {
    there = []
    watch.heard(1_000)
    await settled()
    expect([asked, told]).toEqual([1, []])
  })
})
