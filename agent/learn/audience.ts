import type { DeskError } from '../../src/core/index.ts'
import type { Ask, LineSetting } from '../../src/profile/index.ts'

/** Whom a lesson is told to: a terminal prints it, a page draws it. */
export interface Audience {
  /** A key, any one, is to be pressed at this setting of the line, once and then once more. */
  tries(setting: LineSetting, press: 1 | 2): void
  /** How the line is set was found. */
  found(setting: LineSetting): void
  hears(bytes: Uint8Array): void
  asks(ask: Ask): void
  /** What the person has said makes no sense here; the same is asked again. */
  refuses(error: DeskError): void
}

/** A setting as people write it: `9600 8N1`. */
export function formOf({ data, parity, stop }: LineSetting): string {
  return `${data}${parity.slice(0, 1).toUpperCase()}${stop}`
}
