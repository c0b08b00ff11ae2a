import type { Attached } from '../../src/bus/index.ts'
import type { OutputReport, TraceUsb } from '../../src/profile/index.ts'

/** A device that could be learnt, and how it is reached. */
export type Learnable =
  /** `baud`: its speed, if somebody knows it. */
  | { readonly wire: 'serial'; readonly path: string; readonly place?: string; readonly baud?: number }
  | { readonly wire: 'tcp'; readonly path: string; readonly host: string; readonly port: number }
  | {
      readonly wire: 'hid'
      readonly path: string
      readonly place?: string
      readonly numbered: boolean
      readonly usb?: TraceUsb
      /** What could be written to it, where the system tells. */
      readonly outputs?: readonly OutputReport[]
    }
  | { readonly wire: 'keyboard'; readonly path: string; readonly place?: string; readonly usb?: TraceUsb }

const genericDesktop = 1
const keyboard = 6
const firstOfMakers = 0xff00

/**
 * What of all that is plugged in can be learnt: one entry for each path. A device that types stands in the lists of two
 * drivers; where it can be taken from all other programs, it is learnt in that way.
 */
export function choicesOf(attached: readonly Attached[]): readonly Attached[] {
  const typing = new Set(attached.filter(({ wire }) => wire === 'keyboard').map(({ place }) => place))
  const isTwice = ({ hid, place }: Attached) =>
    place !== undefined && hid?.usagePage === genericDesktop && hid.usage === keyboard && typing.has(place)
  const byPath = Map.groupBy(
    attached.filter((one) => !isTwice(one)),
    ({ path }) => path,
  )
  return [...byPath.values()].flatMap((ofPath) => ofPath.find(isOfMaker) ?? ofPath.slice(0, 1))
}

/** How a device that is plugged in is learnt. */
export function learnableOf({ wire, path, place, usb, hid }: Attached): Learnable {
  const where = { path, ...(place === undefined ? {} : { place }) }
  if (wire === 'serial') return { wire, ...where }
  const told = usb ? { usb: traceUsb(usb, hid) } : {}
  // Where nobody tells whether reports have numbers, a number is the first byte like any other.
  return wire === 'hid'
    ? { wire, ...where, numbered: hid?.numbered === true, ...told, ...(hid?.outputs ? { outputs: hid.outputs } : {}) }
    : { wire: 'keyboard', ...where, ...told }
}

/** A device at a port that somebody typed: `COM7`, `/dev/ttyUSB0`, or `host:port` of a serial server. */
export function learnableAt(typed: string): Learnable {
  const [, host, port] = /^([^/\\:]+|\[.+\]):(\d{1,5})$/.exec(typed) ?? []
  return host === undefined ? { wire: 'serial', path: typed } : { wire: 'tcp', path: typed, host, port: Number(port) }
}

function isOfMaker({ hid }: Attached): boolean {
  return hid !== undefined && hid.usagePage >= firstOfMakers
}

function traceUsb(usb: NonNullable<Attached['usb']>, hid: Attached['hid']): TraceUsb {
  const { vid, pid, product, interface: number } = usb
  return {
    vid,
    pid,
    ...(product === undefined ? {} : { product }),
    ...(number === undefined ? {} : { interface: number }),
    ...(hid && hid.usagePage > 0 ? { usagePage: hid.usagePage, usage: hid.usage } : {}),
  }
}
