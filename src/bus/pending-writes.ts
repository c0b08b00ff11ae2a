import type { DeskError } from '../core/index.ts'
import { maxPendingWrite } from './wire.ts'

/** Writes that were handed on and not yet taken by the system. */
export interface PendingWrites {
  /** Counts a write in; throws `full` when {@link maxPendingWrite} would be exceeded. */
  add(size: number): { readonly id: number; readonly written: Promise<void> }
  done(id: number): void
  /** One write was refused; the others go on. */
  fail(id: number, error: DeskError): void
  failAll(error: DeskError): void
  bytesWritten(): number
}

export function pendingWrites(full: () => DeskError): PendingWrites {
  const waiting = new Map<number, PromiseWithResolvers<void> & { readonly size: number }>()
  let last = 0
  let held = 0
  let total = 0

  const take = (id: number) => {
    const write = waiting.get(id)
    if (!write) return undefined
    waiting.delete(id)
    held -= write.size
    return write
  }

  return {
    add(size) {
      if (held + size > maxPendingWrite) throw full()
      const id = ++last
      const write = { size, ...Promise.withResolvers<void>() }
      waiting.set(id, write)
      held += size
      return { id, written: write.promise }
    },
    done(id) {
      const write = take(id)
      total += write?.size ?? 0
      write?.resolve()
    },
    fail: (id, error) => take(id)?.reject(error),
    failAll(error) {
      for (const write of waiting.values()) write.reject(error)
      waiting.clear()
    },
    bytesWritten: () => total,
  }
}
