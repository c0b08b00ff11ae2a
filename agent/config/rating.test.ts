import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/counter/index.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { loadConfig } from './load.ts'

const library = join(import.meta.dirname, '../../device-profiles')

/** What a desk reads whose counter asks for ratings like this; the first line given is line 7. */
function load(...rating: readonly string[]) {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: data',
    'broker: { url: mqtt://127.0.0.1:1 }',
    'counters:',
    '  - id: 5',
    ...rating.map((line) => `    ${line}`),
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  const { config, problems } = loadConfig(file, library)
  return {
    counter: config?.counters[0],
    problems: problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`),
  }
}

const level = (vi: string, points: number) => `      - { label: { vi: ${vi} }, points: ${points} }`
const set = [
  'rating:',
  '  grace: 15000',
  '  set:',
  '    scale: 3-2027',
  '    question: { vi: Anh/chị có hài lòng không? }',
  '    levels:',
  level('Không hài lòng', 0),
  level('Bình thường', 1),
  level('Hài lòng', 2),
]

describe('requirement 9: a level set in the configuration of the site', () => {
  it('decides how many levels a counter has, how the set is called and what else is asked', () => {
    const { counter, problems } = load(...set, '    more:', '      - { id: attitude, question: { vi: Thái độ? } }')
    expect(problems).toEqual([])
    expect(counter?.settings.rating).toEqual({
      ...defaultSettings.rating,
      grace: 15_000,
      levels: 3,
      scale: '3-2027',
      questions: ['attitude'],
    })
    expect(counter?.ratingSet).toMatchObject({ scale: '3-2027', levels: [{ points: 0 }, { points: 1 }, { points: 2 }] })
  })

  it('is not needed: the size and the name will do', () => {
    const { counter } = load('rating: { levels: 4, scale: 4-2026 }')
    expect(counter?.settings.rating).toEqual({ ...defaultSettings.rating, levels: 4, scale: '4-2026' })
    expect(counter?.ratingSet).toBeUndefined()
  })

  it.each([
    ['with two levels', set.filter((line) => !line.includes('Bình')), 'DB-DOC-005 13:11'],
    ['with a level without points', set.map((line) => line.replace(', points: 1', '')), 'DB-DOC-004 14:13'],
    ['with a key that nobody knows', set.map((line) => line.replace('scale', 'scal')), 'DB-DOC-003 10:9'],
    ['beside a number of levels', [...set, '  levels: 3'], 'DB-CFG-012 16:15'],
    ['beside a name of its own', [...set, '  scale: 3-2027'], 'DB-CFG-012 16:14'],
    [
      'that asks the same twice',
      [...set, '    more:', ...Array(2).fill('      - { id: speed, question: { vi: Nhanh? } }')],
      'DB-CFG-003 18:19',
    ],
  ])('%s is refused with line and column', (_, lines, problem) => {
    expect(load(...lines).problems).toContain(problem)
  })
})
