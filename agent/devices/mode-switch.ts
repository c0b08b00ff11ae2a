import { DeskError } from '../../src/core/index.ts'
import type { ProfileLibrary } from '../profile-library.ts'

/** What a typing scanner becomes, and the code that is to be scanned for it. */
export interface ModeSwitch {
  readonly to: string
  readonly code: string
}

/** How a device is made to stop typing, where its profile knows. */
export function modeSwitchOf(
  profile: string | undefined,
  library: Pick<ProfileLibrary, 'find'>,
): ModeSwitch | undefined {
  const found = profile === undefined ? undefined : library.find(profile)
  if (found === undefined || found instanceof DeskError || found.link.kind !== 'keyboard') return undefined
  const { modeSwitch } = found.link
  return modeSwitch && { to: modeSwitch.to, code: modeSwitch.code }
}
