import { expect, it } from 'vitest'
import { languageOf } from './language.ts'

it.each([
  ['/bang', '', 'en-US,en', 'vi'],
  ['/lay-so', 'lang=en', 'vi', 'en'],
  ['/quan-ly', '', 'en-US,en;q=0.9', 'en'],
  ['/quan-ly', '', 'en;q=0.8,vi;q=0.9', 'vi'],
  ['/quan-ly', '', undefined, 'vi'],
  ['/ve/A001', '', 'fr,en;q=0.5', 'en'],
  ['/ve/A001', 'lang=vi', 'en', 'vi'],
  ['/ve/A001', 'lang=fr', 'xx;q=;,,;', 'vi'],
] as const)('%s?%s for a browser that prefers %s is in %s', (path, query, accepted, language) => {
  expect(languageOf(path, new URLSearchParams(query), accepted)).toBe(language)
})
