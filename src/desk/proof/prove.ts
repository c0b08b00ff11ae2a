import { Type } from 'typebox'
import { formatTime, nonceSchema, proofText } from '../../contract/index.ts'
import type { Clock } from '../../core/index.ts'
import { type Action, action } from '../action.ts'
import type { DeviceKey } from './device-key.ts'

/** Who this desk is. */
export interface DeskIdentity {
  readonly centre: string
  readonly desk: string
  readonly key: DeviceKey
}

/** The body of `prove`. */
export const proveSchema = Type.Object(
  { nonce: nonceSchema },
  { additionalProperties: false, description: 'Asks which desk this is, for the centre to judge' },
)

/**
 * The desk signs a nonce of the centre for the page that asks. No pairing is needed: a page asks this before it says its
 * secret, and whoever only sits on our port has no key to answer with.
 */
export function proveAction({ centre, desk, key }: DeskIdentity, clock: Clock): Action {
  return action(proveSchema, ({ nonce }, asker) => {
    const told = { centre, desk, nonce, time: formatTime(clock.wall()) }
    const signature = Buffer.from(key.sign(Buffer.from(proofText(asker.origin, told)))).toString('base64url')
    return { ...told, key: key.publicKey, signature }
  })
}
