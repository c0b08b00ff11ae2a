import type { Clock, Log } from '../../core/index.ts'
import type { Attached } from '../attached.ts'
import { keptChild } from '../child/kept-child.ts'
import type { Wire } from '../wire.ts'
import { type SerialAddress, SerialChild } from './serial-child.ts'
import { checkSettings } from './settings.ts'

/** All serial ports of the desk. Their child process runs only while one is wanted. */
export interface SerialPorts {
  open(address: SerialAddress, signal: AbortSignal): Promise<Wire>
  /** The ports that Windows knows. */
  list(): Promise<readonly Attached[]>
  pid(): number | undefined
  stop(): Promise<void>
}

export function serialPorts({ clock, log }: { readonly clock: Clock; readonly log: Log }): SerialPorts {
  const kept = keptChild(clock, (keeping) => new SerialChild({ clock, log, ...keeping }))
  return {
    async open(address, signal) {
      checkSettings(address.settings)
      return kept.want().open(address, signal)
    },
    list: () => kept.want().list(),
    pid: () => kept.current()?.pid,
    stop: kept.stop,
  }
}
