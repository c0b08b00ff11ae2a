import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lint } from '../index.ts'

test('a name with a line end hides nothing: what stands under it is refused with its place', () => {
  const file = new URL('../../../device-profiles/riso-kagaku/webmail-notifier.yaml', import.meta.url)
  const source = readFileSync(file, 'utf8')
  expect(lint(source)).toEqual([])
  const spoiled = source.replace(/params: \{/, 'params: { "a\\nb": null,')
  expect(spoiled).not.toBe(source)
  const [problem] = lint(spoiled)
  expect(problem?.place?.line).toBeGreaterThan(0)
})
