import { afterAll, beforeAll, describe, it } from 'vitest'
import { type House, startHouse } from '../doctor/house.ts'
import { canCause, expectFound } from '../doctor/judge.ts'
import { heavyFaults, quickFaults } from '../doctor/table/index.ts'
import { scale } from './scale.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const faults = scale.pick({
  short: [],
  whole: [...quickFaults, ...heavyFaults],
  long: [...quickFaults, ...heavyFaults],
})

// The causes that take a second at most are tried with every `npm test`, beside the doctor's other tests.
describe.runIf(faults.length > 0)('the doctor tells what to do first when', () => {
  for (const fault of faults) {
    it.runIf(canCause(fault))(`${fault.cause}: ${fault.codes.join(', ')}`, () => expectFound(fault, house))
  }
})
