import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Provisioning } from '../contract/index.ts'
import { isDeskError } from '../core/index.ts'
import { type ConfigurationSigner, configurationKeyOf, openProvisioning, sealProvisioning } from './index.ts'

function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const known = configurationKeyOf(publicKey)
  const signer: ConfigurationSigner = { keyId: known.id, sign: (bytes) => sign(null, bytes, privateKey) }
  return { known, signer }
}

const [ours, next, stranger] = [makeKey(), makeKey(), makeKey()]
const draft = {
  revision: 7,
  desk: 'vinh-long/quay-05',
  madeAt: '2026-11-22T08:00:00.000+07:00',
  content: 'centre: vinh-long\n',
}
const desk = { desk: 'vinh-long/quay-05', keys: [ours.known], highest: 6 }
const sealed = sealProvisioning(draft, ours.signer)

/** The code with which a desk refuses a message; undefined for one that it takes. */
function refusal(message: unknown, reader = desk): string | undefined {
  try {
    openProvisioning(message, reader)
    return undefined
  } catch (error) {
    return isDeskError(error) ? error.code : String(error)
  }
}

describe('a desk takes configuration', () => {
  it('that its centre signed for it, and that is newer than all before', () => {
    expect(openProvisioning(sealed, desk)).toEqual(sealed)
  })

  it('of either of two keys, while the one follows the other', () => {
    const keys = [ours.known, next.known]
    expect(refusal(sealed, { ...desk, keys })).toBeUndefined()
    expect(refusal(sealProvisioning(draft, next.signer), { ...desk, keys })).toBeUndefined()
    expect(refusal(sealed, { ...desk, keys: [next.known] })).toBe('DB-PRV-011')
  })

  it('also when it went over a wire that turned its members round', () => {
    const turned = Object.fromEntries(Object.entries(sealed).toReversed())
    expect(refusal(JSON.parse(JSON.stringify(turned)))).toBeUndefined()
  })
})

describe('a desk refuses configuration', () => {
  const changes: { readonly [member in keyof typeof draft]: unknown } = {
    revision: 8,
    desk: 'vinh-long/quay-06',
    madeAt: '2026-11-22T08:00:00.001+07:00',
    content: 'centre: vinh-lonh\n',
  }
  it.each(Object.entries(changes))('of which somebody changed the %s', (member, value) => {
    expect(refusal({ ...sealed, [member]: value })).toBe('DB-PRV-012')
  })

  it('of a stranger, also under the name of a key that it knows', () => {
    const forged = sealProvisioning(draft, stranger.signer)
    expect(refusal(forged)).toBe('DB-PRV-011')
    expect(refusal({ ...forged, signature: { ...forged.signature, key: ours.known.id } })).toBe('DB-PRV-012')
    const trick = { id: ours.known.id, key: stranger.known.key }
    const disguised = { ...forged, signature: { ...forged.signature, key: trick.id } }
    expect(refusal(disguised, { ...desk, keys: [trick] })).toBe('DB-PRV-011')
  })

  it('meant for another desk', () => {
    expect(refusal(sealProvisioning({ ...draft, desk: 'vinh-long/quay-06' }, ours.signer))).toBe('DB-PRV-013')
  })

  it('that is not newer than what it took before', () => {
    expect(refusal(sealed, { ...desk, highest: 7 })).toBe('DB-PRV-014')
    expect(refusal(sealed, { ...desk, highest: 12 })).toBe('DB-PRV-014')
  })

  it('that is truncated anywhere, has a part too many, or is something else', () => {
    const text = JSON.stringify(sealed)
    const shorter = Array.from({ length: text.length }, (_, length) => refusal(readOrNothing(text.slice(0, length))))
    expect(new Set(shorter)).toEqual(new Set(['DB-PRV-010']))
    for (const member of Object.keys(sealed) as (keyof Provisioning)[])
      expect(refusal({ ...sealed, [member]: undefined }), member).toBe('DB-PRV-010')
    expect(refusal({ ...sealed, more: 1 })).toBe('DB-PRV-010')
    expect(refusal({ ...sealed, content: 'x'.repeat(65_537) })).toBe('DB-PRV-010')
  })

  it('as long as it knows no key at all', () => {
    expect(refusal(sealed, { ...desk, keys: [] })).toBe('DB-PRV-020')
  })
})

function readOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
