import { describe, expect, it } from 'vitest'
import { DeskError } from '../../src/core/index.ts'
import { until } from '../../test/support/wait.ts'
import type { CardReader, ChipOrder, ReadCard } from './arrival.ts'
import { binh, page, startCardDesk } from './cards.fixture.ts'

const read: ReadCard = {
  card: { ...binh, source: 'chip', kind: 'can-cuoc' },
  verdicts: { read: 'whole', unaltered: 'proven', issuer: 'not-verified' },
  photo: { type: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8) },
}

/** A reader whose chip does what the test says. */
function handReader() {
  const orders: ChipOrder[] = []
  let end = Promise.withResolvers<ReadCard>()
  const reader: CardReader = {
    at: () => 'reader-1',
    onLeft: () => undefined,
    read(order) {
      orders.push(order)
      end = Promise.withResolvers()
      return end.promise
    },
  }
  return {
    reader,
    orders,
    shows: (card: ReadCard) => end.resolve(card),
    /** With a code of the chip's own, whatever it says. */
    fails: (code: string) => end.reject(Object.assign(new DeskError('DB-CRD-208'), { code })),
  }
}

async function startChipDesk() {
  const chip = handReader()
  const desk = await startCardDesk({ reader: chip.reader })
  const askWith = (can: string) => desk.cards.ask({ counter: '5', can, procedure: 'ho-tich', asker: page })
  const untilState = (state: string) => until(`it is ${state}`, () => desk.state() === state)
  return { ...desk, ...chip, askWith, untilState }
}

describe('the chip of a card', () => {
  it('is read with the number that was typed, shows how far it is, and its photo goes nowhere else', async () => {
    const desk = await startChipDesk()
    desk.askWith('000456')
    expect(desk.orders).toMatchObject([
      { counter: '5', can: '000456', fields: ['name', 'birthDate', 'number', 'oldNumber'] },
    ])
    desk.orders[0]?.progress(40)
    expect(desk.cards.reading('5')).toMatchObject({ state: 'reading', percent: 40 })
    desk.shows(read)
    await desk.untilState('shown')
    expect(desk.cards.reading('5')).toMatchObject({ photo: { type: 'image/jpeg' }, verdicts: read.verdicts })
    const [fact] = await desk.facts()
    expect(fact?.data).toMatchObject({ source: 'chip', card: 'can-cuoc', verdicts: read.verdicts })
    expect(fact?.source).toBe('/vinh-long/quay-05/reader-1')
    expect(Object.keys(fact?.data ?? {})).not.toContain('photo')
    // Neither does the number that opened it.
    expect(JSON.stringify([fact, desk.log.lines])).not.toContain('000456')
  })

  it('that cannot be read says why, and the next try is a new one', async () => {
    const desk = await startChipDesk()
    desk.askWith('000456')
    desk.fails('DB-CRD-208')
    await desk.untilState('failed')
    expect(desk.notices).toEqual(['DB-CRD-208'])
    desk.askWith('000456')
    expect(desk.state()).toBe('waiting')
  })

  it('makes who typed wrong numbers wait, longer each time, until one is right', async () => {
    const desk = await startChipDesk()
    const wrong = async () => {
      desk.askWith('111111')
      desk.fails('DB-CRD-102')
      await desk.untilState('failed')
    }
    const waits: number[] = []
    for (let times = 0; times < 4; times++) {
      await wrong()
      let seconds = 0
      while (isTooEarly(() => desk.askWith('222222'))) {
        seconds++
        desk.clock.advance(1_000)
      }
      waits.push(seconds)
      desk.cards.clear('5')
    }
    expect(waits).toEqual([4, 8, 16, 32])
    desk.askWith('000456')
    desk.shows(read)
    await desk.untilState('shown')
    await wrong()
    expect(isTooEarly(() => desk.askWith('000456'))).toBe(true)
    desk.clock.advance(4_000)
    expect(isTooEarly(() => desk.askWith('000456'))).toBe(false)
  })

  it('is let go when its code comes first, when it is given up, and when nothing comes of it', async () => {
    const desk = await startChipDesk()
    desk.askWith('000456')
    await desk.scan()
    expect(desk.orders[0]?.signal.aborted).toBe(true)
    expect(desk.cards.reading('5')).toMatchObject({ state: 'shown', source: 'qr' })
    desk.askWith('000456')
    desk.cards.clear('5')
    expect(desk.orders[1]?.signal.aborted).toBe(true)
    desk.askWith('000456')
    desk.clock.advance(60_000)
    expect(desk.orders[2]?.signal.aborted).toBe(true)
    // What a reader that was let go says is about nothing any more.
    desk.shows(read)
    await Promise.resolve()
    expect(desk.cards.reading('5')).toMatchObject({ state: 'failed', error: { code: 'DB-CRD-203' } })
    expect(await desk.facts()).toHaveLength(1)
  })
})

function isTooEarly(ask: () => unknown): boolean {
  try {
    ask()
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'DB-CRD-205' })
    return true
  }
}
