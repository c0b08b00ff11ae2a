import type { Problem, Words } from '../../src/desk/index.ts'
import type { FoundCentre } from '../enrol/find-centre.ts'

// What a page is told of the wizard. Pages share these types and nothing else with the program.

/** The wizard as its page draws it. */
export interface WizardView {
  /** What people of this PC read first. */
  readonly language: 'vi' | 'en'
  readonly known: KnownDesk
  readonly centres: {
    readonly isLooking: boolean
    readonly found: readonly FoundCentre[]
  }
  readonly state: StateView
}

/** Which desk this PC is to be, as far as somebody said so before the wizard. */
export interface KnownDesk {
  readonly centre?: string
  readonly server?: string
  readonly desk: string
  readonly counter: string
  /** A configuration says so: nobody is asked. */
  readonly isFixed: boolean
}

/** How far it is. */
export type StateView =
  | { readonly kind: 'asking'; readonly problem: Problem | null }
  | { readonly kind: 'working'; readonly step: WizardStep; readonly seconds: number }
  | { readonly kind: 'done'; readonly name: string; readonly until: string; readonly level: Words }

/** What is being done, in this order. */
export type WizardStep = 'centre' | 'key' | 'certificate' | 'file'
