import type { TextArgs, TextKey, Uuid } from '../core/index.ts'
import type { CallAction, Occasion, vias } from './facts.ts'
import type { CounterSign } from './messages.ts'

/** By which way an officer or citizen spoke. */
export type Via = (typeof vias)[number]

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
      /** With recall: whom it is for, where that is not the number on show but somebody who waits nearby. */
      readonly ticket?: string
      readonly to?: string
      readonly reason?: string
      readonly via: Via
    })
  | (Input & {
      readonly kind: 'rating'
      readonly level: number
      /** One that a screen asked beside the main one. */
      readonly question?: string
      readonly via: Via
    })
  /** The officer hands something over and asks for a rating. */
  | (Input & { readonly kind: 'rating-open'; readonly occasion?: Occasion; readonly via: Via })
  | (Input & { readonly kind: 'scan'; readonly text: string })
  /** What the program of a reader's maker says of a citizen's card. It is personal, and no counter takes it. */
  | (Input & { readonly kind: 'id-card'; readonly said: Readonly<Record<string, string>> })
  /** A dossier code typed or taken back on a screen. */
  | (Input & { readonly kind: 'dossier'; readonly code: string; readonly act: 'attach' | 'detach' })
  | (Input & {
      readonly kind: 'sign-in'
      readonly officer: string
      readonly proof?: OfficerProof
      /** What becomes of a service that is running: without a word of it, signing in is refused. */
      readonly running?: Parting
      readonly via: Via
    })
  | (Input & { readonly kind: 'sign-out'; readonly running?: Parting; readonly via: Via })
  /** A service that was kept on paper. Times are wall time in milliseconds. */
  | (Input & {
      readonly kind: 'late-entry'
      readonly ticket: string
      readonly dossiers: readonly string[]
      readonly began: number
      readonly ended: number
      readonly via: Via
    })

/** A running service when the officer changes: it goes on with the new one, or it is over. */
export type Parting = 'hand-over' | 'finish'

/** What shows who somebody is. It goes out in a request and is kept nowhere. */
export interface OfficerProof {
  readonly method: 'pin'
  /** A new one for each attempt. */
  readonly nonce: string
  /** HMAC-SHA256 of the nonce under the officer's key (see `officers` of the configuration), in hex. */
  readonly answer: string
}

/** What a counter wants its devices and pages to do. A device without the means for it does nothing. */
export type DeskOutput =
  | { readonly kind: 'sign'; readonly counter: string; readonly sign: CounterSign }
  | { readonly kind: 'text'; readonly counter: string; readonly lines: readonly string[] }
  | { readonly kind: 'rating-pad'; readonly counter: string; readonly armed: boolean; readonly levels: number }
  | { readonly kind: 'rating-thanks'; readonly counter: string; readonly level: number }
  | { readonly kind: 'notice'; readonly counter: string; readonly text: TextKey; readonly args: TextArgs }
