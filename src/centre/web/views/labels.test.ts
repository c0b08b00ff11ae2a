import { expect, it } from 'vitest'
import { counterLabels } from './labels.ts'

it.each([
  [
    ['quay-05/5', 'quay-12/12'],
    ['5', '12'],
  ],
  [
    ['quay-05/1', 'quay-12/1'],
    ['5', '12'],
  ],
  [
    ['quay-05/1', 'quay-05/2', 'quay-06/1'],
    ['5-1', '5-2', '6-1'],
  ],
  [
    ['nha-a/1', 'nha-b/1'],
    ['NHA-A', 'NHA-B'],
  ],
  [
    ['mot-cua/quay-07', 'mot-cua/quay-08'],
    ['7', '8'],
  ],
])('the counters %j are called %j', (places, names) => {
  expect([...counterLabels(places).values()]).toEqual(names)
})
