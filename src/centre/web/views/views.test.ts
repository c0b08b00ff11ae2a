import { expect, it } from 'vitest'
import { hallPlan, placeOf } from '../../../../test/centre-web/hall-plan.ts'
import { scriptedHall } from '../../../../test/centre-web/scripted-hall.ts'
import { boardView } from './board.ts'
import { officeView } from './office.ts'

const noPads = {
  newCode: () => ({ code: '', until: 0 }),
  pair: () => '',
  isPaired: () => false,
  count: () => 0,
  revoke() {},
}

it('a field for every counter that speaks names no counter of its own, and counts for each', async () => {
  const [one] = hallPlan(2).fields
  const [first, second] = [hallPlan(2), placeOf(1)]
  const fields = one ? [{ ...one, counters: ['*', second] }] : []
  const hall = scriptedHall(() => 0, { ...first, fields })
  await hall.issue('dat-dai')
  expect(boardView(hall).counters.map(({ label }) => label)).toEqual(['1'])
  expect(officeView(hall, noPads).counters.map(({ waiting }) => waiting)).toEqual([1])
})

it('letters come composed, however the file of the site was typed', () => {
  const plan = hallPlan(1)
  const hall = scriptedHall(() => 0, { ...plan, title: { vi: 'Trung tâm'.normalize('NFD') } })
  expect(boardView(hall).title.vi).toBe('Trung tâm'.normalize('NFC'))
})
