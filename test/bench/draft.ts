import { systemClock, systemRandom } from '../../agent/system.ts'
import type { FactDraft } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'

/** The fact of a press, as the counter drafts it. */
export function draft(): FactDraft {
  const wall = systemClock.wall()
  return {
    id: uuidv7(wall, systemRandom),
    type: 'call.requested',
    counter: '5',
    source: 'keypad-1',
    at: { wall, mono: systemClock.mono(), quality: 'synced' },
    data: { action: 'next', request: uuidv7(wall, systemRandom), via: 'keypad' },
  }
}
