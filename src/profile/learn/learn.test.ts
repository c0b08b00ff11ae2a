import { describe, expect, it } from 'vitest'
import { isDeskError } from '../../core/index.ts'
import { lint } from '../lint/index.ts'
import { runVectors } from '../vectors.ts'
import { learn } from './learn.ts'
import type { Phase, Trace } from './trace.ts'

const serial = { kind: 'serial', baud: 9600, data: 8, parity: 'none', stop: 1 } as const
const hex = (text: string) => text.replaceAll(' ', '')

/** A recording in rounds: what each key says when it goes down and when it comes up, and what is said in between. */
function recording(
  rounds: readonly Readonly<Record<string, readonly [string, string?]>>[],
  idle: string[] = [],
): Trace {
  let at = 0
  const pieces = (...all: readonly string[]) =>
    all.filter(Boolean).map((bytes) => {
      at += 700
      return { at, bytes: new Uint8Array(Buffer.from(hex(bytes), 'hex')) }
    })
  const phases = rounds.flatMap((round): Phase[] => [
    { kind: 'idle', pieces: pieces(...idle) },
    ...Object.entries(round).flatMap(([key, [down, up = '']]): Phase[] => [
      { kind: 'press', key, pieces: pieces(down) },
      { kind: 'release', key, pieces: pieces(up) },
    ]),
  ])
  return { profile: 'maker.pad', name: 'Pad', deviceClass: 'call-keypad', link: serial, phases }
}

const twice = (keys: Readonly<Record<string, readonly [string, string?]>>, idle?: string[]) =>
  recording([keys, keys], idle)
const ascii = (text: string) => Buffer.from(text).toString('hex')
const codeOf = (trace: Trace) => {
  try {
    return learn(trace).source
  } catch (error) {
    if (isDeskError(error)) return error.code
    throw error
  }
}

describe('learning', () => {
  it.each([
    ['single bytes', twice({ next: ['31'], recall: ['32'] }), 'mode: byte'],
    ['lines', twice({ next: [ascii('NEXT\r\n')], recall: [ascii('RECALL\r\n')] }), 'end: "0D 0A"'],
    ['a length byte', twice({ next: ['AA 03 01 10 EE'], recall: ['AA 04 01 10 11 EE'] }), 'lengthAt: 1'],
    ['bits', twice({ next: ['A0 01 00', 'A0 00 00'], recall: ['A0 00 02', 'A0 00 00'] }), 'buttons:'],
    ['a byte for down and up', twice({ next: ['A0 31 44', 'A0 31 55'], skip: ['A0 32 44', 'A0 32 55'] }), 'state =='],
    ['one code for all keys up', twice({ next: ['A0 31', 'A0 00'], skip: ['A0 36', 'A0 00'] }), 'keys: { from: [1, 2]'],
    ['a code of its own for each release', twice({ next: ['31', 'B1'], skip: ['36', 'B9'] }), "down != ''"],
  ])('understands %s', (_name, trace, words) => {
    const { source } = learn(trace)
    expect(source).toContain(words)
    expect(lint(source)).toEqual([])
    expect(runVectors(source)).toMatchObject({ failed: 0 })
  })

  it('does not take a counter for the key', () => {
    const first = { next: ['A0 01 31 55'], skip: ['A0 02 32 55'] } as const
    const second = { next: ['A0 04 31 55'], skip: ['A0 03 32 55'] } as const
    expect(learn(recording([first, second])).source).toContain('code: { u8: 2 }')
  })

  it('leaves out what the device says by itself', () => {
    const { source } = learn(twice({ next: ['A0 01 31'], skip: ['A0 01 32'] }, ['A0 02 00', 'A0 02 00']))
    expect(source).toContain('ignore: true')
  })

  it.each([
    ['a key that says nothing', twice({ next: ['31'], skip: [''] }), 'DB-PRO-091'],
    ['a key that says something else each time', recording([{ a: ['31'] }, { a: ['77'] }]), 'DB-PRO-092'],
    ['two keys that say the same', twice({ next: ['A0 31'], skip: ['A0 31'] }), 'DB-PRO-093'],
    ['a key that was pressed once', recording([{ next: ['31'] }]), 'DB-PRO-095'],
    ['a name that is no name', twice({ 'Gọi số': ['31'] }), 'DB-PRO-097'],
  ])('says what is wrong with %s', (_name, trace, code) => {
    expect(codeOf(trace)).toBe(code)
  })
})
