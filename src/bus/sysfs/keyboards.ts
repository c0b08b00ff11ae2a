import type { Attached } from '../attached.ts'
import { attribute, namesIn, target } from './file.ts'
import { boardPlace, usbFacts, usbInterfaceOf } from './usb.ts'

/** Keys up to this one (Delete) are on keyboards; a power button or a headset has only later ones. */
const lastTypingKey = 111

/** What is attached that types: keyboards, keypads, wedge scanners, pedals. */
export async function keyboardsIn(sysfs: string): Promise<readonly Attached[]> {
  const folder = `${sysfs}/class/input`
  const names = (await namesIn(folder)).filter((name) => /^event\d+$/.test(name))
  const keyboards = await Promise.all(names.map((name) => keyboardOf(name, `${folder}/${name}`)))
  return keyboards.filter((keyboard) => keyboard !== undefined)
}

async function keyboardOf(name: string, link: string): Promise<Attached | undefined> {
  const folder = await target(link)
  const keys = folder && (await attribute(`${folder}/device`, 'capabilities/key'))
  if (!folder || !keys || !types(keys)) return undefined
  const onUsb = await usbInterfaceOf(folder)
  const usb = onUsb && (await usbFacts(onUsb))
  const place = onUsb?.place ?? boardPlace(folder)
  return { wire: 'keyboard', path: `/dev/input/${name}`, ...(place ? { place } : {}), ...(usb ? { usb } : {}) }
}

/** The keys that a device has: words of the machine in hex, the highest one first. */
function types(capabilities: string): boolean {
  const words = capabilities.split(/\s+/).reverse()
  const keys = words.reduce((all, word, at) => all | (BigInt(`0x${word || '0'}`) << BigInt(64 * at)), 0n)
  return (keys & ((1n << BigInt(lastTypingKey + 1)) - 2n)) !== 0n
}
