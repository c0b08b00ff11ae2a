import { describe, expect, it } from 'vitest'
import { acknowledged, openWindow, room, sent, type Window } from './window.ts'

const fill = (window: Window): Window => (room(window) > 0 ? fill(sent(window)) : window)
const times = (count: number, step: (window: Window) => Window, window: Window): Window =>
  count === 0 ? window : times(count - 1, step, step(window))

describe('the window', () => {
  it('starts at 32, or at what the broker allows less four for requests and results', () => {
    expect(room(openWindow(65_535, 'clean'))).toBe(32)
    expect(room(openWindow(20, 'clean'))).toBe(16)
    expect(room(openWindow(1, 'clean'))).toBe(1)
  })

  it('is 1 after an abnormal end until the first acknowledgement', () => {
    const window = fill(openWindow(65_535, 'abnormal'))
    expect(window.inFlight).toBe(1)
    expect(room(acknowledged(window, 1))).toBe(32)
  })

  it('grows over a long way, to 1,024 at most, while it is the bound', () => {
    const longTrip = (window: Window) => fill(acknowledged(window, 40))
    expect(times(100, longTrip, fill(openWindow(65_535, 'clean'))).limit).toBe(132)
    expect(times(5_000, longTrip, fill(openWindow(65_535, 'clean'))).limit).toBe(1024)
    expect(times(5_000, longTrip, fill(openWindow(100, 'clean'))).limit).toBe(96)
  })

  it('does not grow on a short way, nor while it is not full', () => {
    expect(times(100, (window) => fill(acknowledged(window, 0.2)), fill(openWindow(65_535, 'clean'))).limit).toBe(32)
    expect(times(100, (window) => acknowledged(sent(window), 40), openWindow(65_535, 'clean')).limit).toBe(32)
  })
})
