import { chipConfiguration } from './descriptors.ts'
import { lineCoding } from './line-coding.ts'
import { done, type Notice, type UsbIdentity, type UsbModel } from './usb-model.ts'

/** A Prolific PL2303 HX. */
export function pl2303(identity: Partial<UsbIdentity>, notice: Notice): UsbModel {
  const coding = lineCoding(notice)
  return {
    identity: { vid: 0x067b, pid: 0x2303, release: 0x300, manufacturer: 'Prolific', product: 'Serial', ...identity },
    deviceClass: 0,
    configuration: chipConfiguration({ input: 3, output: 2, status: 1 }),
    voice: 3,
    // Its vendor requests prepare registers that are of no interest here.
    request: (setup, data) => coding(setup, data) ?? (setup.type & 0x80 ? Buffer.alloc(setup.length) : done),
    received: (bytes) => notice({ kind: 'bytes', bytes }),
  }
}
