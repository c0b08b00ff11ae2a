import { done, type Notice, parities, type Setup, stops } from './usb-model.ts'

const setLineCoding = 0x20
const getLineCoding = 0x21
const setControlLineState = 0x22
const sendBreak = 0x23

/** The requests of CDC PSTN 1.2, section 6.3, by which CDC-ACM devices and PL2303 chips are set. */
export function lineCoding(notice: Notice): (setup: Setup, data: Buffer) => Buffer | undefined {
  let coding: Buffer = Buffer.from([0x80, 0x25, 0, 0, 0, 0, 8])
  return ({ request, value }, data) => {
    switch (request) {
      case setLineCoding:
        coding = data
        notice({ kind: 'line', line: settings(data) })
        return done
      case getLineCoding:
        return coding
      case setControlLineState:
        notice({ kind: 'modem', dtr: (value & 1) !== 0, rts: (value & 2) !== 0 })
        return done
      case sendBreak:
        return done
    }
    return undefined
  }
}

function settings(coding: Buffer) {
  return {
    baud: coding.readUInt32LE(0),
    stop: stops[coding.readUInt8(4)] ?? 1,
    parity: parities[coding.readUInt8(5)] ?? 'none',
    data: coding.readUInt8(6),
  }
}
