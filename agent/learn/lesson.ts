import type { Bus, Wire, WireAddress } from '../../src/bus/index.ts'
import { DeskError, isDeskError } from '../../src/core/index.ts'
import { LearnDialogue, type Learnt, type LineSetting, type TraceLink } from '../../src/profile/index.ts'
import { type Circle, converse } from './converse.ts'
import { findSpeed } from './find-speed.ts'
import type { Learnable } from './learnable.ts'

/** What a lesson needs of the world. */
export interface Lesson extends Circle {
  readonly device: Learnable
  readonly bus: Pick<Bus, 'open'>
  /** The id of the profile to write, `maker.model`, and its name. */
  readonly profile: string
  readonly name: string
  /** Ends it, also while it opens a port. */
  readonly signal: AbortSignal
  /** How long the device is left alone in the beginning. */
  readonly idleMs?: number
}

/**
 * Learns a device from its first byte to its profile.
 * @throws DeskError DB-AGT-023 somebody has the port; DB-PRO-091 to -098 what could not be learnt; those of the wires.
 */
export async function teach(lesson: Lesson): Promise<Learnt> {
  const { device, profile, name, inlet, clock, idleMs } = lesson
  const { link, address } = await joined(device, lesson)
  const wire = await open(address, lesson)
  try {
    const outputs = device.wire === 'hid' && device.outputs ? { outputs: device.outputs } : {}
    const options = { profile, name, link, ...outputs, ...(idleMs === undefined ? {} : { idleMs }) }
    const dialogue = new LearnDialogue(options, clock.mono())
    inlet.listen(wire)
    return await converse(dialogue, wire, lesson)
  } finally {
    await wire.close()
  }
}

/** How the device is joined; how its line is set is found out where nobody knows. */
async function joined(device: Learnable, lesson: Lesson): Promise<{ link: TraceLink; address: WireAddress }> {
  switch (device.wire) {
    case 'serial': {
      const { path, baud } = device
      const plain = (speed: number): LineSetting => ({ baud: speed, data: 8, parity: 'none', stop: 1 })
      const search = { ...lesson, port: path, open: (one: LineSetting) => open(serial(path, one), lesson) }
      const setting = baud === undefined ? await findSpeed(search) : plain(baud)
      return { link: { kind: 'serial', ...setting }, address: serial(path, setting) }
    }
    case 'tcp':
      return { link: { kind: 'tcp' }, address: { kind: 'tcp', host: device.host, port: device.port } }
    case 'hid': {
      const { path, numbered, usb } = device
      return { link: { kind: 'hid', ...(usb && { usb }) }, address: { kind: 'hid', path, numbered, spacing: 0 } }
    }
    case 'keyboard': {
      const { path, usb } = device
      return { link: { kind: 'keyboard', ...(usb && { usb }) }, address: { kind: 'keyboard', path } }
    }
  }
}

function serial(path: string, setting: LineSetting): WireAddress {
  return { kind: 'serial', path, settings: { ...setting, flow: 'none' } }
}

/** Another program that has the port may well be the desk itself, which is started at each boot. */
async function open(address: WireAddress, { bus, signal }: Lesson): Promise<Wire> {
  try {
    return await bus.open(address, signal)
  } catch (error) {
    if (isDeskError(error, 'DB-SER-003')) throw new DeskError('DB-AGT-023', error.args, { cause: error })
    throw error
  }
}
