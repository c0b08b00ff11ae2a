import { describe, expect, test } from 'vitest'
import { callsOut } from './calls.ts'

describe('calls that are out', () => {
  test('are waited for, whether they succeed or fail, and later ones are not', async () => {
    const calls = callsOut()
    const [good, bad, later] = [1, 2, 3].map(() => Promise.withResolvers<void>())
    const kept = [good, bad].map((call) => calls.keep(call?.promise ?? Promise.resolve()).catch(() => 'failed'))
    let settled = false
    const waiting = calls.settled().then(() => {
      settled = true
    })
    calls.keep(later?.promise ?? Promise.resolve())
    good?.resolve()
    await kept[0]
    expect(settled).toBe(false)
    bad?.reject(new Error('no'))
    expect(await kept[1]).toBe('failed')
    await waiting
  })

  test('are none when all have come back', async () => {
    const calls = callsOut()
    await calls.keep(Promise.resolve())
    await calls.settled()
  })
})
