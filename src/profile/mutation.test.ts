import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scale } from '../../test/faults/scale.ts'
import { DeskError } from '../core/index.ts'
import { compile, lint } from './index.ts'

const folder = join(import.meta.dirname, '../../device-profiles')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const runs = scale.pick({ short: 5, whole: 25, long: 250 })

/** One careless edit: a piece is lost, doubled, or replaced by something that stands elsewhere. */
function spoil(source: string, random: () => number): string {
  const words = source.split(/(?<=[\s,{}[\]:])/)
  const at = Math.floor(random() * words.length)
  const other = words[Math.floor(random() * words.length)] ?? ''
  const pieces = [[], [words[at] ?? '', words[at] ?? ''], [other], ['-1 '], ['null '], ['[] ']]
  words.splice(at, 1, ...(pieces[Math.floor(random() * pieces.length)] ?? []))
  return words.join('')
}

describe('a profile that somebody spoiled', () => {
  it.each(files)('%s is compiled or refused with a place, never more', (file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    let state = seed
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    for (let run = 0; run < runs; run++) {
      const spoiled = spoil(source, random)
      for (const problem of lint(spoiled, file)) {
        expect(problem, `SEED=${seed} run ${run}`).toBeInstanceOf(DeskError)
        expect(problem.place?.line, `SEED=${seed} run ${run}`).toBeGreaterThan(0)
      }
      try {
        compile(spoiled, file).start(0).bytes(new Uint8Array(300).fill(0x4b), 0)
      } catch (error) {
        expect(error, `SEED=${seed} run ${run}`).toBeInstanceOf(DeskError)
      }
    }
  })
})
