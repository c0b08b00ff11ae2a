import { describe, expect, it } from 'vitest'
import { acknowledged, openWindow, probing, room, sent, shrunk, type Window } from './window.ts'

const fill = (window: Window): Window => (room(window) > 0 ? fill(sent(window)) : window)
const times = (count: number, step: (window: Window) => Window, window: Window): Window => {
  let now = window
  for (let n = 0; n < count; n++) now = step(now)
  return now
}
/** A broker at the end of a way of `way` ms that takes `perMs` facts: what is beyond that stands in a queue. */
const throughBroker =
  (way: number, perMs: number) =>
  (window: Window): Window =>
    fill(acknowledged(window, Math.max(way, window.inFlight / perMs)))

describe('the window', () => {
  it('starts at 32, or at what the broker allows', () => {
    expect(room(openWindow(65_535, 'clean'))).toBe(32)
    expect(room(openWindow(16, 'clean'))).toBe(16)
    expect(room(openWindow(1, 'clean'))).toBe(1)
  })

  it('is 1 after an abnormal end until the first acknowledgement', () => {
    const window = fill(openWindow(65_535, 'abnormal'))
    expect(window.inFlight).toBe(1)
    expect(room(acknowledged(window, 1))).toBe(32)
  })

  it('grows over a long way to 1,024 within six round trips, and never past what the broker allows', () => {
    const quick = throughBroker(40, 100)
    expect(times(32 + 64 + 128 + 256 + 512, quick, fill(openWindow(65_535, 'clean'))).limit).toBe(1024)
    expect(times(5_000, quick, fill(openWindow(100, 'clean'))).limit).toBe(100)
  })

  it('ends where the broker cannot take more, with at least 0.7 of window ÷ round trip', () => {
    const perMs = 10
    const { limit } = times(50_000, throughBroker(40, perMs), fill(openWindow(65_535, 'clean')))
    expect(limit).toBeGreaterThanOrEqual(400)
    expect(perMs / (limit / 40)).toBeGreaterThanOrEqual(0.7)
  })

  it('grows to 256 on a short way to a quick broker; with a slow one no fact waits for more than 100 ms', () => {
    expect(times(5_000, throughBroker(0.2, 100), fill(openWindow(65_535, 'clean'))).limit).toBe(256)
    // The first trip shows the way, all others the queue.
    const first = acknowledged(fill(openWindow(65_535, 'clean')), 0.2)
    expect(times(5_000, throughBroker(0.2, 1), fill(first)).limit).toBeLessThanOrEqual(100)
  })

  it('yields when the way becomes a queue', () => {
    const wide = times(5_000, throughBroker(40, 100), fill(openWindow(65_535, 'clean')))
    expect(wide.limit).toBe(1024)
    expect(times(20_000, throughBroker(40, 2), wide).limit).toBeLessThan(128)
  })

  it('grows over a restless way too', () => {
    let n = 0
    const restless = (window: Window) => fill(acknowledged(window, 40 + (n++ % 7) * 15))
    expect(times(5_000, restless, fill(openWindow(65_535, 'clean'))).limit).toBeGreaterThanOrEqual(256)
  })

  it('does not grow while it is not full', () => {
    expect(times(1_000, (window) => acknowledged(sent(window), 40), openWindow(65_535, 'clean')).limit).toBe(32)
  })

  it('is halved when the broker asks for less, down to 1, and comes back by itself', () => {
    const small = times(10, shrunk, openWindow(65_535, 'clean'))
    expect(small.limit).toBe(1)
    expect(times(60, throughBroker(1, 100), fill(small)).limit).toBe(32)
    expect(room(probing(openWindow(65_535, 'clean')))).toBe(1)
  })
})
