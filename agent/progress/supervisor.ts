/** Whoever started the program and watches over it: systemd, or the service host on Windows. */
export interface Supervisor {
  /** How often it wants to hear of progress, in milliseconds; undefined where nobody waits for it. */
  readonly every: number | undefined
  /** The desk works. */
  ready(): void
  /** Something moved since the last time. Without this word for long the supervisor ends the program and starts it anew. */
  progress(): void
  /** The program ends because it was told to. */
  stopping(): void
}

/** What a supervisor is told. */
export type Word = 'ready' | 'progress' | 'stopping'

/** One that nobody watches, as at a terminal. */
export const noSupervisor: Supervisor = { every: undefined, ready() {}, progress() {}, stopping() {} }

/** A supervisor that is told each word in its own way. It wants to hear at least every `limit` milliseconds. */
export function supervisorBy(tell: (word: Word) => void, limit: number | undefined): Supervisor {
  return {
    // Three chances: one word may be late on an old PC, and one lost.
    every: limit === undefined ? undefined : limit / 3,
    ready: () => tell('ready'),
    progress: () => tell('progress'),
    stopping: () => tell('stopping'),
  }
}
