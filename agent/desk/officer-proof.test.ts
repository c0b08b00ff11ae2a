import { createHmac, scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { uuidv7 } from '../../src/core/index.ts'
import { seededRandom } from '../../test/support/faces.ts'
import { pinProof } from './officer-proof.ts'

const salt = '000102030405060708090a0b0c0d0e0f'
const nonce = uuidv7(1_700_000_000_000, seededRandom(1))

test('the proof of a PIN is the HMAC of the nonce under what scrypt makes of it, as the centre computes it', async () => {
  const key = scryptSync('246810', Buffer.from(salt, 'hex'), 32, { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 })
  const answer = createHmac('sha256', key).update(Buffer.from(nonce)).digest('hex')
  expect(await pinProof('246810', salt, nonce)).toEqual({ method: 'pin', nonce, answer })
})

test('the proof does not hold the PIN, and another nonce, salt or PIN gives another one', async () => {
  const proof = await pinProof('246810', salt, nonce)
  expect(JSON.stringify(proof)).not.toContain('246810')
  const others = await Promise.all([
    pinProof('246811', salt, nonce),
    pinProof('246810', salt.replace('0f', '1f'), nonce),
    pinProof('246810', salt, uuidv7(1_700_000_000_001, seededRandom(2))),
  ])
  expect(new Set([proof, ...others].map(({ answer }) => answer)).size).toBe(4)
})
