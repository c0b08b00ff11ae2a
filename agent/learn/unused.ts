import { realpathSync } from 'node:fs'
import type { Attached } from '../../src/bus/index.ts'
import type { DeviceBinding } from '../../src/device/index.ts'

/** The serial ports that a site names, as it names them. */
export function namedPorts(bindings: readonly DeviceBinding[]): readonly string[] {
  return bindings.flatMap(({ at }) => (at.kind === 'address' && at.address.kind === 'serial' ? [at.address.path] : []))
}

/** What is plugged in, less the ports that somebody names: perhaps by a link such as `/dev/serial/by-path/…`. */
export function withoutPorts(attached: readonly Attached[], ports: readonly string[]): readonly Attached[] {
  const taken = new Set(ports.flatMap((port) => [port, target(port)]))
  return attached.filter(({ path }) => !taken.has(path))
}

function target(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
