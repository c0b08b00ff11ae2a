import { expect, test } from 'vitest'
import { dealTickets, type Presence, shareKept } from './dealing.ts'
import type { HallPlan } from './hall.ts'
import { openPlan } from './plan.ts'
import type { Ticket } from './tickets.ts'

const places = ['quay-01/1', 'quay-02/2', 'quay-03/3']
const field = { id: 'land', name: { vi: 'Đất đai' }, prefix: 'A', counters: places }
const plan: HallPlan = { ...openPlan, fields: [field] }

const ticket = (number: number): Ticket => ({
  number,
  day: '2026-11-22',
  ticket: `A${String(number).padStart(3, '0')}`,
  field: 'land',
  priority: false,
  state: 'waiting',
  place: null,
  target: null,
  issued: 0,
  called: null,
  assumed: false,
})
const line = Array.from({ length: 30 }, (_, n) => ticket(n + 1))

function presences(parts: Partial<Presence> = {}): readonly Presence[] {
  const there = places.map((place) => ({ place, isOpen: true, isOnline: true, since: 0 }))
  return there.map((one, index) => (index === 1 ? { ...one, ...parts } : one))
}

test('each who waits is dealt to exactly one counter, and every counter gets as many', () => {
  const { isOwn } = dealTickets(plan, presences(), 0)
  const owners = line.map((one) => places.filter((place) => isOwn(one, place)))
  expect(owners.every((of) => of.length === 1)).toBe(true)
  expect(places.map((place) => owners.flat().filter((owner) => owner === place).length)).toEqual([10, 10, 10])
})

test('the share of those who still wait stays the same when others were called', () => {
  const { isOwn } = dealTickets(plan, presences(), 0)
  const before = line.slice(5).filter((one) => isOwn(one, 'quay-02/2'))
  const after = dealTickets(plan, presences(), 1)
  expect(line.slice(5).filter((one) => after.isOwn(one, 'quay-02/2'))).toEqual(before)
})

test('a counter that is closed gets no share', () => {
  const { isOwn } = dealTickets(plan, presences({ isOpen: false }), 0)
  expect(line.filter((one) => isOwn(one, 'quay-02/2'))).toEqual([])
})

test('a counter that went away keeps its share for some minutes, and those in it are called last elsewhere', () => {
  const away = presences({ isOnline: false, since: 1_000 })
  const soon = dealTickets(plan, away, 1_000 + shareKept - 1)
  expect(line.filter((one) => soon.isAway(one))).toEqual(line.filter((one) => soon.isOwn(one, 'quay-02/2')))
  expect(line.filter((one) => soon.isAway(one))).toHaveLength(10)
  const later = dealTickets(plan, away, 1_000 + shareKept)
  expect(line.filter((one) => later.isAway(one) || later.isOwn(one, 'quay-02/2'))).toEqual([])
})

test("one who was sent to a certain counter is nobody else's share", () => {
  const { isOwn, isAway } = dealTickets(plan, presences({ isOnline: false, since: 0 }), 0)
  const sent = { ...ticket(4), target: 'quay-03/3' }
  expect(places.filter((place) => isOwn(sent, place))).toEqual([])
  expect(isAway(sent)).toBe(false)
})
