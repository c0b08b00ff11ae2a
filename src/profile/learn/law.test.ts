import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile, lint, runVectors } from '../index.ts'
import { rebuild } from './equivalence.fixture.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const folder = join(import.meta.dirname, '../../../device-profiles')
/** The kinds of device that consist of keys. */
const keyed: readonly string[] = ['button', 'button-panel', 'call-keypad', 'rating-pad', 'pedal']

const devices = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((file) => ({ file, source: readFileSync(join(folder, file), 'utf8') }))
  .filter(({ file, source }) => keyed.includes(compile(source, file).deviceClass))
const outcomes = devices.map(({ file, source }) => ({ file, outcome: rebuild(source, seed) }))
const of = (kind: string) => outcomes.filter(({ outcome }) => outcome.kind === kind)
const shown = (kind: string) =>
  of(kind).map(({ file, outcome }) => `${file}: ${'why' in outcome ? outcome.why : outcome.kind}`)

describe(`learning the library anew from its own recordings (SEED=${seed})`, () => {
  it('gives back nine of ten keyed devices: the same keys told apart, the same presses and releases', () => {
    const [rebuilt, not] = [of('rebuilt').length, of('not rebuilt').length]
    expect(rebuilt, 'there must be something to learn').toBeGreaterThan(4)
    expect(rebuilt / (rebuilt + not), `SEED=${seed}\n${shown('not rebuilt').join('\n')}`).toBeGreaterThanOrEqual(0.9)
  })

  it.each(of('rebuilt'))('writes $file as a clean profile with tests that pass', ({ outcome }) => {
    const source = outcome.kind === 'rebuilt' ? outcome.source : ''
    expect(lint(source)).toEqual([])
    expect(runVectors(source)).toMatchObject({ failed: 0 })
    expect(runVectors(source).passed).toBeGreaterThan(1)
  })

  it.each(shown('no recording'))('cannot record %s', (name) => {
    expect(name).not.toContain('undefined')
  })
})
