import { expect, it } from 'vitest'
import { LearnDialogue } from './dialogue.ts'
import { learn } from './learn.ts'
import type { Phase } from './trace.ts'

const link = { kind: 'tcp' } as const
const options = { profile: 'maker.pad', name: 'Pad', link, idleMs: 1_000 }
const bytes = (text: string) => new Uint8Array(Buffer.from(text))

it('asks each key twice, the second time backwards, and ends with a profile', () => {
  const dialogue = new LearnDialogue(options, 0)
  dialogue.answer('next, recall', 0)
  const asked: string[] = []
  for (let now = 0; dialogue.ask.kind !== 'done' && now < 60_000; now += 100) {
    const { ask } = dialogue
    if (ask.kind === 'press') asked.push(ask.key)
    if (ask.kind === 'press') dialogue.hear({ at: now, bytes: bytes(`${ask.key}\n`) })
    for (const number = dialogue.number; dialogue.number === number && now < 60_000; now += 100) dialogue.tick(now)
  }
  expect(asked).toEqual(['next', 'recall', 'recall', 'next'])
  expect(dialogue.ask).toMatchObject({ kind: 'done', learnt: { keys: ['next', 'recall'], releases: false } })
})

it('finds the profile in steps, between which others have their turn, and the same one as in one go', () => {
  const dialogue = new LearnDialogue(options, 0)
  dialogue.answer('next, recall', 0)
  const phases: Phase[] = [{ kind: 'idle', pieces: [] }]
  let now = 1_000
  dialogue.tick(now)
  for (const key of ['next', 'recall', 'recall', 'next']) {
    const piece = { at: now, bytes: bytes(`${key}\n`) }
    phases.push({ kind: 'press', key, pieces: [piece] }, { kind: 'release', key, pieces: [] })
    dialogue.hear(piece)
    for (now += 1_000; dialogue.ask.kind === 'press'; now += 100) dialogue.tick(now)
    for (now += 2_000; dialogue.ask.kind === 'release'; now += 100) dialogue.tick(now)
  }
  let steps = 0
  for (; dialogue.ask.kind === 'thinking' && steps < 1_000; steps++) dialogue.tick(now)
  expect(steps).toBeGreaterThan(10)
  const learnt = learn({ profile: 'maker.pad', name: 'Pad', deviceClass: 'call-keypad', link, phases })
  expect(dialogue.ask).toMatchObject({ kind: 'done', learnt })
})

it('waits for the word of the person where the device speaks by itself', () => {
  const dialogue = new LearnDialogue(options, 0)
  dialogue.answer('next', 0)
  dialogue.hear({ at: 500, bytes: bytes('beat\n') })
  dialogue.tick(1_000)
  expect(dialogue.ask).toMatchObject({ kind: 'press', byWord: true })
  dialogue.hear({ at: 1_100, bytes: bytes('beat\n') })
  dialogue.tick(3_000)
  expect(dialogue.ask).toMatchObject({ kind: 'press', key: 'next' })
  dialogue.answer('', 3_000)
  expect(dialogue.ask).toMatchObject({ kind: 'release', key: 'next' })
})

it('asks again for a key that says nothing, and gives up in the end', () => {
  const dialogue = new LearnDialogue(options, 0)
  dialogue.answer('next', 0)
  for (let now = 0; now < 70_000; now += 500) dialogue.tick(now)
  expect(dialogue.ask).toMatchObject({ kind: 'failed', error: { code: 'DB-PRO-091' } })
})

it('refuses a name that no key can have', () => {
  expect(() => new LearnDialogue(options, 0).answer('Gọi số', 0)).toThrow('DB-PRO-097')
})
