import { describe, expect, it } from 'vitest'
import { encodeHex } from '../bytes.ts'
import { lint } from '../lint/index.ts'
import { runVectors } from '../vectors.ts'
import { type Ask, LearnDialogue } from './dialogue.ts'
import type { OutputReport } from './lamps.ts'

/** A pad of two keys whose lamps this function lights, learnt up to the question about lamps. */
function taught(outputs: readonly OutputReport[] | undefined, link: 'hid' | 'tcp' = 'hid') {
  const options = { profile: 'maker.pad', name: 'Pad', link: { kind: link }, ...(outputs ? { outputs } : {}) }
  const dialogue = new LearnDialogue({ ...options, idleMs: 100 }, 0)
  dialogue.answer('next recall', 0)
  const codes: Readonly<Record<string, number>> = { next: 1, recall: 2 }
  const isTaught = () => ['lamps', 'done', 'failed'].includes(dialogue.ask.kind)
  for (let now = 0, number = -1; !isTaught() && now < 60_000; now += 50) {
    const { ask } = dialogue
    if (number !== dialogue.number && ask.kind === 'press') dialogue.hear(piece(now, codes[ask.key] ?? 0, link))
    if (number !== dialogue.number && ask.kind === 'release' && link === 'hid') dialogue.hear(piece(now, 0, link))
    number = dialogue.number
    dialogue.tick(now)
  }
  return dialogue
}

function piece(at: number, code: number, link: 'hid' | 'tcp') {
  return { at, bytes: link === 'hid' ? Uint8Array.of(code, 0) : new Uint8Array(Buffer.from(`K${code}\n`)) }
}

/** Somebody who looks at the pad, and says which lamps are lit. */
function watch(dialogue: LearnDialogue, lit: (bytes: Uint8Array, report: number) => readonly string[]) {
  const sent: string[] = []
  dialogue.answer('có', 60_000)
  for (let tries = 0; dialogue.ask.kind === 'lamp' && tries < 100; tries++) {
    const { bytes, report } = dialogue.ask
    sent.push(encodeHex(bytes))
    dialogue.answer(lit(bytes, report).join(', '), 60_000)
  }
  return sent
}

const sourceOf = (ask: Ask) => (ask.kind === 'done' ? ask.learnt.source : '')

describe('the lamps of a device that is learnt', () => {
  it('are found where each has a byte of its own, and the profile has a command for them', () => {
    const dialogue = taught([{ number: 0, size: 4 }])
    const sent = watch(dialogue, (bytes) => [...(bytes[1] ? ['recall'] : []), ...(bytes[2] ? ['next'] : [])])
    expect(sent).toEqual(['FF 00 00 00', '00 FF 00 00', '00 00 FF 00', '00 00 00 FF'])
    expect(dialogue.ask).toMatchObject({ kind: 'done', lamps: 'found' })
    const source = sourceOf(dialogue.ask)
    expect(source).toContain('"00 {lamps[0] * 255} {lamps[1] * 255} 00"')
    expect(lint(source)).toEqual([])
    expect(runVectors(source)).toMatchObject({ failed: 0 })
    expect(runVectors(source).results.map(({ name }) => name)).toContain('the second lamp leaves the first one lit')
  })

  it('are found bit by bit where they share a byte', () => {
    const dialogue = taught([{ number: 3, size: 2 }])
    watch(dialogue, ([first = 0]) => [...(first & 0x10 ? ['next'] : []), ...(first & 0x40 ? ['recall'] : [])])
    expect(sourceOf(dialogue.ask)).toContain('{ report: 3, kind: output, bytes: "{lamps[0] * 16 + lamps[1] * 64} 00" }')
    expect(runVectors(sourceOf(dialogue.ask))).toMatchObject({ failed: 0 })
  })

  it('are not looked for in a second report once one lights something', () => {
    const dialogue = taught([
      { number: 1, size: 1 },
      { number: 2, size: 1 },
    ])
    const sent = watch(dialogue, ([bits = 0], report) => (report === 1 && bits & 1 ? ['next'] : []))
    expect(sent).toHaveLength(8)
  })

  it('are asked about in few questions, however much could be written', () => {
    const dialogue = taught([1, 2, 3, 4, 5, 6].map((number) => ({ number, size: 8 })))
    expect(watch(dialogue, () => []).length).toBeLessThanOrEqual(40)
    expect(dialogue.ask).toMatchObject({ kind: 'done', lamps: 'dark' })
  })

  it.each([
    ['no-report', taught([])],
    ['no-report', taught(undefined)],
    // Long reports are commands of their makers.
    ['no-report', taught([{ number: 0, size: 36 }])],
    ['stream', taught([{ number: 0, size: 4 }], 'tcp')],
  ])('are not tried where that is not safe: %s', (lamps, dialogue) => {
    expect(dialogue.ask).toMatchObject({ kind: 'done', lamps, learnt: { keys: ['next', 'recall'] } })
    expect(sourceOf(dialogue.ask)).not.toContain('commands')
  })

  it('are not tried where the person does not agree', () => {
    const dialogue = taught([{ number: 0, size: 4 }])
    dialogue.answer('', 60_000)
    expect(dialogue.ask).toMatchObject({ kind: 'done', lamps: 'declined' })
  })

  it('stay unknown where the device refuses what is written, and no key has a name that is not its', () => {
    const dialogue = taught([{ number: 0, size: 4 }])
    dialogue.answer('yes', 60_000)
    expect(() => dialogue.answer('pause', 60_000)).toThrow('DB-PRO-097')
    expect(dialogue.ask).toMatchObject({ kind: 'lamp' })
    dialogue.refuse(60_000)
    expect(dialogue.ask).toMatchObject({ kind: 'done', lamps: 'dark' })
  })
})
