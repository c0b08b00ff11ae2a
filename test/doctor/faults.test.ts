import { afterAll, beforeAll, describe, it } from 'vitest'
import { type House, startHouse } from './house.ts'
import { canCause, expectFound } from './judge.ts'
import { quickFaults } from './table/index.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

describe('the doctor tells what to do first when', () => {
  for (const fault of quickFaults) {
    it.runIf(canCause(fault))(`${fault.cause}: ${fault.codes.join(', ')}`, () => expectFound(fault, house), 120_000)
  }
})
