import { loadLibrary } from '../../agent/profile-library.ts'
import { isDeskError } from '../../src/core/index.ts'
import type { Profile } from '../../src/profile/index.ts'

/** The command that writes the rules anew. */
export const command = 'npm run library'

/** The devices of one profile entry, by their USB numbers; without products it is everything of the maker. */
interface UsbNumbers {
  readonly profile: string
  readonly vendor: number
  readonly products: readonly number[]
}

/**
 * Chips that make a serial port of USB: what is behind them nobody can tell from outside. A program that tries whether it
 * is a modem or a Braille display presses keys at the counter.
 */
const bridges: readonly UsbNumbers[] = [
  { profile: 'FTDI', vendor: 0x0403, products: [0x6001, 0x6010, 0x6011, 0x6014, 0x6015] },
  { profile: 'Prolific', vendor: 0x067b, products: [0x2303, 0x23a3, 0x23b3, 0x23c3, 0x23d3] },
  { profile: 'Silicon Labs', vendor: 0x10c4, products: [0xea60, 0xea70, 0xea71] },
  { profile: 'WCH', vendor: 0x1a86, products: [0x5512, 0x5523, 0x55d2, 0x55d3, 0x55d4, 0x7522, 0x7523] },
]

/** The udev rules for all devices of the library that their USB numbers tell apart. */
export function udevRules(libraryFolder: string): string {
  const entries = loadLibrary(libraryFolder).entries()
  const profiles = entries.flatMap(({ profile }) => (isDeskError(profile) ? [] : [profile]))
  const of = (...kinds: readonly Profile['link']['kind'][]) =>
    profiles.filter(({ link }) => kinds.includes(link.kind)).flatMap(numbersOf)
  const known = [...of('hid', 'keyboard', 'serial'), ...bridges]
  return [
    `# Made by \`${command}\` from device-profiles/; what is changed here by hand is lost with the next version.`,
    '# A device that is not listed: copy a line to /etc/udev/rules.d/96-deskbridge-local.rules and put its numbers in.',
    'ACTION=="remove", GOTO="deskbridge_end"',
    '',
    '# HID devices: their reports are for the service and for nobody else.',
    ...of('hid').flatMap((one) => rule(one, ['SUBSYSTEM=="hidraw"'], access)),
    '',
    '# Devices that type: the service takes them from the desktop. Other keyboards stay closed to it.',
    ...of('keyboard').flatMap((one) => rule(one, ['SUBSYSTEM=="input"', 'KERNEL=="event*"'], access)),
    '',
    '# The chip that seals the key of the desk, where no package of the system has given it to a group of its own.',
    'SUBSYSTEM=="tpmrm", TEST!="/usr/lib/udev/rules.d/60-tpm-udev.rules", GROUP="deskbridge", MODE="0660"',
    '',
    '# Nobody tries whether one of them is a modem or a Braille display.',
    ...known.flatMap(ignored),
    'ENV{DESKBRIDGE}=="1", ENV{BRLTTY_BRAILLE_DRIVER}=="?*", ENV{BRLTTY_BRAILLE_DRIVER}="", ENV{SYSTEMD_WANTS}=""',
    '',
    'LABEL="deskbridge_end"',
    '',
  ].join('\n')
}

const access = ['GROUP="deskbridge"', 'MODE="0660"']

function numbersOf({ id, match }: Profile): readonly UsbNumbers[] {
  return match.flatMap(({ usb }) => (usb ? [{ profile: id, vendor: usb.vid, products: usb.pid ?? [] }] : []))
}

function rule(one: UsbNumbers, which: readonly string[], then: readonly string[]): readonly string[] {
  return [`# ${one.profile}`, [...which, ...numbers(one, 'ATTRS'), ...then].join(', ')]
}

/** ModemManager asks for a flag of the USB device; what brltty's rules want started for one is taken back behind them. */
function ignored(one: UsbNumbers): readonly string[] {
  const which = ['SUBSYSTEM=="usb"', 'ENV{DEVTYPE}=="usb_device"', ...numbers(one, 'ATTR')]
  return [`# ${one.profile}`, [...which, 'ENV{ID_MM_DEVICE_IGNORE}="1"', 'ENV{DESKBRIDGE}="1"'].join(', ')]
}

function numbers({ vendor, products }: UsbNumbers, key: 'ATTR' | 'ATTRS'): readonly string[] {
  const product = products.length > 0 ? [`${key}{idProduct}=="${products.map(hex).join('|')}"`] : []
  return [`${key}{idVendor}=="${hex(vendor)}"`, ...product]
}

function hex(number: number): string {
  return number.toString(16).padStart(4, '0')
}
