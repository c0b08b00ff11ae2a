import { expect } from 'vitest'
import type { CallAction, Via } from '../../src/contract/index.ts'
import { click, counterOf, type Floor, type FloorDesk } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'

/** The ways that a press can come, as a requirement names them. */
export const ways = ['keypad', 'screen', 'shortcut'] as const satisfies readonly Via[]

/** A counter whose presses are not too quick for it, and whose citizens rate quickly. */
export const quick = {
  doublePress: 0,
  requestTimeout: 20_000,
  rating: { afterTouch: 300, grace: 600, untouched: 3_000 },
} as const

/** The only desk of a floor. */
export function onlyDesk({ desks: [desk] }: Floor): FloorDesk {
  if (!desk) throw new Error('no desk on this floor')
  return desk
}

/** Gives out tickets; their numbers. */
export async function issue({ centre }: Floor, count: number): Promise<string[]> {
  const tickets: string[] = []
  for (let n = 0; n < count; n++) tickets.push((await centre.hall.issue('land')).ticket)
  return tickets
}

/** What a press may say beside its key. */
export interface Said {
  readonly ticket?: string
  readonly reason?: string
  readonly to?: string
}

/** Presses a key by one of the ways, and waits until the centre has answered. */
export async function pressBy(way: (typeof ways)[number], desk: FloorDesk, action: CallAction, said: Said = {}) {
  const counter = desk.place.split('/')[1] ?? ''
  if (way === 'keypad') await desk.press(action)
  else if (way === 'screen') await click(desk, 'call', { counter, action, ...said })
  else await desk.client.press({ action, counter, ...said })
  await until('the centre has answered', async () => (await counterOf(desk)).asked.length === 0, 60_000)
}

/** Calls the next by the keypad and waits until its number is on show. */
export async function callNext(desk: FloorDesk): Promise<string> {
  const before = (await counterOf(desk)).service?.id
  await desk.press('next')
  const isNew = async () => {
    const { service } = await counterOf(desk)
    return service !== null && service.id !== before && desk.number() === service.ticket
  }
  await until('another number is on show', isNew, 60_000)
  return desk.number() ?? ''
}

/** The officer sits at the counter, and the centre believes it. */
export async function sitDown(floor: Floor, desk: FloorDesk, officer: string, pin: string, running?: string) {
  const counter = desk.place.split('/')[1] ?? ''
  await click(desk, 'sign-in', { counter, officer, pin, ...(running ? { running } : {}) })
  const sits = async () => {
    const now = (await counterOf(desk)).officer
    return now?.officer === officer && now.isProven
  }
  await until(`${officer} sits there`, sits, 60_000)
  await floor.settled()
}

/** Serves whoever is called next, and lets the citizen press levels on the pad; waits until the window has closed. */
export async function serve(floor: Floor, desk: FloorDesk, ...levels: readonly number[]): Promise<string> {
  const ticket = await callNext(desk)
  await pressBy('keypad', desk, 'begin')
  await pressBy('keypad', desk, 'finish')
  await touch(desk, ...levels)
  await untilClosed(desk)
  await floor.settled()
  return ticket
}

/** A citizen presses levels while the pad is lit. */
export async function touch(desk: FloorDesk, ...levels: readonly number[]): Promise<void> {
  if (levels.length === 0) return
  await until('the pad is lit', () => desk.pad.lamps().some(Boolean), 60_000)
  for (const level of levels) {
    const before = desk.pad.thanks().length
    desk.pad.press(level)
    await until('the pad thanks', () => desk.pad.thanks().length > before, 60_000)
  }
}

/** Nobody can be rated any more. */
export async function untilClosed(desk: FloorDesk): Promise<void> {
  await until('the rating window is closed', async () => (await counterOf(desk)).rating === null, 60_000)
}

/** Today, as reports name it. */
export function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** That the centre took the facts of each desk in their order, each once, without a gap. */
export function expectWhole(floor: Floor): void {
  const byDesk = Map.groupBy(floor.facts, ({ desk }) => desk)
  for (const [desk, taken] of byDesk) {
    const sequences = taken.map(({ fact }) => Number(fact.sequence))
    expect(sequences, desk).toEqual(sequences.map((_, index) => index + 1))
    expect(new Set(taken.map(({ fact }) => fact.id)).size, desk).toBe(taken.length)
  }
}
