import type { Chip } from './chip.ts'
import { perform, readSized, sized, u16, u32 } from './commands.ts'

/** A secret as the chip gives it out: two parts that mean something to this chip only. */
export interface SealedSecret {
  readonly open: Buffer
  readonly closed: Buffer
}

/** Has the chip seal a short secret, at most 128 bytes. */
export function sealSecret(chip: Chip, secret: Uint8Array): SealedSecret {
  return underRoot(chip, (root) => {
    const parameters = Buffer.concat([sized(sized(), sized(secret)), sized(sealedObject), sized(), u32(0)])
    const { parameters: made } = perform(chip, { code: codes.create, on: root, parameters })
    const closed = readSized(made, 0)
    return { closed, open: readSized(made, 2 + closed.length) }
  })
}

/** Opens what this chip has sealed. Throws for what another one has. */
export function openSecret(chip: Chip, { open, closed }: SealedSecret): Buffer {
  return underRoot(chip, (root) => {
    const parameters = Buffer.concat([sized(closed), sized(open)])
    const loaded = perform(chip, { code: codes.load, on: root, parameters, makes: 'object' })
    try {
      const { parameters: told } = perform(chip, { code: codes.unseal, on: loaded.object, parameters: Buffer.alloc(0) })
      return Buffer.from(readSized(told, 0))
    } finally {
      forget(chip, loaded.object)
    }
  })
}

const codes = { createPrimary: 0x131, create: 0x153, load: 0x157, unseal: 0x15e, flushContext: 0x165 } as const
const ownerHierarchy = 0x40000001
const nothing = 0x10
const sha256 = 0x0b

/** Made by the chip, stays in it, opens with empty rights, and wrong tries lock nothing. */
const attributes = { fixedTpm: 0x2, fixedParent: 0x10, madeByChip: 0x20, byPassword: 0x40, noLockout: 0x400 } as const
/** A key that only wraps others. */
const wrapping = 0x30000

/** The storage key that every chip makes anew of its seed, always the same one: ECC P-256 with AES-128. */
const storageKey = Buffer.concat([
  u16(0x23),
  u16(sha256),
  u32(
    attributes.fixedTpm |
      attributes.fixedParent |
      attributes.madeByChip |
      attributes.byPassword |
      attributes.noLockout |
      wrapping,
  ),
  sized(),
  ...[0x06, 128, 0x43, nothing, 0x03, nothing].map(u16),
  ...[sized(), sized()],
])

/** Data under it. Bound to no measurement: an update of the firmware must not lock a counter out. */
const sealedObject = Buffer.concat([
  u16(0x08),
  u16(sha256),
  u32(attributes.fixedTpm | attributes.fixedParent | attributes.byPassword | attributes.noLockout),
  sized(),
  u16(nothing),
  sized(),
])

function underRoot<T>(chip: Chip, work: (root: number) => T): T {
  const parameters = Buffer.concat([sized(sized(), sized()), sized(storageKey), sized(), u32(0)])
  const { object } = perform(chip, { code: codes.createPrimary, on: ownerHierarchy, parameters, makes: 'object' })
  try {
    return work(object)
  } finally {
    forget(chip, object)
  }
}

/** A chip has room for three objects. */
function forget(chip: Chip, object: number): void {
  perform(chip, { code: codes.flushContext, parameters: u32(object) })
}
