import type { WaitingMessage } from '../contract/index.ts'
import { type Log, toDeskError } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'
import { waitingKey } from './kept.ts'

/** Who waits, kept on disk for the time without the centre. */
export interface WaitingList {
  /** Takes the newest. Resolves when it is on disk, or cannot be: it is retained, so the next connection brings it again. */
  take(message: WaitingMessage): Promise<void>
}

/** The list is told at once, whatever the disk does: a list that is only in memory is better than an old one. */
export function openWaitingList(journal: Journal, log: Log, changed: (message: WaitingMessage) => void): WaitingList {
  let last: string | undefined
  return {
    async take(message) {
      const text = JSON.stringify(message)
      if (text === last) return
      last = text
      changed(message)
      try {
        await journal.commit({ state: { key: waitingKey, value: message } })
      } catch (error) {
        const coded = toDeskError(error, 'DB-JRN-002')
        log.warn(coded.message, { code: coded.code })
      }
    },
  }
}
