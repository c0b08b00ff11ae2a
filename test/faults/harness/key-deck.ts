import { deviceFolder, xhci } from '../../../src/bus/sysfs/sysfs.fixture.ts'
import type { OwnMachine } from './own-machine.ts'

/** A HID device with six keys, of which the first calls the next ticket. Its reports are numbered. */
export const deck = {
  config: {
    name: 'deck-1',
    profile: 'elgato.stream-deck-mini',
    role: 'call-keypad',
    keys: { 'key-1': 'next' },
    counter: 5,
  },
  down: '01010000000000',
  up: '01000000000000',
} as const

const descriptor = Buffer.from('0600ff0901a101150026ff00750895088102c0', 'hex')
const folder = deviceFolder(1, '4')

/** Puts it into a socket of the machine. */
export function plugDeck({ sys, hint }: OwnMachine): void {
  sys.folder(`${xhci}/usb1`, { version: ' 2.00' })
  sys.folder(folder, { idVendor: '0fd9', idProduct: '0063', product: 'Stream Deck Mini', serial: 'BL12K1B00001' })
  sys.folder(`${folder}/1-4:1.0`, { bInterfaceNumber: '00' })
  const uevent = 'HID_ID=0003:00000FD9:00000063\nHID_NAME=Stream Deck Mini\nHID_UNIQ=BL12K1B00001'
  sys.hidraw(`${folder}/1-4:1.0`, '0003:0FD9:0063.0001', 'hidraw0', { uevent, report_descriptor: descriptor })
  hint()
}
