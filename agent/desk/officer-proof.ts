import { createHmac, scrypt } from 'node:crypto'
import type { OfficerProof } from '../../src/contract/index.ts'
import type { Uuid } from '../../src/core/index.ts'

/** As the contract has it; the centre computes the same. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const keyLength = 32

/**
 * Shows that somebody knows a PIN without telling it: what goes out is worth nothing for the next attempt. The PIN lives
 * no longer than this call.
 */
export async function pinProof(pin: string, salt: string, nonce: Uuid): Promise<OfficerProof> {
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, Buffer.from(salt, 'hex'), keyLength, cost, (error, derived) =>
      error ? reject(error) : resolve(derived),
    )
  })
  const answer = createHmac('sha256', key).update(nonce, 'ascii').digest('hex')
  key.fill(0)
  return { method: 'pin', nonce, answer }
}
