import type { Problems } from '../problems.ts'
import type { Definition, IdentitySpec } from '../schema/index.ts'

/** What most devices offer. */
export const defaultIdentity: IdentitySpec = ['usb.serial', 'port']

/** The fields that tell which device it is; each must be one of a rule. */
export function planIdentity({ identity = [], decode }: Definition, problems: Problems): readonly string[] {
  const fields = new Set(decode.flatMap((rule) => Object.keys(rule.fields ?? {})))
  return identity.flatMap((source, index) => {
    if (typeof source === 'string') return []
    if (!fields.has(source.field)) problems.at(index, 'field').addUnknown(source.field, fields)
    return [source.field]
  })
}
