import type { RatingSet } from '../contract/index.ts'

/** What a centre may decide about its counters. Laws and habits change every year, so nothing of this is in the code. */
export interface CounterSettings {
  /** The same press again within this many milliseconds of the last accepted one is a double press; 0 turns it off. */
  readonly doublePress: number
  /** After this many milliseconds without an answer a request is given up. */
  readonly requestTimeout: number
  readonly rating: RatingSettings
  /** Why a counter may be paused, as the public reads it. A pause key without a reason uses the first. */
  readonly pauseReasons: readonly string[]
  /** Where a transfer goes whose key cannot say where; null where an officer has to. */
  readonly transfer: { readonly to: string | null }
  /** Who may sign in, by the names that facts carry; null where the centre gave no list and anybody may. */
  readonly officers: readonly string[] | null
}

/** When a rating window closes (milliseconds), and which level set the pads show. */
export interface RatingSettings {
  /** After the last touch. */
  readonly afterTouch: number
  /** After another ticket is shown. */
  readonly grace: number
  /** After arming, when nobody touches. */
  readonly untouched: number
  /** 3, 4 or 5. */
  readonly levels: number
  /** The version of the level set, kept with each rating so that old ratings keep their meaning. */
  readonly scale: string
  /** The names of what screens ask beside the main question. */
  readonly questions: readonly string[]
}

/** What a counter does where the centre decided nothing. */
export const defaultSettings = {
  doublePress: 500,
  requestTimeout: 5_000,
  rating: { afterTouch: 10_000, grace: 10_000, untouched: 120_000, levels: 5, scale: '5-2025', questions: [] },
  pauseReasons: ['Nghỉ giải lao', 'Họp đột xuất', 'Sự cố kỹ thuật', 'Hết giờ', 'Hỗ trợ đồng nghiệp', 'Khác'],
  transfer: { to: null },
  officers: null,
} as const satisfies CounterSettings

/** What a counter must know of a level set; its words are for pads and pages. */
export function levelsOf({
  scale,
  levels,
  more = [],
}: RatingSet): Pick<RatingSettings, 'levels' | 'scale' | 'questions'> {
  return { scale, levels: levels.length, questions: more.map(({ id }) => id) }
}
