import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../src/core/index.ts'
import type { CounterDesk } from '../support/counter-desk.ts'
import { below, drawVisit, pace, type Rating, type Visit } from './habits.ts'

/** What is remembered of a visit, to compare the books with. */
export interface Remembered {
  readonly place: string
  readonly ticket: string
  readonly kind: Visit['kind']
  /** The level that must stand in the books for it; null for "not rated". */
  readonly level: number | null
  /** The program was killed around it: a window that was open then is closed, and bytes on the way are gone. */
  readonly isDisturbed: boolean
}

/** An officer's day. */
export interface Work {
  readonly visits: readonly Remembered[]
  /** Presses of citizens that must count for nobody. */
  readonly forNobody: number
}

/** What happens around the officers. */
export interface Floor {
  /** Everybody has come and nobody waits. */
  isEmpty(): boolean
  /** A number is called: whether its citizen comes, who can be at one counter only. */
  comes(ticket: string, place: string): boolean
}

/** A number comes from the centre at once, and from the desk itself after the request was given up. */
const answerPatience = 5_000
const idle = 400

/** Works at a counter until nobody comes any more. */
export async function work(desk: CounterDesk, floor: Floor, random: Random): Promise<Work> {
  const visits: Remembered[] = []
  let forNobody = 0
  let before: Rating = { kind: 'none' }
  for (;;) {
    const kills = desk.kills
    const shown = desk.number()
    await desk.press('next')
    // Who was before is just leaving, while the next number comes.
    const leaving = before.kind === 'given' ? touch(desk, before.levels) : undefined
    const ticket = await newNumber(desk, shown)
    await leaving
    before = { kind: 'none' }
    if (ticket === undefined) {
      if (floor.isEmpty()) return { visits, forNobody }
      await pause(idle)
      continue
    }
    const visit: Visit = floor.comes(ticket, desk.place) ? drawVisit(random) : { kind: 'skipped' }
    await serve(desk, visit, random)
    if (visit.kind === 'served' && visit.ends === 'with next') before = visit.rating
    visits.push({
      place: desk.place,
      ticket,
      kind: visit.kind,
      level: levelOf(visit),
      isDisturbed: desk.kills !== kills,
    })
    if (visit.kind === 'served' && visit.ends === 'with finish' && visit.rating.kind === 'too late') forNobody++
  }
}

/** Looks at the display. */
async function newNumber(desk: CounterDesk, before: string | undefined): Promise<string | undefined> {
  const deadline = performance.now() + answerPatience
  while (performance.now() < deadline) {
    const number = desk.number()
    if (number !== undefined && number !== before) return number
    await pause(20)
  }
  return undefined
}

async function serve(desk: CounterDesk, visit: Visit, random: Random): Promise<void> {
  await pause(pace.breath)
  if (below(random, 10) === 0) await desk.press('recall')
  switch (visit.kind) {
    case 'skipped':
      await desk.press('skip')
      return await untilGone(desk)
    case 'held':
      await desk.press('hold')
      return await untilGone(desk)
    case 'served':
      await desk.press('begin')
      await pause(visit.serving)
      if (visit.ends === 'with finish') await leave(desk, visit.rating)
  }
}

/** An officer sees the number go before calling the next, who may be the same again. */
async function untilGone(desk: CounterDesk): Promise<void> {
  const deadline = performance.now() + answerPatience
  while (desk.number() !== undefined && performance.now() < deadline) await pause(20)
}

async function leave(desk: CounterDesk, rating: Rating): Promise<void> {
  await desk.press('finish')
  await untilGone(desk)
  if (rating.kind === 'given') await touch(desk, rating.levels)
  if (rating.kind !== 'too late') return
  // Nobody touches for so long that the window has closed, and somebody walks by.
  await pause(pace.untouched + pace.grace)
  desk.pad.press(rating.level)
  await pause(pace.breath)
}

async function touch(desk: CounterDesk, levels: readonly number[]): Promise<void> {
  for (const level of levels) {
    await pause(pace.breath)
    desk.pad.press(level)
  }
}

function levelOf(visit: Visit): number | null {
  return visit.kind === 'served' && visit.rating.kind === 'given' ? (visit.rating.levels.at(-1) ?? null) : null
}
