import { describe, expect, it } from 'vitest'
import { type Position, positionOf } from '../journal/index.ts'
import { Ahead } from './ahead.ts'

const older = (sequence: number): Position => positionOf(1, sequence)
const newer = (sequence: number): Position => positionOf(2, sequence)
const ahead = (positions: readonly Position[]) => {
  const all = new Ahead()
  const facts = positions.map((position, at) => all.add(position, at))
  return { all, facts }
}

describe('facts that are ahead of the last receipt', () => {
  it('are confirmed by a receipt of their own epoch only', () => {
    const { all } = ahead([older(8), older(9), newer(1), newer(2), newer(3)])
    all.receipted(newer(2))
    expect(all.underWay()).toEqual([older(8), older(9), newer(3)])
    all.receipted(older(9))
    expect(all.underWay()).toEqual([newer(3)])
  })

  it('count as taken as far as they are contiguous in the order of sending, over the end of an epoch', () => {
    const { all, facts } = ahead([older(8), older(9), newer(1), newer(2)])
    const take = (index: number) => Object.assign(facts[index] ?? {}, { state: 'taken' })
    take(1)
    take(2)
    expect(all.dropTaken()).toEqual([])
    take(0)
    expect(all.dropTaken()).toEqual([older(8), older(9), newer(1)])
    expect(all.size).toBe(1)
  })

  it('go again from the oldest that was refused', () => {
    const { all, facts } = ahead([newer(1), newer(2), newer(3)])
    expect(all.cutRefused()).toBeUndefined()
    Object.assign(facts[1] ?? {}, { state: 'refused' })
    expect(all.cutRefused()).toBe(newer(2))
    expect(all.underWay()).toEqual([newer(1)])
  })
})
