import type { TextArgs } from '../../src/core/index.ts'
import type { DeviceBinding } from '../../src/device/index.ts'

/** Where a clerk would look for a device, for the texts that name it: a port, an address, a socket. */
export function placeArgs(devices: readonly Pick<DeviceBinding, 'name' | 'at'>[], name: string): TextArgs {
  const at = devices.find((device) => device.name === name)?.at
  if (at?.kind === 'address' && at.address.kind === 'tcp') return { host: at.address.host, port: at.address.port }
  const place = placeOf(at) ?? name
  return { port: place, url: place, host: place }
}

function placeOf(at: DeviceBinding['at'] | undefined): string | undefined {
  if (at?.kind === 'plugged') return at.marks.place
  switch (at?.address.kind) {
    case undefined:
    case 'tcp':
      return undefined
    case 'ws':
    case 'socketio':
    case 'rest':
      return at?.address.url
    default:
      return at?.address.path
  }
}
