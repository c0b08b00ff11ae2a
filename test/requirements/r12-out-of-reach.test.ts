import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { journalFile } from '../../src/journal/index.ts'
import { openDatabase } from '../../src/sqlite/index.ts'
import { canPlay, click, counterOf, openFloor, pins, viewOf } from '../scenarios/floor.ts'
import { runDeskbridge } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { callNext, issue, onlyDesk, pressBy, quick, sitDown, touch, untilClosed } from './counter.ts'

const settings = { ...quick, rating: { afterTouch: 5_000, grace: 5_000, untouched: 30_000 } }

describe.runIf(canPlay())('R12 an officer', () => {
  it('sees that the citizen has pressed, and never what, neither before the window closes nor after', async () => {
    const floor = await openFloor({ settings })
    const desk = onlyDesk(floor)
    await issue(floor, 1)
    await sitDown(floor, desk, 'cb-a', pins['cb-a'])
    await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    await pressBy('keypad', desk, 'finish')
    const before = JSON.stringify(unnumbered(await viewOf(desk)))
    await touch(desk, 2)
    await until('the page knows of a press', async () => (await counterOf(desk)).rating?.isTouched === true, 60_000)
    const after = await viewOf(desk)
    expect(JSON.stringify(after)).not.toContain('"level"')
    // Nothing of the page is another than before but that somebody has pressed.
    expect(JSON.stringify(unnumbered(after)).replace('"isTouched":true', '"isTouched":false')).toBe(before)
    await untilClosed(desk)
    expect(JSON.stringify(await viewOf(desk))).not.toContain('"level"')
  }, 120_000)

  it('can enter no rating on the page', async () => {
    const floor = await openFloor({ settings })
    const desk = onlyDesk(floor)
    await issue(floor, 1)
    await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    await pressBy('keypad', desk, 'finish')
    const service = (await counterOf(desk)).rating?.service
    expect(service).toBeDefined()
    await expect(click(desk, 'rate', { counter: '5', service, level: 5 })).rejects.toThrow('DB-')
    await floor.settled()
    expect(floor.of(desk, 'rating.touched')).toEqual([])
  }, 120_000)

  it('can take none back: the ratings are chained, so that one that is gone or changed is found', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    await issue(floor, 1)
    await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    await pressBy('keypad', desk, 'finish')
    await touch(desk, 1)
    await untilClosed(desk)
    await floor.settled()
    const [given] = floor.of(desk, 'rating.given')
    // Who rated is in no fact: it has the citizen's number and nothing of the citizen.
    expect(Object.keys(given?.data ?? {}).toSorted()).toEqual(
      ['dossiers', 'level', 'of', 'scale', 'service', 'ticket', 'via'].toSorted(),
    )
    await desk.stop()
    const verify = () => runDeskbridge('journal', 'verify', '--config', desk.configFile)
    expect((await verify()).code).toBe(0)
    const db = await openDatabase(join(desk.folder, 'data', journalFile), {})
    // Once the centre has a rating only its hash is left here; whichever it is, it is another one now.
    const place = 'position % 1099511627776 = ?'
    await db.run(`UPDATE facts SET body = replace(body, '1', '5') WHERE ${place}`, Number(given?.sequence))
    await db.close()
    expect((await verify()).code).toBe(1)
  }, 120_000)
})

/** Counts and times go on by themselves. */
function unnumbered({ counters, devices }: Awaited<ReturnType<typeof viewOf>>): unknown {
  return { counters, devices }
}
