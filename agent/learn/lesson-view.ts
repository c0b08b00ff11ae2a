import type { ErrorMessage } from '../../src/core/index.ts'

// What a running desk says of learning: plain data, for its control socket and the pages.

/** A device that is plugged in and that nobody uses. */
export interface AttachedView {
  readonly path: string
  readonly wire: 'serial' | 'hid' | 'keyboard'
  readonly name: string
  readonly place?: string
}

/** A key that is being learnt. */
export interface KeyView {
  readonly key: string
  /** As the person called it. */
  readonly label: string
  /** How often it was pressed; twice is enough. */
  readonly presses: number
}

/** What the person is to do now. */
export type LessonStep =
  | { readonly kind: 'opening' }
  /** A key, any one, at this setting of the line, once and then once more. */
  | { readonly kind: 'speed'; readonly baud: number; readonly form: string; readonly press: 1 | 2 }
  | { readonly kind: 'names' }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** `byWord`: the person has to say that it is done. */
  | {
      readonly kind: 'press'
      readonly label: string
      readonly round: number
      readonly again: boolean
      readonly byWord: boolean
    }
  | { readonly kind: 'release'; readonly label: string; readonly byWord: boolean }
  /** Whether lamps may be tried, which writes to the device: `yes`, or nothing. */
  | { readonly kind: 'lamps' }
  /** Which lamps are lit now: the labels of their keys with commas between, or nothing. */
  | { readonly kind: 'lamp'; readonly labels: readonly string[]; readonly tries: number }

/** What was heard: the last chunks in hex, oldest first, and how many there were in all. */
export interface Heard {
  readonly chunks: readonly string[]
  readonly count: number
}

/** The one lesson of a desk, or the last one. */
export type LessonView =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'learning'; readonly step: LessonStep } & LessonFacts)
  | ({
      readonly kind: 'learnt'
      readonly source: string
      /** What became of its lamps, or why none was tried. */
      readonly lamps: 'stream' | 'no-report' | 'declined' | 'dark' | 'found'
      /** Where it was saved, and whether the desk uses the device by now. */
      readonly file?: string
      readonly usedAs?: string
    } & LessonFacts)
  | ({ readonly kind: 'failed'; readonly problem: ErrorMessage } & LessonFacts)

/** What every lesson has. */
export interface LessonFacts {
  readonly path: string
  /** The id of the profile, and its name. */
  readonly profile: string
  readonly name: string
  readonly keys: readonly KeyView[]
  readonly heard: Heard
}
