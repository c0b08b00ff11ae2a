import type { Clock, Timer } from '../../src/core/index.ts'
import type { Supervisor } from './supervisor.ts'

/**
 * Tells the supervisor each time that everything has moved, and never otherwise. While a part hangs `moves` says no, or
 * says nothing: a hung desk falls silent although its timers still run.
 */
export function tellProgress(supervisor: Supervisor, moves: () => Promise<boolean>, clock: Clock): Timer {
  const { every } = supervisor
  if (every === undefined) return { cancel() {} }
  let isOver = false
  let timer: Timer | undefined
  const look = () => {
    void moves().then((hasMoved) => {
      if (isOver) return
      if (hasMoved) supervisor.progress()
      timer = clock.after(every, look)
    })
  }
  look()
  return {
    cancel() {
      isOver = true
      timer?.cancel()
    },
  }
}
