import type { DeviceHealth } from '../../src/contract/index.ts'
import { DeskError, isErrorCode, type TextArgs, text } from '../../src/core/index.ts'
import type { DeviceOffer, DeviceView } from '../../src/desk/index.ts'
import type { Config } from '../config/config.ts'
import { roles } from '../config/schema.ts'
import { modeSwitchOf } from '../devices/mode-switch.ts'
import type { OfferView } from '../devices/offer-view.ts'
import { placeArgs } from '../devices/place.ts'
import type { ProfileLibrary } from '../profile-library.ts'
import { problemOf, wordsOf } from './words.ts'

/** One device as a clerk sees it. */
export function deviceView(
  health: DeviceHealth,
  isAdopted: boolean,
  { library, devices }: Pick<Config, 'library' | 'devices'>,
): DeviceView {
  const { name, profile, role, counter, state } = health
  const found = library.find(profile)
  const title = found && !(found instanceof DeskError) ? found.name : profile
  return {
    name,
    title,
    words: deviceWords(role, profile, title),
    role,
    counter,
    state,
    problem: deviceProblem(health, { ...placeArgs(devices, name), ...modeSwitchOf(profile, library) }),
    isAdopted,
    tests: [...deviceTests(health, library)],
  }
}

/** What can be tried at a device: what its profile can do of what its role shows. */
export function deviceTests({ profile, role }: DeviceHealth, library: ProfileLibrary): DeviceView['tests'] {
  const found = library.find(profile)
  if (!found || found instanceof DeskError) return []
  const canSound = found.commands.get('beep')?.params.length === 0
  const canShow = role !== 'scanner' && role !== 'rating-pad' && found.commands.has('show')
  return [
    ...(role === 'rating-pad' && found.commands.has('arm') ? ['lamps' as const] : []),
    ...(canShow ? ['display' as const] : []),
    ...(canSound ? ['beep' as const] : []),
  ]
}

/** A plugged device that nobody uses. */
export function offerView({ path, name, profile, role }: OfferView): DeviceOffer {
  return { path, title: name, words: deviceWords(role, profile, name), profile, role }
}

/** Described for whoever builds one: their names are English sentences and name no maker. */
const nobodys = /^(generic|deskbridge)\./

/** What a clerk calls it: what it is for, with its maker and model. */
function deviceWords(role: string, profile: string, model: string): DeviceView['words'] {
  const known = roles.find((one) => one === role)
  const purpose = known ? wordsOf(`device.role.${known}`) : { vi: role, en: role }
  const key = nobodys.test(profile) ? 'page.device.generic' : 'page.device'
  return {
    vi: text(key, 'vi', { role: upper(purpose.vi), model }),
    en: text('page.device', 'en', { role: upper(purpose.en), model }),
  }
}

function upper(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** A device that is on its way has no problem yet; one that is ready may have one all the same. */
function deviceProblem({ name, state, reason }: DeviceHealth, place: TextArgs): DeviceView['problem'] {
  if (reason === undefined) return null
  if (state === 'opening') return null
  const args = { device: name, place: name, reason, ...place }
  return problemOf(isErrorCode(reason) ? { code: reason, args } : { code: 'DB-AGT-003', args })
}
