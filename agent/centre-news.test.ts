import { describe, expect, it } from 'vitest'
import type { DeskConfig, RatingSet } from '../src/contract/index.ts'
import { defaultSettings } from '../src/counter/index.ts'
import { fakeClock } from '../test/support/faces.ts'
import { CentreNews, type CentreNewsOptions } from './centre-news.ts'

const level = (vi: string, points: number) => ({ label: { vi }, points })
const threeLevels: RatingSet = {
  scale: '3-2027',
  question: { vi: 'Anh/chị có hài lòng không?' },
  levels: [level('Không hài lòng', 0), level('Bình thường', 1), level('Hài lòng', 2)],
  more: [{ id: 'attitude', question: { vi: 'Thái độ của cán bộ?' } }],
}
const pushed: DeskConfig = {
  revision: 2,
  rating: threeLevels,
  pauseReasons: ['Họp'],
  officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An', salt: '00'.repeat(16) }],
}

function news(more: Partial<CentreNewsOptions> = {}) {
  const clock = fakeClock()
  const counters = [{ id: '5', settings: defaultSettings }]
  const told = new CentreNews({ clock, counters, receipts: 'centre', kept: {}, ...more })
  const kinds: string[] = []
  told.onChange((kind) => kinds.push(kind))
  return { clock, news: told, kinds }
}

describe('whether the centre can be asked', () => {
  it('it cannot while the connection is away', () => {
    const { news: desk, kinds } = news()
    desk.connected(false, true)
    expect([desk.reach, desk.word('5').centre]).toEqual(['offline', 'out-of-reach'])
    desk.connected(true)
    expect([desk.reach, desk.word('5').centre]).toEqual(['online', 'in-reach'])
    desk.connected(true)
    desk.connected(false)
    expect(desk.word('5').centre).toBe('out-of-reach')
    expect(kinds).toEqual(['line', 'reach', 'reach'])
  })

  it('while the first connection is being made a press waits for it, but not for long', () => {
    const { clock, news: desk } = news()
    expect(desk.word('5').centre).toBe('in-reach')
    clock.advance(2_999)
    expect(desk.word('5').centre).toBe('in-reach')
    clock.advance(1)
    expect(desk.word('5').centre).toBe('out-of-reach')
  })

  it('nor after a request went unanswered, until anything is heard of it', () => {
    const { clock, news: desk } = news()
    desk.connected(true)
    clock.advance(5_000)
    desk.unanswered()
    expect([desk.reach, desk.word('5').centre]).toEqual(['alone', 'out-of-reach'])
    expect(desk.since).toBe(clock.wall())
    clock.advance(3_600_000)
    expect(desk.reach).toBe('alone')
    desk.heard()
    expect(desk.reach).toBe('online')
  })

  it('a centre without receipts, which says nothing unasked, is asked again after a minute', () => {
    const { clock, news: desk, kinds } = news({ receipts: 'none' })
    desk.connected(true)
    desk.unanswered()
    clock.advance(59_999)
    expect(desk.reach).toBe('alone')
    clock.advance(1)
    expect(desk.reach).toBe('online')
    expect(kinds).toEqual(['line', 'reach', 'reach', 'reach'])
  })
})

describe('what the centre decides', () => {
  it('wins over what the site wrote down, for the counter and for the people at it', () => {
    const { news: desk, kinds } = news({ counters: [{ id: '5', settings: defaultSettings, ratingSet: threeLevels }] })
    expect(desk.rules('5')).toEqual({
      rating: threeLevels,
      pauseReasons: defaultSettings.pauseReasons,
      officers: null,
      destinations: [],
    })
    const other = { ...threeLevels, scale: '3-2028' }
    desk.config({ ...pushed, rating: other })
    expect(kinds).toEqual(['rules'])
    expect(desk.rules('5')).toMatchObject({ rating: other, pauseReasons: ['Họp'], officers: pushed.officers })
    expect(desk.word('5').settings).toEqual({
      ...defaultSettings,
      pauseReasons: ['Họp'],
      officers: ['cb-an'],
      rating: { ...defaultSettings.rating, levels: 3, scale: '3-2028', questions: ['attitude'] },
    })
  })

  it('leaves alone what it does not speak of', () => {
    const { news: desk } = news()
    desk.config({ revision: 1 })
    expect(desk.word('5').settings).toEqual(defaultSettings)
  })

  it('is in force from the start when it is kept', () => {
    const { news: desk } = news({ kept: { config: pushed } })
    expect(desk.word('5').settings.rating.scale).toBe('3-2027')
  })
})

describe('who waits', () => {
  const at = '2026-11-22T07:59:00.000+07:00'
  const line = { counter: '5', tickets: [{ ticket: 'A001' }], waiting: 1 }

  it('is not known before the centre said it', () => {
    expect(news().news.word('5').line).toBeNull()
  })

  it('is what the centre said last; a counter that it does not name has nobody and no numbers', () => {
    const { news: desk, kinds } = news({ kept: { waiting: { at, counters: [line] } } })
    expect(desk.word('5').line).toEqual(line)
    desk.waiting({ at, counters: [{ ...line, counter: '6' }] })
    expect(desk.word('5').line).toEqual({ counter: '5', tickets: [], waiting: 0 })
    expect(kinds).toEqual(['line'])
  })

  it('of yesterday waits no more, while the numbers of the counter stay its own', () => {
    const numbers = { id: '019ab3f0-0000-7000-8000-00000000b10c', prefix: 'Q5-', from: 1, to: 9, digits: 2 }
    const { clock, news: desk } = news({ kept: { waiting: { at, counters: [{ ...line, numbers }] } } })
    clock.advance(15 * 3_600_000)
    expect(desk.word('5').line?.tickets).toHaveLength(1)
    clock.advance(3_600_000)
    expect(desk.word('5').line).toEqual({ counter: '5', tickets: [], waiting: 0, numbers })
  })
})
