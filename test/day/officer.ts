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
    const [last, kills] = [visits.at(-1), desk.kills]
    const ticket = await callNext(desk, last?.ticket)
    // Who was before is just leaving, with the next number on show.
    if (before.kind === 'given') await touch(desk, before.levels)
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

/** Presses "next" and looks at the display. */
async function callNext(desk: CounterDesk, before: string | undefined): Promise<string | undefined> {
  await desk.press('next')
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
      return await desk.press('skip')
    case 'held':
      return await desk.press('hold')
    case 'served':
      await desk.press('begin')
      await pause(visit.serving)
      if (visit.ends === 'with finish') await leave(desk, visit.rating)
  }
}

async function leave(desk: CounterDesk, rating: Rating): Promise<void> {
  await desk.press('finish')
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
