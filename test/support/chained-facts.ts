import {
  chainStart,
  type Epoch,
  type Fact,
  factHash,
  formatSequence,
  nextChain,
  type Sequence,
} from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { systemClock, systemRandom } from './faces.ts'

/** Facts as a desk numbers and chains them, without a desk; for tests that need many or wrong ones. */
export function chainedFacts(
  count: number,
  { epoch = 'abc123', ids = [] }: { readonly epoch?: string; readonly ids?: readonly string[] } = {},
): Fact[] {
  const facts: Fact[] = []
  for (let n = 1; n <= count; n++) {
    const time = '2026-11-22T08:03:12.123+07:00'
    const bare = {
      specversion: '1.0' as const,
      id: ids[n - 1] ?? uuidv7(systemClock.wall(), systemRandom),
      source: '/vinh-long/quay-05/keypad-1',
      type: 'deskbridge.counter.paused',
      subject: 'counter/5',
      time,
      recordedtime: time,
      epoch: epoch as Epoch,
      sequence: formatSequence(n as Sequence),
      clock: 'synced' as const,
      datacontenttype: 'application/json' as const,
      data: { reason: `Nghỉ giải lao ${n}`, via: 'keypad' },
    }
    facts.push({ ...bare, chain: nextChain(facts.at(-1)?.chain ?? chainStart, factHash(bare)) })
  }
  return facts
}
