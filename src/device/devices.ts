import type { Attached, Bus } from '../bus/index.ts'
import type { DeskOutput, DeviceHealth } from '../contract/index.ts'
import type { Profile } from '../profile/index.ts'
import type { Device, DeviceBinding, DeviceDiagnostics, DeviceHost } from './binding.ts'
import { type Doubt, doubtsOf, type Offer, offersOf } from './finding/offers.ts'
import { Questions } from './finding/questions.ts'
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
  /** Has one device make itself heard. */
  beep(name: string): void
  /** Plugged devices that nobody expects. */
  unclaimed(): readonly Attached[]
  /** Plugged devices that nobody expects and that one profile surely fits, of those that may fit each. */
  offers(candidates: (attached: Attached) => readonly Profile[]): readonly Offer[]
  /** Plugged devices that are not offered because several profiles fit equally well, or have been answered alike. */
  doubts(candidates: (attached: Attached) => readonly Profile[]): readonly Doubt[]
  /** Opens a wire for somebody else. A device that is being asked there what it is, is left alone first. */
  readonly open: Bus['open']
  /** Calls when something was plugged or pulled, or has told what it is. Returns how to stop. */
  onPlug(listener: () => void): () => void
  stop(): Promise<void>
}

export function createDevices(host: DeviceHost): Devices {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const questions = host.asking && new Questions(host, host.asking, tell)
  const open: Bus['open'] = async (address, signal) => {
    if (address.kind === 'serial') await questions?.leave(address.path)
    return host.bus.open(address, signal)
  }
  const own = { ...host, bus: { ...host.bus, open } }
  const sockets = new Sockets(own)
  sockets.onChange(() => {
    questions?.look(sockets.attached(), sockets.unclaimed())
    tell()
  })
  const knowledge = (candidates: (attached: Attached) => readonly Profile[]) => ({
    candidates,
    answered: (path: string) => questions?.answered(path) ?? new Set<string>(),
  })
  const devices = new Map<string, Device>()
  // What counters show now, for devices that are added later.
  const shown = new Map<string, DeskOutput>()

  return {
    add(binding) {
      const { name, profile, at } = binding
      if (at.kind === 'plugged') sockets.expect(name, profile, at.marks)
      const device = superviseDevice(binding, own, sockets)
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
    beep: (name) => devices.get(name)?.beep(),
    unclaimed: () => sockets.unclaimed(),
    offers: (candidates) => offersOf(sockets.unclaimed(), knowledge(candidates)),
    doubts: (candidates) => doubtsOf(sockets.unclaimed(), knowledge(candidates)),
    open,
    onPlug(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      await questions?.stop()
      await Promise.all([...devices.values()].map((device) => device.stop()))
      await sockets.stop()
    },
  }
}
