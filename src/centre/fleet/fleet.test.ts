import { describe, expect, test } from 'vitest'
import { type FakeClock, fakeClock } from '../../../test/support/faces.ts'
import type { DeskState, DeviceHealth } from '../../contract/index.ts'
import { type DeskEnrolment, watchFleet } from './fleet.ts'

const minute = 60_000
const desk = 'vinh-long/quay-05'

function watched(enrolled: ReadonlyMap<string, DeskEnrolment> = new Map(), clock: FakeClock = fakeClock()) {
  const fleet = watchFleet({ known: [], clock, enrolled: () => enrolled })
  const codes = (of = desk) =>
    fleet
      .look()
      .find((one) => one.desk === of)
      ?.alarms.map(({ code }) => code)
  return { clock, fleet, codes }
}

const state = (news: Partial<DeskState> = {}): DeskState => ({
  ...{ online: true, version: '1.2.0', backlog: 0, quarantined: 0, disk: 'room', clock: 'synced' },
  ...news,
})

const device = (news: Partial<DeviceHealth> = {}): DeviceHealth => ({
  ...{ name: 'keypad-1', profile: 'generic.stx-keypad', role: 'call-keypad', counter: '5', state: 'ready' },
  ...news,
})

describe('the desks of a centre', () => {
  test('a healthy desk needs nobody', () => {
    const { fleet, codes } = watched()
    fleet.state(desk, state())
    fleet.devices(desk, { devices: [device()] })
    expect(codes()).toEqual([])
  })

  test('a desk that starts anew is no alarm, one that stays away is', () => {
    const { fleet, clock, codes } = watched()
    fleet.state(desk, state())
    clock.advance(minute)
    fleet.state(desk, state({ online: false }))
    expect(codes()).toEqual([])
    clock.advance(4 * minute)
    expect(fleet.look()[0]?.alarms).toEqual([{ code: 'DB-FLT-001', args: { minutes: 5 }, weight: 'bad' }])
  })

  test('facts that stay unconfirmed while the desk is connected are an alarm; those of an outage are not', () => {
    const { fleet, clock, codes } = watched()
    fleet.state(desk, state({ backlog: 12 }))
    clock.advance(2 * minute)
    expect(codes()).toEqual(['DB-FLT-003'])
    fleet.state(desk, state({ backlog: 0 }))
    fleet.state(desk, state({ backlog: 3 }))
    expect(codes()).toEqual([])
    fleet.state(desk, state({ backlog: 900, online: false }))
    clock.advance(3 * minute)
    expect(codes()).toEqual([])
  })

  test('what a desk says of its disk, clock, devices and quarantine is told, the worst first', () => {
    const { fleet, codes } = watched()
    fleet.state(desk, state({ disk: 'full', clock: 'stepped', quarantined: 2 }))
    fleet.devices(desk, { devices: [device(), device({ name: 'rating-1', state: 'lost', reason: 'DB-SER-004' })] })
    expect(codes()).toEqual(['DB-FLT-014', 'DB-FLT-005', 'DB-FLT-006', 'DB-FLT-011'])
  })

  test.each([
    ['room', undefined, undefined],
    ['tight', 'DB-FLT-004', 'warn'],
    ['short', 'DB-FLT-004', 'bad'],
    ['full', 'DB-FLT-014', 'bad'],
    ['failing', 'DB-FLT-015', 'bad'],
  ] as const)('a disk that is at "%s" is told of as what it is', (disk, code, weight) => {
    const { fleet } = watched()
    fleet.state(desk, state({ disk }))
    expect(fleet.look()[0]?.alarms).toEqual(code === undefined ? [] : [{ code, args: {}, weight }])
  })

  test('a clock that nobody sets is not off', () => {
    const { fleet, codes } = watched()
    fleet.state(desk, state({ clock: 'free-running' }))
    expect(codes()).toEqual([])
  })

  test('a desk with an older program than another one is behind, by numbers and not by letters', () => {
    const { fleet, codes } = watched()
    fleet.state(desk, state({ version: '1.9.0' }))
    fleet.state('vinh-long/quay-06', state({ version: '1.10.0' }))
    expect(codes()).toEqual(['DB-FLT-009'])
    expect(codes('vinh-long/quay-06')).toEqual([])
  })

  test('an update that failed and a configuration that was given back are told of, until a newer one works', () => {
    const { fleet, codes } = watched()
    const update = { part: 'program', issue: 17, version: '1.4.0' } as const
    const refused = { revision: 8, error: 'DB-PRV-018' }
    fleet.state(desk, state({ updates: [{ ...update, state: 'failed' }], provision: { revision: 7, refused } }))
    expect(codes()).toEqual(['DB-FLT-017', 'DB-FLT-018'])
    fleet.state(desk, state({ updates: [{ ...update, state: 'installed' }], provision: { revision: 9, refused } }))
    expect(codes()).toEqual([])
  })

  test('certificates are told of before they end, and a blocked desk is only blocked', () => {
    const now = fakeClock().wall()
    const days = (count: number) => ({ ends: now + count * 24 * 60 * minute, isBlocked: false })
    const books = new Map([
      ['a/fresh', days(60)],
      ['a/old', days(13)],
      ['a/ended', days(-1)],
      ['a/blocked', { ...days(60), isBlocked: true }],
    ])
    const { fleet, codes } = watched(books)
    for (const name of books.keys()) fleet.state(name, state())
    expect([...books.keys()].map(codes)).toEqual([[], ['DB-FLT-007'], ['DB-FLT-008'], ['DB-FLT-010']])
  })

  test('a desk that was enrolled and never came is waited for', () => {
    const { codes } = watched(new Map([[desk, { ends: Number.MAX_SAFE_INTEGER, isBlocked: false }]]))
    expect(codes()).toEqual(['DB-FLT-002'])
  })

  test('those that need somebody stand first, the rest in the order of their numbers', () => {
    const { fleet } = watched()
    for (const name of ['a/quay-10', 'a/quay-9', 'a/quay-8']) fleet.state(name, state())
    fleet.state('a/quay-11', state({ quarantined: 1 }))
    fleet.state('a/quay-12', state({ disk: 'full' }))
    expect(fleet.look().map((one) => one.desk)).toEqual(['a/quay-12', 'a/quay-11', 'a/quay-8', 'a/quay-9', 'a/quay-10'])
  })

  test('who was known before the centre was started is known after it', () => {
    const clock = fakeClock()
    const seen = clock.wall() - 10 * minute
    const fleet = watchFleet({ known: [{ desk, online: false, seen, state: state({ online: false }) }], clock })
    expect(fleet.look()).toMatchObject([{ desk, online: false, version: '1.2.0', alarms: [{ code: 'DB-FLT-001' }] }])
  })

  test('a thousand facts are told of once a second, and what only time brings is looked at', () => {
    const { fleet, clock } = watched()
    let told = 0
    fleet.onChange(() => told++)
    for (let count = 0; count < 1_000; count++) fleet.state(desk, state({ backlog: count }))
    clock.advance(1_000)
    expect(told).toBe(1)
    clock.advance(29_000)
    expect(told).toBe(2)
    fleet.stop()
    clock.advance(10 * minute)
    expect(told).toBe(2)
  })
})
