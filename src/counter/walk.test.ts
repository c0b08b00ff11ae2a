import { describe, expect, it } from 'vitest'
import { callActions, type FactDraft, occasions } from '../contract/index.ts'
import { Bench, inputId } from './counter.fixture.ts'
import { type CounterStep, defaultSettings, initialState, step } from './index.ts'

const settings = {
  ...defaultSettings,
  pauseReasons: ['Hết giờ', 'Khác'],
  officers: ['cb-an', 'cb-binh'],
  transfer: { to: 'quay-02/2' },
  rating: { ...defaultSettings.rating, questions: ['attitude', 'speed'] },
}
const proof = { method: 'pin', nonce: inputId(0xaaaa), answer: 'c0ffee00'.repeat(8) } as const
const proofs = new RegExp(`${proof.nonce}|${proof.answer}`)
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, Number(process.env.SEED ?? Date.now() % 1_000_000_000)]

describe('whatever happens in whatever order', () => {
  it.each(seeds)('the laws of the counter hold (SEED=%d)', (seed) => {
    const bench = new Bench(settings)
    const watch = new Watch(bench)
    const act = randomAct(bench, chance(seed))
    for (let inputs = 0; inputs < 1_500; inputs++) watch.see(act())
    watch.finish()
    expect(replay(bench)).toEqual(bench.facts)
  })

  it('is busy enough to mean something', () => {
    const bench = new Bench(settings)
    const act = randomAct(bench, chance(42))
    for (let inputs = 0; inputs < 6_000; inputs++) act()
    const seen = new Set(bench.facts.map(({ type, data }) => `${type} ${'outcome' in data ? data.outcome : ''}`.trim()))
    expect([...seen].sort()).toEqual([
      'call.ignored',
      'call.provisional',
      'call.requested',
      'counter.closed',
      'counter.opened',
      'counter.paused',
      'dossier.attached',
      'dossier.detached',
      'numbers.closed',
      'officer.changed',
      'officer.denied',
      'rating.given',
      'rating.none',
      'rating.touched',
      'rating.unattributed',
      'request.unanswered',
      'service.begin',
      'service.end closed',
      'service.end finished',
      'service.end held',
      'service.end skipped',
      'service.end transferred',
      'ticket.shown',
    ])
  })
})

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One random input after the other, with random time between them: bounces, seconds, minutes. */
function randomAct(bench: Bench, unit: () => number): () => CounterStep {
  const below = (n: number) => Math.floor(unit() * n)
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T
  const ticket = () => pick(['A001', 'A002', 'A003', 'B001', null])
  const dossier = () => `000.00.01.H62-261122-${1000 + below(60)}`
  const service = () => bench.state.services[below(bench.state.services.length + 1)]?.id
  const said = [{}, { reason: 'Khác' }, { to: '7' }, { via: 'screen' }, { ticket: 'H001' }, { ticket: 'A001' }] as const
  const lines = [[], ['A001', 'A002', 'B001'], ['C001', 'C002', 'C003', 'A001']]
  const held = { ticket: 'H001', held: true }
  const partings = ['hand-over', 'finish'] as const
  const named = (id: string | undefined) => (id === undefined ? {} : { service: id })
  const block = (n: number) => ({ id: inputId(0xb000 + n), prefix: `Q${n}-`, from: 1, to: 3, digits: 3 })
  const reach = (found: number) => {
    if (found) bench.findCentre()
    else bench.loseCentre()
    return bench.tick()
  }
  const acts: readonly (readonly [number, () => CounterStep])[] = [
    [30, () => bench.press(pick(callActions), pick(said))],
    [8, () => bench.press(pick(['next', 'open', 'finish']))],
    [20, () => bench.show(ticket(), pick(bench.requests.slice(-4))?.id)],
    [8, () => bench.show(ticket())],
    [20, () => bench.rate(1 + below(6))],
    [6, () => bench.openRating(service())],
    [3, () => bench.signIn(pick(['cb-an', 'cb-binh', null]))],
    [8, () => bench.scan(pick([dossier(), dossier(), 'Nguyễn Thị An']))],
    [2, () => bench.command('request.refuse', { reason: 'bận' }, bench.requests.at(-1)?.id)],
    [2, () => bench.command('display.text', { lines: ['Xin chờ'] })],
    [
      3,
      () =>
        bench.arrive(pick(['cb-an', 'cb-binh', 'cb-chi']), pick([{}, { proof }, { proof, running: pick(partings) }])),
    ],
    [2, () => bench.command('officer.set', { officer: 'cb-an', proven: true }, bench.requests.at(-1)?.id)],
    [1, () => bench.leave(pick([undefined, ...partings]))],
    [4, () => bench.askRating(pick([undefined, ...occasions]))],
    [6, () => bench.answerQuestion(pick(['attitude', 'speed', 'price']), 1 + below(6))],
    [
      4,
      () =>
        bench.command('rating.press', {
          ...named(service()),
          level: 1 + below(5),
          ...pick([{}, { question: 'speed' }]),
        }),
    ],
    [
      2,
      () =>
        bench.dossier(
          pick([bench.state.services.at(-1)?.dossiers[0] ?? dossier(), dossier()]),
          pick(['attach', 'detach']),
        ),
    ],
    [2, () => bench.enterLate(pick([{}, {}, { began: 0 }, { dossiers: [dossier()] }]))],
    [4, () => bench.hearLine(pick(lines), pick([undefined, block(1), block(2 + below(40))]))],
    [2, () => bench.hearTickets([held, { ticket: 'A002' }])],
    [3, () => reach(below(2))],
    [2, () => bench.tick()],
    [1, () => bench.restart(below(100_000))],
  ]
  const mixed = acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act))
  return () => {
    const pause = below(pick([1, 400, 3_000, 3_000, 20_000, 150_000]))
    if (unit() < 0.7) bench.wait(pause)
    else bench.sleep(pause)
    return pick(mixed)()
  }
}

/** Looks at each step and holds it against the laws. */
class Watch {
  readonly #bench: Bench
  readonly #accepted = new Map<string, number>()
  #window: string | undefined
  #seen: ReturnType<typeof lengths>

  constructor(bench: Bench) {
    this.#bench = bench
    this.#seen = lengths(bench)
  }

  see(done: CounterStep): void {
    const { now, state } = this.#bench
    expect(JSON.stringify(state)).not.toMatch(proofs)
    expect(state.services.filter(({ phase }) => phase === 'running').length).toBeLessThanOrEqual(1)
    expect(state.services.filter(({ phase }) => phase === 'called').length).toBeLessThanOrEqual(1)
    // Ticks that ran while time passed are between this step and the last one seen.
    const starts = this.#bench.history.slice(this.#seen.inputs).filter(({ input }) => input.kind === 'started').length
    if (starts > 0) this.#accepted.clear()
    this.#seePresses(done.facts, now.mono)
    this.#seeWindow(state.window?.service, starts)
    this.#seen = lengths(this.#bench)
  }

  /** The laws about the whole history. */
  finish(): void {
    const { facts } = this.#bench
    const once = (key: (fact: FactDraft) => string | undefined) => {
      const keys = facts.map(key).filter((found) => found !== undefined)
      expect(new Set(keys).size).toBe(keys.length)
    }
    once(({ id }) => id)
    once((fact) => (fact.type === 'rating.given' ? fact.data.service : undefined))
    once((fact) => (fact.type === 'service.begin' ? fact.data.service : undefined))
    once((fact) => (fact.type === 'service.end' ? fact.data.service : undefined))
    once((fact) => (fact.type === 'request.unanswered' ? fact.data.request : undefined))
    expect(JSON.stringify([facts, this.#bench.state, this.#bench.outputs])).not.toMatch(proofs)
    const begun = new Set<string>()
    for (const { type, data } of facts) {
      if (type === 'service.begin') begun.add(data.service)
      if (type === 'service.end' || type.startsWith('rating.')) {
        if ('service' in data) expect(begun).toContain(data.service)
      }
    }
  }

  #seePresses(facts: readonly FactDraft[], mono: number): void {
    for (const fact of facts) {
      if (fact.type !== 'call.requested' && fact.type !== 'call.provisional') continue
      const { action } = fact.data
      const last = this.#accepted.get(action)
      if (last !== undefined) expect(mono - last).toBeGreaterThanOrEqual(500)
      this.#accepted.set(action, mono)
    }
  }

  #seeWindow(after: string | undefined, starts: number): void {
    const facts = this.#bench.facts.slice(this.#seen.facts)
    const outputs = this.#bench.outputs.slice(this.#seen.outputs)
    const closings = facts.flatMap((fact) =>
      fact.type === 'rating.given' || fact.type === 'rating.none' ? [fact.data.service] : [],
    )
    const darkened = outputs.filter((output) => output.kind === 'rating-pad' && !output.armed)
    expect(closings).toHaveLength(darkened.length - starts)
    if (this.#window !== undefined && this.#window !== after) expect(closings).toContain(this.#window)
    for (const fact of facts) if (fact.type === 'rating.touched') expect(fact.data.service).toBe(after)
    this.#window = after
  }
}

function lengths({ facts, outputs, history }: Bench) {
  return { facts: facts.length, outputs: outputs.length, inputs: history.length }
}

/** The same inputs at the same moments once more, without a disk between them. */
function replay({ history }: Bench): FactDraft[] {
  let state = initialState('5')
  return history.flatMap(({ input, now, outside }) => {
    const done = step(state, input, now, outside)
    state = done.state
    return done.facts
  })
}
