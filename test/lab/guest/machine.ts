import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { release } from 'node:os'
import type { LabTest } from './lab-test.ts'

const drivers = ['usbhid', 'hid_generic', 'evdev', 'uhid', 'vhci_hcd']

/** That the guest is what the other tests take it for. */
export const machineTests: readonly LabTest[] = [
  {
    name: 'a stock kernel with the real drivers and a running udev',
    from: 'ci',
    async run() {
      const missing = drivers.filter((driver) => !existsSync(`/sys/module/${driver}`))
      if (missing.length > 0) throw new Error(`drivers are missing: ${missing.join(', ')}`)
      execFileSync('udevadm', ['control', '--ping'])
      return { kernel: release(), node: process.version }
    },
  },
]
