import { dirname } from 'node:path'
import type { Attached, AttachedUsb } from '../attached.ts'
import { hasReportNumbers, outputReports, topCollections } from './collections.ts'
import { attribute, bytesOf, namesIn, target } from './file.ts'
import { usbFacts, usbInterfaceOf } from './usb.ts'

/**
 * The HID collections that the kernel knows, as hidapi lists them. Read here and not by hidapi, so that looking starts
 * no process, and because hidapi does not tell where a device is.
 */
export async function hidCollectionsIn(sysfs: string): Promise<readonly Attached[]> {
  const folder = `${sysfs}/class/hidraw`
  const nodes = await namesIn(folder)
  return (await Promise.all(nodes.map((name) => collectionsOf(name, `${folder}/${name}`)))).flat()
}

async function collectionsOf(name: string, folder: string): Promise<readonly Attached[]> {
  const device = await target(`${folder}/device`)
  const descriptor = device && (await bytesOf(device, 'report_descriptor'))
  if (!device || !descriptor) return []
  const onUsb = await usbInterfaceOf(device)
  const usb = await factsOf(device, onUsb && (await usbFacts(onUsb)))
  // Devices behind a radio receiver share its interface; where each of them is, nobody can tell.
  const place = onUsb && dirname(device) === onUsb.folder ? onUsb.place : undefined
  const shared = { wire: 'hid', path: `/dev/${name}`, ...(place ? { place } : {}), ...(usb ? { usb } : {}) } as const
  const numbered = hasReportNumbers(descriptor) ? { numbered: true } : {}
  const reports = outputReports(descriptor)
  const outputs = reports.length > 0 ? { outputs: reports } : {}
  return topCollections(descriptor).map((hid) => ({ ...shared, hid: { ...hid, ...numbered, ...outputs } }))
}

/** What the device says of itself: by USB, and else what its driver says (`HID_ID=0003:00001209:00000001`). */
async function factsOf(device: string, byUsb: AttachedUsb | undefined): Promise<AttachedUsb | undefined> {
  const uevent = (await attribute(device, 'uevent')) ?? ''
  const value = (key: string) => new RegExp(`^${key}=(.+)$`, 'm').exec(uevent)?.[1]?.trim()
  const [vid, pid] = (value('HID_ID') ?? '')
    .split(':')
    .slice(1)
    .map((part) => Number.parseInt(part, 16))
  if (vid === undefined || pid === undefined || Number.isNaN(vid + pid)) return byUsb
  const [product, serial] = [value('HID_NAME'), value('HID_UNIQ')]
  const byDriver = { ...(product ? { product } : {}), ...(serial ? { serial } : {}) }
  return { ...(byUsb ?? byDriver), vid, pid }
}
