import { expect, test } from 'vitest'
import { type Fact, tombstoneOf } from '../../src/contract/index.ts'
import { demoDevices } from './config-file.ts'
import { factType, pressKind } from './press-facts.ts'

const touched: Fact = {
  specversion: '1.0',
  id: '019ab3f0-0000-7000-8000-000000000001',
  source: `/demo/quay-05/${demoDevices.pad}`,
  type: 'deskbridge.rating.touched',
  subject: 'counter/5',
  time: '2026-11-22T08:00:00.000+07:00',
  recordedtime: '2026-11-22T08:00:00.001+07:00',
  epoch: 'k3f9q2',
  sequence: '0000000000000001',
  clock: 'synced',
  chain: '0'.repeat(64),
  datacontenttype: 'application/json',
  data: { level: 5 },
}

test('a rating counts as a press also when the desk has dropped it to its hash', () => {
  const dropped = tombstoneOf(touched, 'pruned')
  expect(pressKind(touched)).toBe('rating')
  expect(pressKind(dropped)).toBe('rating')
  expect(factType(dropped)).toBe('tombstone')
})
