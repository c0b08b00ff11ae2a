import type { TextArgs, TextKey, Uuid } from '../core/index.ts'
import type { CallAction } from './facts.ts'

/** By which way an officer or citizen spoke. */
export type Via = 'keypad' | 'screen' | 'shortcut'

interface Input {
  /** Identity of what happened. All that it causes gets ids derived from it. */
  readonly id: Uuid
  /** The device or page it came from. */
  readonly source: string
  readonly counter: string
  /** Names a press that a device repeats until it is acknowledged; a repeat after a crash is recognised by it. */
  readonly dedupe?: string
}

/** What a device event means at a counter, whichever device it came from. */
export type DeskInput =
  | (Input & {
      readonly kind: 'call'
      readonly action: CallAction
      readonly to?: string
      readonly reason?: string
      readonly via: Via
    })
  | (Input & { readonly kind: 'rating'; readonly level: number; readonly via: Via })
  | (Input & { readonly kind: 'scan'; readonly text: string })

/** What a counter shows to the public. */
export type CounterSign =
  | { readonly state: 'serving'; readonly ticket: string }
  | { readonly state: 'idle' }
  | { readonly state: 'paused'; readonly reason: string }
  | { readonly state: 'closed' }

/** What a counter wants its devices and pages to do. A device without the means for it does nothing. */
export type DeskOutput =
  | { readonly kind: 'sign'; readonly counter: string; readonly sign: CounterSign }
  | { readonly kind: 'text'; readonly counter: string; readonly lines: readonly string[] }
  | { readonly kind: 'rating-pad'; readonly counter: string; readonly armed: boolean; readonly levels: number }
  | { readonly kind: 'rating-thanks'; readonly counter: string; readonly level: number }
  | { readonly kind: 'notice'; readonly counter: string; readonly text: TextKey; readonly args: TextArgs }
