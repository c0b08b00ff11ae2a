import { describe, expect, it } from 'vitest'
import { isDeskError } from '../core/index.ts'
import { initialState, restoreState } from './index.ts'

describe('the stored state of a counter', () => {
  it('is taken as it was left', () => {
    const kept: unknown = JSON.parse(JSON.stringify(initialState('5')))
    expect(restoreState(kept)).toEqual(initialState('5'))
  })

  it.each([{ version: 2 }, {}, null, 'open'])('is not guessed at when another version wrote it: %j', (kept) => {
    const restore = () => restoreState(kept)
    expect(restore).toThrowError(expect.toSatisfy((error) => isDeskError(error, 'DB-CNT-001')))
  })
})
