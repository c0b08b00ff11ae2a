import { type Clock, DeskError, type Log } from '../core/index.ts'
import { openKeyboard } from './keyboard/keyboard-wire.ts'
import type { SerialPortInfo } from './serial/messages.ts'
import { serialPorts } from './serial/serial-ports.ts'
import { openRest } from './service/rest-wire.ts'
import { openSocketIo } from './service/socketio-wire.ts'
import { openWs } from './service/ws-wire.ts'
import { openTcp } from './tcp-wire.ts'
import type { Wire, WireAddress } from './wire.ts'

/** A child process of the bus. */
export interface BusChild {
  readonly family: 'serial'
  readonly pid: number
}

/** The wires of the desk. It opens, reads, writes and tells when a wire is lost; it never retries and knows no device. */
export interface Bus {
  /** Opens a wire. Rejects with a coded error (`DB-SER-…`, `DB-TCP-…`, `DB-SVC-…`), or `DB-BUS-002` when the signal aborts. */
  open(address: WireAddress, signal: AbortSignal): Promise<Wire>
  /** The serial ports that the system knows. */
  serialPorts(): Promise<readonly SerialPortInfo[]>
  children(): readonly BusChild[]
  /** Closes every wire and ends the children. */
  stop(): Promise<void>
}

export interface BusOptions {
  readonly clock: Clock
  readonly log: Log
}

export function createBus({ clock, log }: BusOptions): Bus {
  const serial = serialPorts({ clock, log })
  const sockets = new Set<Wire>()
  let stopped = false

  const openSocket = async (address: Exclude<WireAddress, { kind: 'serial' }>, signal: AbortSignal) => {
    const wire = await openAny(address, { clock, log }, signal)
    sockets.add(wire)
    wire.lost.then(() => sockets.delete(wire))
    if (stopped) await wire.close()
    return wire
  }

  return {
    async open(address, signal) {
      if (stopped) throw new DeskError('DB-BUS-003')
      return address.kind === 'serial' ? serial.open(address, signal) : openSocket(address, signal)
    },
    serialPorts: () => serial.list(),
    children() {
      const pid = serial.pid()
      return pid === undefined ? [] : [{ family: 'serial', pid }]
    },
    async stop() {
      stopped = true
      await Promise.all([serial.stop(), ...[...sockets].map((wire) => wire.close())])
    },
  }
}

function openAny(
  address: Exclude<WireAddress, { kind: 'serial' }>,
  { clock, log }: BusOptions,
  signal: AbortSignal,
): Promise<Wire> {
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
