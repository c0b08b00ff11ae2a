import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

type Rule = (action: { id: string }, subject: { user: string }) => string | undefined

/** The rule as polkit runs it. */
function rule(): Rule {
  const source = readFileSync(join(import.meta.dirname, '50-deskbridge-cards.rules'), 'utf8')
  const rules: Rule[] = []
  runInNewContext(source, { polkit: { addRule: (added: Rule) => rules.push(added), Result: { YES: 'yes' } } })
  const [only] = rules
  if (!only || rules.length !== 1) throw new Error(`${rules.length} rules`)
  return only
}

test.each([
  ['org.debian.pcsc-lite.access_pcsc', 'deskbridge', 'yes'],
  ['org.debian.pcsc-lite.access_card', 'deskbridge', 'yes'],
  // Nobody else gets anything by it, and the service nothing else.
  ['org.debian.pcsc-lite.access_card', 'officer', undefined],
  ['org.freedesktop.login1.power-off', 'deskbridge', undefined],
])('of %s the rule for card readers says to %s: %s', (id, user, answer) => {
  expect(rule()({ id }, { user })).toBe(answer)
})
