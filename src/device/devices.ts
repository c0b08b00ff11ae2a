import type { Attached } from '../bus/index.ts'
import type { DeskOutput, DeviceHealth } from '../contract/index.ts'
import type { Profile } from '../profile/index.ts'
import type { Device, DeviceBinding, DeviceDiagnostics, DeviceHost } from './binding.ts'
import { type Offer, offersOf } from './finding/offers.ts'
import { Sockets } from './finding/sockets.ts'
import { slotOf } from './outputs.ts'
import { superviseDevice } from './supervisor.ts'

/** All devices of a desk: each supervised, and the sockets watched for them. */
export interface Devices {
  /** From now on the desk has this device. Its name must be free. */
  add(binding: DeviceBinding): void
  /** Closes it; the desk does not have it any more. */
  remove(name: string): Promise<void>
  health(): readonly DeviceHealth[]
  diagnostics(): readonly DeviceDiagnostics[]
  /** Shows it on every device that can, and again whenever one comes back. */
  show(output: DeskOutput): void
  /** Plugged devices that nobody expects. */
  unclaimed(): readonly Attached[]
  /** Plugged devices that nobody expects and that one profile surely fits, of those that may fit each. */
  offers(candidates: (attached: Attached) => readonly Profile[]): readonly Offer[]
  /** Calls when something was plugged or pulled. Returns how to stop. */
  onPlug(listener: () => void): () => void
  stop(): Promise<void>
}

export function createDevices(host: DeviceHost): Devices {
  const sockets = new Sockets(host)
  const devices = new Map<string, Device>()
  // What counters show now, for devices that are added later.
  const shown = new Map<string, DeskOutput>()

  return {
    add(binding) {
      const { name, profile, at } = binding
      if (at.kind === 'plugged') sockets.expect(name, profile, at.marks)
      const device = superviseDevice(binding, host, sockets)
      for (const output of shown.values()) device.show(output)
      devices.set(name, device)
    },
    async remove(name) {
      const device = devices.get(name)
      devices.delete(name)
      await device?.stop()
      sockets.forget(name)
    },
    health: () => [...devices.values()].map((device) => device.health()),
    diagnostics: () => [...devices.values()].map((device) => device.diagnostics()),
    show(output) {
      const slot = slotOf(output)
      if (slot !== undefined) shown.set(`${output.counter} ${slot}`, output)
      for (const device of devices.values()) device.show(output)
    },
    unclaimed: () => sockets.unclaimed(),
    offers: (candidates) => offersOf(sockets.unclaimed(), candidates),
    onPlug: (listener) => sockets.onChange(listener),
    async stop() {
      await Promise.all([...devices.values()].map((device) => device.stop()))
      await sockets.stop()
    },
  }
}
