import { expect, it } from 'vitest'
import { openingKeyOf, unseal } from '../../src/seal/index.ts'
import { document } from './document.ts'

interface CardFact {
  readonly id: string
  readonly data: { readonly fields: readonly string[]; readonly sealed: string }
}

it('the example of a card opens with the key that the contract prints, and holds what it says', async () => {
  const printed = /opens with this key, which everybody knows: `(\{[^`]*\})`/.exec(document.info.description)?.[1] ?? ''
  const key = openingKeyOf(JSON.parse(printed))
  const [example] = document.components.messages['fact.card.read']?.examples ?? expect.unreachable('no example')
  const { id, data } = (example ?? expect.unreachable('no example')).payload as CardFact
  const content = (await unseal([key], data.sealed, id)) as object
  expect(Object.keys(content)).toEqual(data.fields)
  expect(content).toMatchObject({ name: 'Trần Văn Bình', birthDate: '2003-11-07' })
})
