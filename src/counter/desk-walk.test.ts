import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../test/support/faces.ts'
import type { NumberBlock } from '../contract/index.ts'
import { Bench, inputId, seconds } from './counter.fixture.ts'
import { claimedTickets } from './index.ts'

const seeds = [1, 2, 3, 4, 5, 6, Number(process.env.SEED ?? Date.now() % 1_000_000_000)]

describe('two counters of one desk, with and without their centre', () => {
  it.each(seeds)('never call one ticket twice, and account for every number (SEED=%d)', (seed) => {
    const desk = new Desk(seededRandom(seed).unit)
    for (let acts = 0; acts < 1_200; acts++) desk.act()
    desk.end()
    expect(desk.provisional.length).toBeGreaterThan(50)
    expect(desk.closings).toBeGreaterThan(3)
  })
})

/** Two counters, and a centre that learns of what they did alone when it can be reached again. */
class Desk {
  /** Every ticket that a counter called by itself, in order. */
  readonly provisional: string[] = []
  readonly #unit: () => number
  readonly #counters = [new Bench(undefined, '5'), new Bench(undefined, '6')] as const
  readonly #issued: string[] = []
  /** What the centre knows to be called, by its own word or by facts. */
  readonly #known = new Set<string>()
  readonly #called = new Set<string>()
  readonly #seen = new Map<Bench, number>()
  #isReached = true
  #blocks = 0

  constructor(unit: () => number) {
    this.#unit = unit
    this.#publish('new blocks')
  }

  get closings(): number {
    return this.#counters.flatMap((counter) => counter.of('numbers.closed')).length
  }

  act(): void {
    const counter = this.#pick(this.#counters)
    counter.wait(this.#below(4_000))
    this.#share()
    switch (this.#below(9)) {
      case 0:
      case 1:
      case 2:
        this.#next(counter)
        break
      case 3:
        this.#issued.push(`A${this.#issued.length}`)
        break
      case 4:
        if (this.#isReached) this.#publish(this.#below(4) === 0 ? 'new blocks' : 'the same blocks')
        break
      case 5:
        this.#cable(this.#below(3) === 0 ? 'in' : 'pulled')
        break
      case 6:
        counter.press(this.#pick(['begin', 'finish', 'skip', 'hold', 'transfer', 'recall', 'open']), {
          to: counter.state.counter === '5' ? '6' : 'quay-05/5',
        })
        if (this.#isReached) counter.answer(counter.state.shown?.ticket ?? null)
        break
      case 7:
        counter.rate(1 + this.#below(5))
        break
      case 8:
        if (this.#below(5) === 0) counter.restart(seconds(30))
        else counter.tick()
    }
    this.#look(counter)
  }

  /** Every block is closed, and what was said of each adds up. */
  end(): void {
    this.#cable('in')
    this.#publish('no blocks')
    for (const counter of this.#counters) {
      const used = new Map<string, number>()
      for (const { data } of counter.of('call.provisional')) {
        if (data.line !== 'reserved' || data.ticket === undefined) continue
        const block = data.ticket.split('-')[0] ?? ''
        used.set(block, (used.get(block) ?? 0) + 1)
        // Counted from the first, without a gap.
        expect(data.ticket).toBe(`${block}-${String(used.get(block)).padStart(2, '0')}`)
      }
      const closed = counter.of('numbers.closed').map(({ data }) => data)
      expect(closed.every(({ used, unused }) => used + unused === blockSize)).toBe(true)
      expect(closed.reduce((sum, data) => sum + data.used, 0)).toBe([...used.values()].reduce((sum, n) => sum + n, 0))
      expect(new Set(closed.map(({ block }) => block)).size).toBe(closed.length)
    }
  }

  #next(counter: Bench): void {
    const before = counter.requests.length
    counter.press('next')
    if (counter.requests.length === before) return
    const ticket = this.#issued.find((issued) => !this.#known.has(issued)) ?? null
    if (ticket !== null) {
      expect(this.#called, `${ticket} again`).not.toContain(ticket)
      this.#known.add(ticket)
      this.#called.add(ticket)
    }
    counter.answer(ticket)
  }

  #cable(end: 'in' | 'pulled'): void {
    this.#isReached = end === 'in'
    for (const counter of this.#counters) {
      if (end === 'pulled') counter.loseCentre()
      else counter.findCentre()
    }
    // The facts of the outage arrive. The list that is retained is still the old one.
    if (end === 'in') for (const ticket of this.provisional) this.#known.add(ticket)
  }

  /** What the centre knows at this moment, which may be less than is so. */
  #publish(blocks: 'new blocks' | 'the same blocks' | 'no blocks'): void {
    if (blocks === 'new blocks') this.#blocks++
    const waiting = this.#issued.filter((ticket) => !this.#known.has(ticket))
    for (const counter of this.#counters) {
      this.#share()
      counter.hearLine(waiting, blocks === 'no blocks' ? undefined : blockOf(counter, this.#blocks))
      this.#look(counter)
    }
  }

  #share(): void {
    const [five, six] = this.#counters
    five.outside = { ...five.outside, elsewhere: claimedTickets(six.state), parked: sentTo('quay-05/5', six) }
    six.outside = { ...six.outside, elsewhere: claimedTickets(five.state), parked: sentTo('6', five) }
  }

  /** What the counter called by itself since the last look was never called before. */
  #look(counter: Bench): void {
    const facts = counter.facts.slice(this.#seen.get(counter) ?? 0)
    this.#seen.set(counter, counter.facts.length)
    for (const fact of facts) {
      if (fact.type !== 'call.provisional' || fact.data.ticket === undefined) continue
      // Who was asked to wait nearby, or sent to the other counter, is called once more.
      if (fact.data.action === 'hold' || fact.data.action === 'transfer') this.#called.delete(fact.data.ticket)
      if (fact.data.line === undefined) continue
      expect(this.#called, `${fact.data.ticket} again`).not.toContain(fact.data.ticket)
      this.#called.add(fact.data.ticket)
      this.provisional.push(fact.data.ticket)
    }
  }

  #below(n: number): number {
    return Math.floor(this.#unit() * n)
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#below(choices.length)] as T
  }
}

const sentTo = (counter: string, { state }: Bench) => state.parked.filter(({ to }) => to === counter)

const blockSize = 12

/** Each counter has its own numbers: the block's name is in them. */
function blockOf({ state }: Bench, number: number): NumberBlock {
  const name = Number(state.counter) * 1_000 + number
  return { id: inputId(name), prefix: `Q${name}-`, from: 1, to: blockSize, digits: 2 }
}
