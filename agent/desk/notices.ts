import { formatTime } from '../../src/contract/index.ts'
import { type Clock, isErrorCode, type TextKey } from '../../src/core/index.ts'
import { type Notice, withNotice } from '../../src/desk/index.ts'
import type { AgentChange } from '../changes.ts'
import { wordsOf } from './words.ts'

/** What counters told their officers lately. */
export interface Notices {
  list(): readonly Notice[]
  add(told: Extract<AgentChange, { kind: 'notice' }>): Notice
}

/** Words that somebody should act on; whoever wanted to sign in and reads one of them did not. */
const warnings: ReadonlySet<TextKey> = new Set([
  'counter.notice.unanswered',
  'counter.notice.unanswered-recorded',
  'counter.notice.refused',
  'counter.notice.sign-in-refused',
  'counter.notice.line-empty',
  'counter.notice.not-held',
  'counter.notice.no-destination',
  'counter.notice.officer-unknown',
  'counter.notice.officer-running',
  'counter.notice.rating-level',
  'counter.notice.no-dossier',
  'counter.notice.late-times',
  'counter.notice.late-ticket',
])

/** What became of signing in: only the latest is so. */
const signingIn: ReadonlySet<TextKey> = new Set([
  'counter.notice.signed-in',
  'counter.notice.signed-in-unproven',
  'counter.notice.sign-in-refused',
  'counter.notice.officer-unknown',
  'counter.notice.officer-running',
])

/** Numbers begin anew with each life of the desk. */
export function keepNotices(clock: Clock): Notices {
  let last = 0
  let notices: readonly Notice[] = []
  return {
    list: () => notices,
    add({ counter, text, args }) {
      last++
      const notice: Notice = {
        number: last,
        at: formatTime(clock.wall()),
        counter,
        tone: toneOf(text),
        words: wordsOf(text, args),
        ...(signingIn.has(text) ? { about: 'sign-in' as const } : {}),
      }
      notices = withNotice(notices, notice)
      return notice
    },
  }
}

function toneOf(key: TextKey): Notice['tone'] {
  if (isErrorCode(key)) return 'error'
  return warnings.has(key) ? 'warning' : 'info'
}
