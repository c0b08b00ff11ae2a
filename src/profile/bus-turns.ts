import type { DeviceWrite } from './model.ts'

/** A line that is never free takes no more; the oldest that waits is the least wanted. */
const maxWaiting = 64

/** Commands that wait for their turn on a line where an answer is awaited: two talking at once is noise. */
export class BusTurns {
  #waiting: (readonly DeviceWrite[])[] = []

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Queues the writes of one command; gives how many commands had to be forgotten for it. */
  add(writes: readonly DeviceWrite[]): number {
    if (writes.length === 0) return 0
    this.#waiting.push(writes)
    if (this.#waiting.length <= maxWaiting) return 0
    this.#waiting.shift()
    return 1
  }

  /** The writes whose turn it is. */
  next(): readonly DeviceWrite[] {
    return this.#waiting.shift() ?? []
  }

  forget(): void {
    this.#waiting = []
  }
}
