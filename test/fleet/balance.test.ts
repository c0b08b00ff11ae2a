import { describe, expect, it } from 'vitest'
import { balanceOf, isBalanced } from './balance.ts'

const good = { lost: 0, doubled: 0, reordered: 0, unknown: 0 }
const of = (accepted: string, taken: string) => balanceOf([{ accepted: [...accepted], taken: [...taken] }])

describe('the books of a fleet', () => {
  it('balance when the centre took what each desk accepted, once and in its order', () => {
    const balance = balanceOf([
      { accepted: ['a', 'b'], taken: ['a', 'b'] },
      { accepted: ['c'], taken: ['c'] },
      { accepted: [], taken: [] },
    ])
    expect(balance).toEqual(good)
    expect(isBalanced(balance)).toBe(true)
  })

  it('tell of a fact that never arrived', () => {
    expect(of('abc', 'ac')).toEqual({ ...good, lost: 1 })
    expect(of('abc', '')).toEqual({ ...good, lost: 3 })
  })

  it('tell of a fact that took effect twice, and not that it was out of order', () => {
    expect(of('abc', 'abcb')).toEqual({ ...good, doubled: 1 })
  })

  it('tell of facts in the wrong order', () => {
    expect(of('abc', 'acb')).toEqual({ ...good, reordered: 1 })
    expect(of('abc', 'cab')).toEqual({ ...good, reordered: 2 })
  })

  it('tell of a fact that no desk accepted', () => {
    expect(of('ab', 'axb')).toEqual({ ...good, unknown: 1 })
    expect(isBalanced(of('ab', 'axb'))).toBe(false)
  })
})
