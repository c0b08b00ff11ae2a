import type { Attached, WireAddress } from '../../bus/index.ts'
import { DeskError } from '../../core/index.ts'
import type { DeviceBinding, DeviceMemory } from '../binding.ts'
import { addressOf } from './address.ts'
import { assign } from './assign.ts'

/**
 * The address at which a device of the desk is now, for somebody who looks at a desk that does not run.
 * @throws DeskError DB-DEV-008 not plugged in, -009 one of several.
 */
export function addressNow(
  { name, profile, at }: DeviceBinding,
  attached: readonly Attached[],
  memory: Pick<DeviceMemory, 'marksOf'>,
): WireAddress {
  if (at.kind === 'address') return at.address
  const sighting = assign([{ name, profile, told: at.marks, remembered: memory.marksOf(name) }], attached).get(name)
  if (sighting?.kind === 'here') return addressOf(profile.link, sighting.attached, at.baud)
  throw new DeskError(sighting?.kind === 'unsure' ? 'DB-DEV-009' : 'DB-DEV-008')
}
