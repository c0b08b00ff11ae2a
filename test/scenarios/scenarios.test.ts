import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { journalFile } from '../../src/journal/index.ts'
import { openDatabase } from '../../src/sqlite/index.ts'
import { runDeskbridge } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { canPlay, click, counterOf, type Floor, openFloor, pins } from './floor.ts'

// The acceptance scenarios of the counter, one test each, in the words in which they were agreed.

const play = it.runIf(canPlay())

async function issue({ centre }: Floor, count: number): Promise<string[]> {
  const tickets: string[] = []
  for (let n = 0; n < count; n++) tickets.push((await centre.hall.issue('land')).ticket)
  return tickets
}

play(
  'S1 a normal visit: the number is on show within a second, nobody else can call it, and its times are kept',
  async () => {
    const floor = await openFloor({ desks: 2 })
    const [first, second] = floor.desks as [Floor['desks'][0], Floor['desks'][0]]
    const [ticket, other] = await issue(floor, 2)
    await click(first, 'sign-in', { counter: '5', officer: 'cb-a', pin: pins['cb-a'] })
    await until('cb-a sits there', () => floor.of(first, 'officer.changed').some(({ data }) => data.proven))

    const pressed = performance.now()
    await first.press('next')
    await until('the number is on the display', () => first.number() === ticket)
    expect(performance.now() - pressed).toBeLessThan(1_000)
    await until('the voice has it once', () => floor.centre.hall.picture().calls.some((call) => call.ticket === ticket))
    expect(floor.centre.hall.picture().calls.filter((call) => call.ticket === ticket)).toHaveLength(1)
    await second.press('next')
    await until('the other counter has the next one', () => second.number() === other)

    await first.press('begin')
    await first.press('finish')
    await until('the pad lights up', () => first.pad.lamps().every((lamp) => lamp))
    await floor.settled()
    const [shown] = floor.of(first, 'ticket.shown')
    const [begun] = floor.of(first, 'service.begin')
    const [ended] = floor.of(first, 'service.end')
    expect([shown?.data.ticket, begun?.data.ticket, ended?.data.ticket]).toEqual([ticket, ticket, ticket])
    const times = [shown, begun, ended].map((fact) => Date.parse(fact?.time ?? ''))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(ended?.data).toMatchObject({ officer: 'cb-a', outcome: 'finished' })
  },
)

play('S2 two presses of the key and one on the screen are one call', async () => {
  const floor = await openFloor()
  const [desk] = floor.desks as [Floor['desks'][0]]
  const [ticket] = await issue(floor, 3)
  await Promise.all([
    desk.press('next').then(() => desk.press('next')),
    click(desk, 'call', { counter: '5', action: 'next' }),
    desk.client.press({ action: 'next', counter: '5' }),
  ])
  await until('the number is on the display', () => desk.number() === ticket)
  await floor.settled()
  expect(floor.of(desk, 'call.requested')).toHaveLength(1)
  expect(floor.of(desk, 'call.ignored').map(({ data }) => data.because)).toHaveLength(3)
  expect(floor.of(desk, 'ticket.shown')).toHaveLength(1)
})

play(
  'S3 the cable is pulled: the counter goes on with the people it knows, and the books are whole afterwards',
  async () => {
    const floor = await openFloor({ desks: 2, settings: { rating: { afterTouch: 200, grace: 400, untouched: 2_000 } } })
    const [cut, kept] = floor.desks as [Floor['desks'][0], Floor['desks'][0]]
    const tickets = await issue(floor, 8)
    await until('the desk knows who waits', async () => (await waitingAt(cut)) === 8)
    await cut.cable.pull()
    await until('the desk knows that it is alone', async () => !(await cut.client.status()).online)

    const served: string[] = []
    for (let n = 0; n < 3; n++) {
      await cut.press('next')
      await until('a number of its own', () => cut.number() !== undefined && !served.includes(cut.number() ?? ''))
      served.push(cut.number() ?? '')
      await pause(550)
      await cut.press('begin')
      await cut.press('finish')
      cut.pad.press(4)
      await pause(300)
    }
    expect(served.every((ticket) => tickets.includes(ticket))).toBe(true)
    expect(await cut.backlog()).toBeGreaterThan(9)
    // Meanwhile the other counter calls on, with the centre.
    for (let n = 0; n < 3; n++) {
      const before = kept.number()
      await kept.press('next')
      await until('a number of the centre', () => kept.number() !== undefined && kept.number() !== before)
      await pause(550)
    }
    await cut.cable.plug()
    await floor.settled()

    const own = floor.facts.filter(({ desk }) => desk.endsWith('quay-05')).map(({ fact }) => fact)
    const sequences = own.map(({ sequence }) => Number(sequence))
    expect(sequences).toEqual(Array.from(sequences, (_, n) => n + 1))
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length)
    expect(floor.of(cut, 'call.provisional').filter(({ data }) => data.action === 'next')).toHaveLength(3)
    expect(floor.of(cut, 'service.end').map(({ data }) => [data.ticket, data.provisional])).toEqual(
      served.map((ticket) => [ticket, true]),
    )
    expect(floor.of(cut, 'rating.given').map(({ data }) => data.ticket)).toEqual(served)
    // Times are those of the presses, not of the delivery.
    expect(own.every(({ time, recordedtime }) => Date.parse(recordedtime) - Date.parse(time) < 2_000)).toBe(true)
    const elsewhere = new Set(floor.of(kept, 'ticket.shown').map(({ data }) => data.ticket))
    const twice = served.filter((ticket) => elsewhere.has(ticket)).toSorted()
    const conflicts = (await floor.centre.hall.conflicts()).map(({ ticket }) => ticket).toSorted()
    expect(conflicts).toEqual(twice)
    const report = await floor.centre.hall.report(new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10))
    expect(report.outages.some(({ desk }) => desk.endsWith('quay-05'))).toBe(true)
  },
)

play('S4 the power goes off during a service: the number is there again, and the rating arrives once', async () => {
  const floor = await openFloor()
  const [desk] = floor.desks as [Floor['desks'][0]]
  const [ticket] = await issue(floor, 2)
  await desk.press('next')
  await until('the number is on the display', () => desk.number() === ticket)
  await desk.press('begin')
  await floor.settled()
  await desk.cable.pull()
  await click(desk, 'rating-open', { counter: '5', occasion: 'reception' })
  await until('the pad lights up', () => desk.pad.lamps().every((lamp) => lamp))
  desk.pad.press(2)
  await until('the desk thanks for it', () => desk.pad.thanks().length === 1)
  await desk.kill()
  await until('the number is on the display again', () => desk.number() === ticket)
  await desk.cable.plug()
  await floor.settled()
  expect(floor.of(desk, 'rating.given').map(({ data }) => [data.ticket, data.level, data.occasion])).toEqual([
    [ticket, 2, 'reception'],
  ])
})

play('S5 a late rating counts for the one before within the grace, then for nobody', async () => {
  const grace = 1_500
  const floor = await openFloor({ settings: { rating: { afterTouch: 400, grace, untouched: 20_000 } } })
  const [desk] = floor.desks as [Floor['desks'][0]]
  const [first, second, third] = await issue(floor, 3)
  const callNext = async (ticket: string | undefined) => {
    await pause(550)
    await desk.press('next')
    await until(`${ticket} is on show`, () => desk.number() === ticket)
  }
  await callNext(first)
  await desk.press('begin')
  await callNext(second)
  await pause(grace * 0.4)
  desk.pad.press(1)
  await until('it is thanked for', () => desk.pad.thanks().length === 1)
  await desk.press('begin')
  await pause(grace * 1.5)
  desk.pad.press(1)
  await until('the press is on disk', () => floor.of(desk, 'rating.unattributed').length === 1)
  await desk.press('finish')
  desk.pad.press(5)
  await until('it is thanked for', () => desk.pad.thanks().length === 2)
  await callNext(third)
  await pause(grace)
  await floor.settled()
  expect(floor.of(desk, 'rating.given').map(({ data }) => [data.ticket, data.level])).toEqual([
    [first, 1],
    [second, 5],
  ])
})

play('S10 a change of officer and an audit', async () => {
  const floor = await openFloor({ settings: { rating: { afterTouch: 200, grace: 400, untouched: 2_000 } } })
  const [desk] = floor.desks as [Floor['desks'][0]]
  const [first, second] = await issue(floor, 3)
  const sitsThere = (officer: string) =>
    until(`${officer} sits there`, () => floor.of(desk, 'officer.changed').some(({ data }) => data.to === officer))
  await click(desk, 'sign-in', { counter: '5', officer: 'cb-a', pin: pins['cb-a'] })
  await sitsThere('cb-a')
  await desk.press('next')
  await until('the number is on the display', () => desk.number() === first)
  await desk.press('begin')
  await desk.press('finish')
  desk.pad.press(3)
  await until('it is thanked for', () => desk.pad.thanks().length === 1)
  await pause(600)
  await desk.press('next')
  await until('the number is on the display', () => desk.number() === second)
  await desk.press('begin')
  // Without a word of what becomes of the citizen nobody takes over.
  await click(desk, 'sign-in', { counter: '5', officer: 'cb-b', pin: pins['cb-b'] })
  await pause(300)
  expect(floor.of(desk, 'officer.changed').some(({ data }) => data.to === 'cb-b')).toBe(false)
  await click(desk, 'sign-in', { counter: '5', officer: 'cb-b', pin: pins['cb-b'], running: 'hand-over' })
  await sitsThere('cb-b')
  expect(desk.number()).toBe(second)
  await desk.press('finish')
  desk.pad.press(4)
  await until('it is thanked for', () => desk.pad.thanks().length === 2)
  await pause(600)
  await floor.settled()
  expect(floor.of(desk, 'rating.given').map(({ data }) => [data.ticket, data.officer])).toEqual([
    [first, 'cb-a'],
    [second, 'cb-b'],
  ])
  const whole = floor.facts.map(({ fact }) => fact)
  expect(whole.every(({ source, subject, time, recordedtime }) => source && subject && time && recordedtime)).toBe(true)

  await desk.stop()
  const sound = await runDeskbridge('journal', 'verify', '--config', desk.configFile)
  expect(sound.code).toBe(0)
  expect(everythingIn(desk.folder)).not.toMatch(new RegExp(Object.values(pins).join('|')))
  await spoilOneByte(join(desk.folder, 'data'))
  const spoiled = await runDeskbridge('journal', 'verify', '--config', desk.configFile)
  expect(spoiled.code).toBe(1)
})

async function waitingAt(desk: Floor['desks'][0]): Promise<number> {
  return (await counterOf(desk)).waiting?.count ?? 0
}

function everythingIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n')
}

/** Somebody who has the file for himself changes one letter of what a fact says. */
async function spoilOneByte(folder: string): Promise<void> {
  const db = await openDatabase(join(folder, journalFile), {})
  await db.run(
    `UPDATE facts SET body = replace(body, '"via":"keypad"', '"via":"kexpad"') WHERE body LIKE '%call.requested%'`,
  )
  await db.close()
}
