import type { MatchEntry } from '../schema/index.ts'

/**
 * How much an entry asks for: usb + interface + product > usb + usage > usb > maker + usage > usage > probe >
 * bound. Any further condition makes an entry more specific than the same one without it.
 */
export function specificity({ usb, hid, probe, bound }: MatchEntry): number {
  const parts: readonly (readonly [weight: number, isAsked: boolean])[] = [
    [600, usb !== undefined],
    [400, usb?.pid !== undefined],
    [400, usb?.serial !== undefined],
    [200, usb?.product !== undefined],
    [200, usb?.interface !== undefined],
    [90, usb?.manufacturer !== undefined],
    [60, usb?.release !== undefined],
    [50, usb?.usagePage !== undefined],
    [20, usb?.usage !== undefined],
    [500, hid !== undefined],
    [15, hid?.usage !== undefined],
    [100, probe !== undefined],
    [10, bound !== undefined],
  ]
  return parts.reduce((sum, [weight, isAsked]) => sum + (isAsked ? weight : 0), 0)
}
