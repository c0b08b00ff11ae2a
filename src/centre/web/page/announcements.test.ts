import { describe, expect, it } from 'vitest'
import { type Announcements, begin, type Call, finish, hear, noAnnouncements } from './announcements.ts'

const now = 1_000_000
const call = (number: number, ticket = `A00${number}`, at = now): Call => ({ number, ticket, label: '5', at })
/** A display that was there before anything was called. */
const listening = hear(noAnnouncements, [], now)
const tickets = (calls: readonly Call[]) => calls.map(({ ticket }) => ticket)

/** Says everything that waits, one after the other, each in no time. */
function sayAll(state: Announcements, at = now): readonly string[] {
  const said: string[] = []
  for (let left = begin(state, at); left.saying !== null; left = begin(finish(left), at)) said.push(left.saying.ticket)
  return said
}

describe('the voice of a display', () => {
  it('says calls in the order in which they were made', () => {
    expect(sayAll(hear(listening, [call(3), call(2), call(1)], now))).toEqual(['A001', 'A002', 'A003'])
  })

  it('says each call once, however often the picture comes', () => {
    const once = hear(listening, [call(1)], now)
    expect(sayAll(hear(hear(once, [call(1)], now), [call(2), call(1)], now))).toEqual(['A001', 'A002'])
  })

  it('never says two at once', () => {
    const first = begin(hear(listening, [call(2), call(1)], now), now)
    expect(begin(first, now)).toBe(first)
    expect(begin(finish(first), now).saying?.ticket).toBe('A002')
  })

  it('says nothing that is older than 20 s, also when it grew old while it waited', () => {
    const waiting = hear(listening, [call(1)], now + 20_000)
    expect(tickets(waiting.waiting)).toEqual(['A001'])
    expect(begin(waiting, now + 20_001).saying).toBeNull()
    expect(hear(listening, [call(1)], now + 20_001).waiting).toEqual([])
  })

  it('says nothing that was called before the display was there', () => {
    expect(sayAll(hear(noAnnouncements, [call(2), call(1)], now))).toEqual([])
  })

  it('says a ticket that is called again, but once while it waits', () => {
    const again = call(2, 'A001')
    expect(sayAll(hear(listening, [again, call(1, 'A001')], now))).toEqual(['A001'])
    const said = finish(begin(hear(listening, [call(1, 'A001')], now), now))
    expect(sayAll(hear(said, [again, call(1, 'A001')], now))).toEqual(['A001'])
  })

  it('goes on when the centre began to count anew', () => {
    const before = finish(begin(hear(listening, [call(1)], now), now))
    expect(sayAll(hear(before, [call(1, 'B001', now + 5)], now + 5))).toEqual(['B001'])
  })

  it('keeps a bounded queue: after a storm of calls the latest are said', () => {
    const storm = Array.from({ length: 100 }, (_, index) => call(100 - index, `A${100 - index}`))
    const { waiting, heard } = hear(listening, storm, now)
    expect(waiting).toHaveLength(12)
    expect(waiting.at(-1)?.ticket).toBe('A100')
    expect(heard?.length).toBeLessThanOrEqual(64)
  })
})
