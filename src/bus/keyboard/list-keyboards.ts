import { readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Attached } from '../attached.ts'
import { attribute, chainOf, placeOf, usbOf } from './sysfs.ts'

/** Keys up to this one (Delete) are on keyboards; a power button or a headset has only later ones. */
const lastTypingKey = 111

/** What is attached that types: keyboards, keypads, wedge scanners, pedals. None where the system is not Linux. */
export async function listKeyboards(sysfs = '/sys'): Promise<readonly Attached[]> {
  return namesIn(join(sysfs, 'class', 'input'))
    .filter((name) => /^event\d+$/.test(name))
    .sort((one, other) => Number(one.slice(5)) - Number(other.slice(5)))
    .flatMap((name) => describe(name, sysfs))
}

function describe(name: string, sysfs: string): readonly Attached[] {
  try {
    const root = realpathSync(sysfs)
    const folder = realpathSync(join(sysfs, 'class', 'input', name))
    if (!types(attribute(join(folder, 'device'), 'capabilities/key') ?? '')) return []
    const chain = chainOf(folder, root)
    const [place, usb] = [placeOf(chain), usbOf(chain)]
    return [
      {
        wire: 'keyboard',
        path: `/dev/input/${name}`,
        ...(place === undefined ? {} : { place }),
        ...(usb === undefined ? {} : { usb }),
      },
    ]
  } catch {
    // It was unplugged while we looked.
    return []
  }
}

/** The keys that a device has: words of the machine in hex, the highest one first. */
function types(capabilities: string): boolean {
  const words = capabilities.trim().split(/\s+/).reverse()
  const keys = words.reduce((all, word, at) => all | (BigInt(`0x${word || '0'}`) << BigInt(64 * at)), 0n)
  return (keys & ((1n << BigInt(lastTypingKey + 1)) - 2n)) !== 0n
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
