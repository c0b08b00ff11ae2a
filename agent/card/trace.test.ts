import { describe, expect, test } from 'vitest'
import { DeskError } from '../../src/core/index.ts'
import { traceLine } from './trace.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const line = (command: string, answer: string) =>
  traceLine({ command: bytes(command), outcome: { answer: bytes(answer) }, ms: 3.25 })

describe('the trace of a reading', () => {
  test('shows what every reader may have of every card', () => {
    expect(line('00a4020c02011c', '9000')).toBe('00A4020C 02011C → 9000  3.3 ms')
    expect(line('00b0000008', '31143012060a04007f9000')).toBe('00B00000 08 → 9000 31143012060A04007F  3.3 ms')
  })

  test('shows of all else no byte but the head of the command and the status', () => {
    expect(line('0cb000000d97010e8e08aabbccddeeff001100', `8709011122334455667788${'00'.repeat(14)}9000`)).toBe(
      '0CB00000 +15 → 9000 +25  3.3 ms',
    )
    expect(line('0082000028aabb', '6300')).toBe('00820000 +3 → 6300  3.3 ms')
    expect(line('0084000008', '46ab12cd46ab12cd9000')).toBe('00840000 +1 → 9000 +8  3.3 ms')
  })

  test('names what went wrong', () => {
    const outcome = { error: new DeskError('DB-PCS-008') }
    expect(traceLine({ command: bytes('00a40000'), outcome, ms: 1 })).toBe('00A40000 → DB-PCS-008  1.0 ms')
  })
})
