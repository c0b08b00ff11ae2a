import type { CounterSign, DeskOutput } from '../contract/index.ts'
import { type TextArgs, type TextKey, text } from '../core/index.ts'
import type { CommandArgs, Profile } from '../profile/index.ts'
import type { DeviceRole } from './binding.ts'

/** A profile command with its arguments. */
export interface DeviceCall {
  readonly command: string
  readonly args: CommandArgs
}

type Translate = (output: DeskOutput) => DeviceCall | undefined

const translations: Readonly<Record<DeviceRole, Translate>> = {
  display: toShow,
  'rating-pad': toPad,
  'call-keypad': toShow,
  scanner: () => undefined,
}

/**
 * What a device of that role does for an output, on a shared line at its address; undefined when the role or the profile
 * has no means for it.
 */
export function callFor(
  output: DeskOutput,
  role: DeviceRole,
  profile: Profile,
  address?: number,
): DeviceCall | undefined {
  const call = translations[role](output)
  const command = call && profile.commands.get(call.command)
  if (!call || !command) return undefined
  const wanted = command.params.map((param) => param.name)
  const whole = profile.bus && address !== undefined ? { ...call.args, [profile.bus.param]: address } : call.args
  const args = Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.includes(name)))
  return { command: call.command, args }
}

/** Outputs of one slot replace each other; one without a slot is for the moment and not shown again. */
export function slotOf(output: DeskOutput): string | undefined {
  switch (output.kind) {
    case 'sign':
    case 'text':
      return 'words'
    case 'rating-pad':
      return 'pad'
    case 'rating-thanks':
    case 'notice':
      return undefined
  }
}

function toShow(output: DeskOutput): DeviceCall | undefined {
  if (output.kind === 'sign') return show(...signWords(output.sign, output.counter))
  if (output.kind === 'text') return show(output.lines[0] ?? '', output.lines[1] ?? '')
  return undefined
}

function toPad(output: DeskOutput): DeviceCall | undefined {
  if (output.kind === 'rating-pad') return { command: output.armed ? 'arm' : 'disarm', args: { levels: output.levels } }
  if (output.kind === 'rating-thanks') return { command: 'thank', args: { level: output.level } }
  return undefined
}

function show(top: string, bottom: string): DeviceCall {
  return { command: 'show', args: { top, bottom } }
}

function signWords(sign: CounterSign, counter: string): readonly [string, string] {
  switch (sign.state) {
    case 'serving':
      return [words('device.sign.serving.1', { ticket: sign.ticket }), words('device.sign.serving.2', { counter })]
    case 'idle':
      return [words('device.sign.idle.1', { counter }), '']
    case 'paused':
      return [words('device.sign.paused.1'), '']
    case 'closed':
      return [words('device.sign.closed.1'), '']
  }
}

/** Citizens read Vietnamese; a profile folds it to what its device can show. */
function words(key: TextKey, args: TextArgs = {}): string {
  return text(key, 'vi', args)
}
