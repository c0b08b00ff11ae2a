import { type DeskOutput, formatTime } from '../../src/contract/index.ts'
import { type Clock, isErrorCode, type TextKey } from '../../src/core/index.ts'
import type { Notice } from '../../src/desk/index.ts'
import { wordsOf } from './words.ts'

/** What counters told their officers lately. */
export interface Notices {
  list(): readonly Notice[]
  /** Keeps one, where the output is one. */
  add(output: DeskOutput): Notice | undefined
}

const kept = 20

/** Words that somebody should act on. */
const warnings: ReadonlySet<TextKey> = new Set([
  'counter.notice.unanswered',
  'counter.notice.unanswered-recorded',
  'counter.notice.refused',
  'counter.notice.rating-level',
])

/** Numbers begin anew with each life of the desk. */
export function keepNotices(clock: Clock): Notices {
  let last = 0
  let notices: readonly Notice[] = []
  return {
    list: () => notices,
    add(output) {
      if (output.kind !== 'notice') return undefined
      last++
      const words = wordsOf(output.text, output.args)
      const notice = { number: last, at: formatTime(clock.wall()), counter: output.counter, words } as const
      const told: Notice = { ...notice, tone: toneOf(output.text) }
      notices = [...notices, told].slice(-kept)
      return told
    },
  }
}

function toneOf(key: TextKey): Notice['tone'] {
  if (isErrorCode(key)) return 'error'
  return warnings.has(key) ? 'warning' : 'info'
}
