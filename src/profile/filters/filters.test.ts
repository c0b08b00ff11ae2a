import { describe, expect, it } from 'vitest'
import { KeyFilter } from './keys.ts'
import { ReadingFilter } from './readings.ts'

const edge = (name: string, key = 'next') => ({ name, data: { key } })
const said = (drafts: readonly { name: string; data: Readonly<Record<string, unknown>> }[]) =>
  drafts.map(({ name, data }) => `${name} ${data.key}`)

/** Lets a filter see edges at their times, and wakes it in between whenever it wants. */
function play(filter: KeyFilter, edges: readonly (readonly [at: number, edge: string, key?: string])[], until: number) {
  const told: string[] = []
  const note = (now: number, drafts: Parameters<typeof said>[0]) => told.push(...said(drafts).map((s) => `${now} ${s}`))
  const wake = (before: number) => {
    for (let at = filter.wakeAt; at !== null && at <= before; at = filter.wakeAt) note(at, filter.tick(at))
  }
  for (const [at, name, key] of edges) {
    wake(at - 1)
    note(at, filter.take(edge(name, key), at))
  }
  wake(until)
  return told
}

describe('presses', () => {
  it('of a bouncing contact are told once, at once, with the level it comes to rest at', () => {
    const edges = [
      [0, 'press'],
      [2, 'release'],
      [4, 'press'],
      [100, 'release'],
    ] as const
    expect(play(new KeyFilter({ debounce: 20 }), edges, 500)).toEqual(['0 press next', '100 release next'])
  })

  it('that were released during the bounces are released when they are over', () => {
    const edges = [
      [0, 'press'],
      [5, 'release'],
    ] as const
    expect(play(new KeyFilter({ debounce: 20 }), edges, 500)).toEqual(['0 press next', '20 release next'])
  })

  it('that come again too soon are none, and neither are their releases', () => {
    const edges = [
      [0, 'press'],
      [50, 'release'],
      [300, 'press'],
      [350, 'release'],
      [900, 'press'],
      [950, 'release'],
    ] as const
    expect(play(new KeyFilter({ repeat: 500 }), edges, 2000)).toEqual([
      '0 press next',
      '50 release next',
      '900 press next',
      '950 release next',
    ])
  })

  it('of another key are not repeats', () => {
    expect(
      play(
        new KeyFilter({ repeat: 500 }),
        [
          [0, 'press'],
          [10, 'press', 'skip'],
        ],
        1,
      ),
    ).toHaveLength(2)
  })

  it('that are held long are those of another key', () => {
    const filter = new KeyFilter({ long: 800 })
    const edges = [
      [0, 'press'],
      [100, 'release'],
      [1000, 'press'],
      [3000, 'release'],
    ] as const
    expect(play(filter, edges, 5000)).toEqual([
      '100 press next',
      '100 release next',
      '1800 press next-long',
      '3000 release next-long',
    ])
  })

  it('that come in pairs are those of another key, and single ones are told when no second can come', () => {
    const filter = new KeyFilter({ double: 300 })
    const edges = [
      [0, 'press'],
      [50, 'release'],
      [200, 'press'],
      [250, 'release'],
      [1000, 'press'],
      [1050, 'release'],
    ] as const
    expect(play(filter, edges, 5000)).toEqual([
      '200 press next-double',
      '250 release next-double',
      '1350 press next',
      '1350 release next',
    ])
  })

  it('of keys that are not meant are told at once', () => {
    expect(play(new KeyFilter({ long: 800, only: ['skip'] }), [[0, 'press']], 5000)).toEqual(['0 press next'])
  })

  it('are as many as releases, however a hand trembles', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    let state = seed
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    for (let run = 0; run < 200; run++) {
      let at = 0
      const edges = Array.from({ length: 40 }, (_, i) => {
        at += Math.ceil(random() * 400)
        return [at, i % 2 === 0 ? 'press' : 'release'] as const
      })
      const told = play(new KeyFilter({ debounce: 20, repeat: 100, long: 300, double: 200 }), edges, at + 5000)
      const count = (name: string) => told.filter((one) => one.includes(` ${name} `)).length
      expect(count('press'), `SEED=${seed} run ${run}: ${told.join(', ')}`).toBe(count('release'))
    }
  })
})

describe('readings', () => {
  const weight = (value: number, addr = 1) => ({ name: 'weight', data: { value, addr } })
  const values = (drafts: readonly { data: Readonly<Record<string, unknown>> }[]) =>
    drafts.map(({ data }) => data.value)

  it('are told when they have settled, and not again within the deadband', () => {
    const filter = new ReadingFilter([{ event: 'weight', value: 'value', settle: 3, deadband: 0.01 }])
    const told = [0, 5, 7, 7.004, 7.002, 7.001, 7.005, 9, 9, 9].flatMap((value, at) =>
      values(filter.take(weight(value), at)),
    )
    expect(told).toEqual([7.002, 9])
  })

  it('come no faster than wanted, and the newest is the one that is told', () => {
    const filter = new ReadingFilter([{ event: 'weight', value: 'value', every: 100 }])
    expect(values(filter.take(weight(1), 0))).toEqual([1])
    expect(values(filter.take(weight(2), 10))).toEqual([])
    expect(values(filter.take(weight(3), 20))).toEqual([])
    expect(filter.wakeAt).toBe(100)
    expect(values(filter.tick(100).drafts)).toEqual([3])
    expect(filter.wakeAt).toBe(null)
  })

  it('are unknown when no more come, for each address by itself', () => {
    const filter = new ReadingFilter([{ event: 'weight', value: 'value', deadband: 0, stale: 1000 }], 'addr')
    filter.take(weight(5, 1), 0)
    filter.take(weight(5, 2), 500)
    expect(filter.tick(1000)).toEqual({
      drafts: [{ name: 'status', data: { reason: 'stale', of: 'weight', addr: 1 } }],
      forgotten: ['weight'],
    })
    expect(values(filter.take(weight(5, 1), 1100))).toEqual([5])
    expect(values(filter.take(weight(5, 2), 1100))).toEqual([])
  })

  it('of other events pass', () => {
    expect(new ReadingFilter([{ event: 'weight', value: 'value', settle: 2 }]).take(edge('press'), 0)).toHaveLength(1)
  })
})
