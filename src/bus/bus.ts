import { type Clock, DeskError, type Log } from '../core/index.ts'
import type { Attached } from './attached.ts'
import { hidDevices } from './hid/hid-devices.ts'
import { openKeyboard } from './keyboard/keyboard-wire.ts'
import { serialPorts } from './serial/serial-ports.ts'
import { openRest } from './service/rest-wire.ts'
import { openSocketIo } from './service/socketio-wire.ts'
import { openWs } from './service/ws-wire.ts'
import { hidCollectionsIn } from './sysfs/hid.ts'
import { keyboardsIn } from './sysfs/keyboards.ts'
import { serialPortsIn } from './sysfs/serial.ts'
import { watchUsb } from './sysfs/usb-hints.ts'
import { openTcp } from './tcp-wire.ts'
import type { Wire, WireAddress } from './wire.ts'
import { familyOf, type WireFamily } from './wire-family.ts'

/** A child process of the bus. */
export interface BusChild {
  readonly family: 'serial' | 'hid'
  readonly pid: number
}

/** The wires of the desk. It opens, reads, writes and tells when a wire is lost; it never retries and knows no device. */
export interface Bus {
  /**
   * Opens a wire. Rejects with a coded error (`DB-SER-…`, `DB-HID-…`, `DB-TCP-…`, `DB-SVC-…`), `DB-BUS-002` when the
   * signal aborts, or `DB-BUS-004` when the site has switched such wires off.
   */
  open(address: WireAddress, signal: AbortSignal): Promise<Wire>
  /** What is plugged in: serial ports, and one entry for each collection of a HID device. */
  attached(): Promise<readonly Attached[]>
  /**
   * Tells when something is plugged in or pulled, until the returned function is called. It only says "look again":
   * where there is no USB, or none that can be watched, it never tells.
   */
  onHint(listener: () => void): () => void
  children(): readonly BusChild[]
  /** Closes every wire and ends the children. */
  stop(): Promise<void>
}

export interface BusOptions {
  readonly clock: Clock
  readonly log: Log
  /** Which wires there may be; all where it is left out. No process ever starts for another one. */
  readonly families?: readonly WireFamily[]
}

/** Linux tells in files what is plugged in and where; elsewhere the children ask their libraries. */
const isLinux = process.platform === 'linux'

export function createBus({ clock, log, families }: BusOptions): Bus {
  const isOn = (family: WireFamily) => families?.includes(family) ?? true
  const serial = serialPorts({ clock, log })
  const hid = hidDevices({ clock, log })
  const list = {
    serial: () => (isLinux ? serialPortsIn('/sys') : serial.list()),
    hid: () => (isLinux ? hidCollectionsIn('/sys') : hid.list()),
    keyboard: async () => (isLinux ? await keyboardsIn('/sys') : []),
  }
  const sockets = new Set<Wire>()
  let stopped = false

  const openSocket = async (address: OtherAddress, signal: AbortSignal) => {
    const wire = await openAny(address, { clock, log }, signal)
    sockets.add(wire)
    wire.lost.then(() => sockets.delete(wire))
    if (stopped) await wire.close()
    return wire
  }

  return {
    async open(address, signal) {
      if (stopped) throw new DeskError('DB-BUS-003')
      if (!isOn(familyOf(address))) throw new DeskError('DB-BUS-004')
      if (address.kind === 'serial') return serial.open(address, signal)
      return address.kind === 'hid' ? hid.open(address, signal) : openSocket(address, signal)
    },
    async attached() {
      if (stopped) throw new DeskError('DB-BUS-003')
      const wanted = (['serial', 'hid', 'keyboard'] as const).filter(isOn)
      return (await Promise.all(wanted.map((family) => list[family]()))).flat()
    },
    onHint(listener) {
      if (stopped) return () => {}
      if (isLinux) return watchUsb('/dev/bus/usb', listener)
      return isOn('hid') ? hid.onHint(listener) : () => {}
    },
    children() {
      const ofSerial = serial.pids().map((pid) => ({ family: 'serial', pid }) as const)
      const pid = hid.pid()
      return [...ofSerial, ...(pid === undefined ? [] : [{ family: 'hid', pid } as const])]
    },
    async stop() {
      stopped = true
      await Promise.all([serial.stop(), hid.stop(), ...[...sockets].map((wire) => wire.close())])
    },
  }
}

type OtherAddress = Exclude<WireAddress, { kind: 'serial' | 'hid' }>

function openAny(address: OtherAddress, { clock, log }: BusOptions, signal: AbortSignal): Promise<Wire> {
  switch (address.kind) {
    case 'tcp':
      return openTcp(address, clock, signal)
    case 'ws':
      return openWs(address, clock, signal)
    case 'socketio':
      return openSocketIo(address, clock, signal)
    case 'rest':
      return openRest(address, clock, signal)
    case 'keyboard':
      return openKeyboard(address, { clock, log }, signal)
  }
}
