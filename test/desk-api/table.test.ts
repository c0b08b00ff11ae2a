import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { browserAttacks } from './browser-attacks.ts'
import { hostForms, hostileBodies, smuggled } from './raw-attacks.ts'

test('the table of attacks counts what is tried', () => {
  const rows = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').matchAll(/^\| (T\d\d[^|]*?) \| (\d+) \|/gm)
  const counted = Object.fromEntries([...rows].map(([, name = '', count = '']) => [name, Number(count)]))
  expect(counted).toMatchObject({
    'T31 foreign origin': browserAttacks.length,
    'T32 names': hostForms.length,
    'T32 two meanings': smuggled.length,
    'T36 bodies': hostileBodies.length,
  })
  const names = [...browserAttacks.map(({ name }) => name), ...hostForms, ...smuggled.map(([name]) => name)]
  expect(new Set([...names, ...hostileBodies.map(([name]) => name)]).size).toBe(names.length + hostileBodies.length)
  expect(Object.values(counted).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(60)
})
