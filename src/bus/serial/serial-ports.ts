import type { Clock, Log, Timer } from '../../core/index.ts'
import type { Wire } from '../wire.ts'
import type { SerialPortInfo } from './messages.ts'
import { type SerialAddress, SerialChild } from './serial-child.ts'
import { checkSettings } from './settings.ts'

/** All serial ports of the desk. Their child process runs only while one is wanted. */
export interface SerialPorts {
  open(address: SerialAddress, signal: AbortSignal): Promise<Wire>
  /** The ports that the system knows. */
  list(): Promise<readonly SerialPortInfo[]>
  pid(): number | undefined
  stop(): Promise<void>
}

/** A child without ports is kept for a while, as a device that was pulled is often put back. */
const idleMs = 30_000

export function serialPorts({ clock, log }: { readonly clock: Clock; readonly log: Log }): SerialPorts {
  let current: SerialChild | undefined
  let idle: Timer | undefined

  const stop = async () => {
    const child = current
    current = undefined
    idle?.cancel()
    await child?.stop()
  }
  const start = (): SerialChild => {
    const child = new SerialChild({
      clock,
      log,
      onIdle() {
        idle?.cancel()
        if (child === current) idle = clock.after(idleMs, stop)
      },
      onEnd() {
        if (child !== current) return
        current = undefined
        idle?.cancel()
      },
    })
    return child
  }

  return {
    async open(address, signal) {
      checkSettings(address.settings)
      idle?.cancel()
      current ??= start()
      return current.open(address, signal)
    },
    list() {
      current ??= start()
      return current.list()
    },
    pid: () => current?.pid,
    stop,
  }
}
