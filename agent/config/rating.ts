import { defaultSettings, levelsOf, type RatingSettings } from '../../src/counter/index.ts'
import type { ConfigProblems } from './problems.ts'
import type { WrittenConfig } from './schema.ts'

/** How a counter asks for ratings: with a level set in all its words, or only its size and its name. */
export function readRating(
  written: WrittenConfig['counters'][number]['rating'],
  problems: ConfigProblems,
): RatingSettings {
  const { set, ...told } = written ?? {}
  const settings = { ...defaultSettings.rating, ...told }
  if (set) {
    for (const key of ['levels', 'scale'] as const) {
      if (told[key] !== undefined) problems.at(key).add('DB-CFG-012', { key })
    }
    const questions = (set.more ?? []).map(({ id }) => id)
    problems.at('set', 'more').addTwice(questions, 'id')
    return { ...settings, ...levelsOf(set) }
  }
  if (told.levels !== undefined && told.scale === undefined && told.levels !== defaultSettings.rating.levels) {
    problems.at('levels').add('DB-CFG-007', { levels: told.levels })
  }
  return settings
}
