import { describe, expect, it } from 'vitest'
import { occasions } from '../../src/contract/index.ts'
import { canPlay, click, openFloor, pins } from '../scenarios/floor.ts'
import { callNext, issue, onlyDesk, pressBy, quick, sitDown, touch, untilClosed } from './counter.ts'

/** Of the rule of before and of the rule of 2026. */
const dossiers = ['000.00.01.H62-261122-0007', 'H62.001.02-261122-AA0007']

describe.runIf(canPlay())('R10 a rating', () => {
  it('is bound to ticket, dossiers, officer, counter, device and level set as they were when the service ended', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    const [ticket] = await issue(floor, 1)
    await sitDown(floor, desk, 'cb-a', pins['cb-a'])
    await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    for (const code of dossiers) await click(desk, 'dossier', { counter: '5', code, act: 'attach' })
    await pressBy('keypad', desk, 'finish')
    await touch(desk, 4)
    await untilClosed(desk)
    await floor.settled()
    const [ended] = floor.of(desk, 'service.end')
    const [given] = floor.of(desk, 'rating.given')
    const { service } = ended?.data ?? {}
    expect(given).toMatchObject({
      source: '/vinh-long/quay-05/pad',
      subject: 'counter/5',
      data: { service, ticket, dossiers, officer: 'cb-a', level: 4, of: 5, scale: floor.centre.hall.plan.rating.scale },
    })
  }, 120_000)

  it('can be asked for at reception, at a request for more papers, at a refusal and with the result', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    const tickets = await issue(floor, occasions.length)
    for (const occasion of occasions) {
      await callNext(desk)
      await pressBy('keypad', desk, 'begin')
      await click(desk, 'rating-open', { counter: '5', occasion })
      await touch(desk, 5)
      await untilClosed(desk)
      await pressBy('keypad', desk, 'finish')
    }
    await floor.settled()
    expect(floor.of(desk, 'rating.given').map(({ data }) => [data.ticket, data.occasion])).toEqual(
      occasions.map((occasion, index) => [tickets[index], occasion]),
    )
  }, 120_000)
})
