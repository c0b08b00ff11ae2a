import type { Attached, WireAddress } from '../../bus/index.ts'
import type { Link } from '../../profile/index.ts'

/** How a plugged device is opened, by what its profile says of its wire. `baud` is the site's word on a serial speed. */
export function addressOf(link: Link, { path }: Attached, baud?: number): WireAddress {
  switch (link.kind) {
    case 'serial': {
      const { kind: _, ...settings } = link
      return { kind: 'serial', path, settings: { ...settings, baud: baud ?? settings.baud } }
    }
    case 'hid': {
      const { numbered, spacing, input, output, feature } = link
      const sizes = { ...(input && { input }), ...(output && { output }), ...(feature && { feature }) }
      return { kind: 'hid', path, numbered, spacing, ...sizes }
    }
    case 'keyboard': {
      const { modeSwitch } = link
      return { kind: 'keyboard', path, ...(modeSwitch && { modeSwitch }) }
    }
    default:
      throw new Error(`nothing of kind ${link.kind} is plugged in`)
  }
}
