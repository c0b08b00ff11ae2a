import { describe, expect, it } from 'vitest'
import { idlePad, type PadInput, type PadState, questionOf, stepPad } from './pad-state.ts'

const armed: PadInput = { kind: 'armed', service: 's1', questions: 3 }
const led = (...inputs: readonly PadInput[]): PadState => inputs.reduce(stepPad, idlePad)
const pressed = (level: number): PadInput => ({ kind: 'pressed', level })
const recorded = (press: number): PadInput => ({ kind: 'recorded', press })
const onward: PadInput = { kind: 'onward' }

describe('a rating page', () => {
  it('takes no press while nobody may rate', () => {
    expect(led(pressed(5))).toEqual(idlePad)
    expect(led(armed, { kind: 'disarmed' }, pressed(5)).service).toBeNull()
  })

  it('marks a press at once and goes on once it is recorded', () => {
    const marked = led(armed, pressed(4))
    expect(marked).toMatchObject({ answers: [4, null, null], sending: 'under-way', step: 0 })
    expect(stepPad(marked, onward)).toBe(marked)
    expect(led(armed, pressed(4), recorded(1), onward)).toMatchObject({ step: 1, sending: 'nothing' })
  })

  it('asks the other questions after the main one, and thanks behind the last', () => {
    const thanks = led(armed, pressed(4), recorded(1), onward, pressed(3), recorded(2), onward, { kind: 'skip' })
    expect(thanks).toMatchObject({ step: 3, answers: [4, 3, null] })
    expect(questionOf(thanks)).toBe(0)
  })

  it('lets the last press win: behind the thanks the main answer can be changed', () => {
    const changed = led({ ...armed, questions: 1 }, pressed(4), recorded(1), onward, pressed(2))
    expect(changed).toMatchObject({ answers: [2], sending: 'under-way' })
  })

  it('does not take the answer to an earlier press for that to a later one', () => {
    const twice = led(armed, pressed(1), pressed(5))
    expect(stepPad(twice, recorded(1))).toBe(twice)
    expect(stepPad(twice, { kind: 'failed', press: 1 })).toBe(twice)
    expect(stepPad(twice, recorded(2)).sending).toBe('recorded')
  })

  it('takes the mark away from a press that was not recorded', () => {
    expect(led(armed, pressed(4), { kind: 'failed', press: 1 })).toMatchObject({
      answers: [null, null, null],
      sending: 'failed',
    })
  })

  it('cannot skip the main question', () => {
    expect(led(armed, { kind: 'skip' }).step).toBe(0)
  })

  it('keeps what was pressed when the same window comes again, and forgets it with another', () => {
    const marked = led(armed, pressed(4))
    expect(stepPad(marked, armed)).toBe(marked)
    expect(stepPad(marked, { ...armed, service: 's2' }).answers).toEqual([null, null, null])
  })
})
