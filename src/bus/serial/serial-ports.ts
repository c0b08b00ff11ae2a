import type { Clock, Log } from '../../core/index.ts'
import type { Attached } from '../attached.ts'
import { type KeptChild, keptChild } from '../child/kept-child.ts'
import type { Wire } from '../wire.ts'
import { type SerialAddress, SerialChild } from './serial-child.ts'
import { checkSettings } from './settings.ts'
import { Suspects } from './suspects.ts'

/** All serial ports of the desk. Their child process runs only while one is wanted. */
export interface SerialPorts {
  open(address: SerialAddress, signal: AbortSignal): Promise<Wire>
  /** The ports that Windows knows. */
  list(): Promise<readonly Attached[]>
  /** The process of most ports first, then those of ports that kill the process that opens them. */
  pids(): readonly number[]
  stop(): Promise<void>
}

export function serialPorts({ clock, log }: { readonly clock: Clock; readonly log: Log }): SerialPorts {
  const suspects = new Suspects()
  const kept = (onDeath: (opening: readonly string[]) => void) =>
    keptChild(clock, (keeping) => new SerialChild({ clock, log, ...keeping, onDeath }))
  const common = kept((opening) => suspects.diedTogether(opening))
  const apart = new Map<string, KeptChild<SerialChild>>()
  const childFor = (path: string) => {
    if (!suspects.isApart(path)) return common
    const own = apart.get(path) ?? kept(() => suspects.diedAlone(path))
    apart.set(path, own)
    return own
  }
  const all = () => [common, ...apart.values()]
  return {
    async open(address, signal) {
      checkSettings(address.settings)
      const wire = await childFor(address.path).want().open(address, signal)
      suspects.opened(address.path)
      return wire
    },
    list: () => common.want().list(),
    pids: () => all().flatMap((child) => child.current()?.pid ?? []),
    async stop() {
      await Promise.all(all().map((child) => child.stop()))
    },
  }
}
