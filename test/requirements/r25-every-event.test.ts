import { describe, expect, it } from 'vitest'
import { canPlay, click, openFloor, pins } from '../scenarios/floor.ts'
import { runDeskbridge } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { callNext, expectWhole, issue, onlyDesk, pressBy, quick, serve, sitDown, today } from './counter.ts'

const hour = 3_600_000

describe.runIf(canPlay())('R25 every event', () => {
  it('carries counter, officer, device, two times with what the clock is worth, and a number; and reports show what was out of the ordinary', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    await issue(floor, 4)
    await sitDown(floor, desk, 'cb-a', pins['cb-a'])
    await serve(floor, desk, 5)
    await sitDown(floor, desk, 'cb-b', pins['cb-b'])
    await serve(floor, desk, 3)
    const [began, ended] = [Date.now() - hour, Date.now() - hour / 2]
    const times = { began: new Date(began).toISOString(), ended: new Date(ended).toISOString() }
    await click(desk, 'late-entry', { counter: '5', ticket: 'S-07', dossiers: [], ...times })
    await floor.settled()
    await desk.cable.pull()
    await until('the desk is alone', async () => !(await desk.client.status()).online, 60_000)
    await callNext(desk)
    await pressBy('keypad', desk, 'finish')
    await desk.cable.plug()
    await floor.settled()

    for (const { fact } of floor.facts) {
      expect(fact).toMatchObject({
        subject: 'counter/5',
        source: expect.stringMatching(/^\/vinh-long\/quay-05\/(panel|pad|page|counter|centre)$/),
        time: expect.stringMatching(/\d$|Z$/),
        recordedtime: expect.any(String),
        clock: expect.stringMatching(/^(synced|stepped|free-running)$/),
        sequence: expect.any(String),
        chain: expect.any(String),
      })
      expect(Date.parse(fact.time)).toBeLessThanOrEqual(Date.parse(fact.recordedtime))
    }
    const ofService = floor.facts.filter(({ fact }) => fact.kind === 'service.end' || fact.kind === 'rating.given')
    expect(ofService.length).toBeGreaterThan(4)
    expect(ofService.every(({ fact }) => 'officer' in fact.data)).toBe(true)
    expectWhole(floor)

    // Change of officer.
    const report = await floor.centre.hall.report(today())
    expect(report.officers.map(({ name }) => name).toSorted()).toEqual(['cb-a', 'cb-b'])
    // Late entry, with its true time and by which way it came.
    const late = floor.of(desk, 'service.end').find(({ data }) => data.late)
    expect(late?.data).toMatchObject({ ticket: 'S-07', officer: 'cb-b', via: 'screen' })
    expect(Math.abs(Date.parse(late?.time ?? '') - ended)).toBeLessThan(2)
    expect(report.late).toBe(1)
    // Time without the centre.
    expect(report.provisional).toBeGreaterThan(1)
    expect(report.outages.some(({ desk: away }) => away.endsWith('quay-05'))).toBe(true)

    await desk.stop()
    expect((await runDeskbridge('journal', 'verify', '--config', desk.configFile)).code).toBe(0)
  }, 180_000)
})
