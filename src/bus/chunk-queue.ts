import type { Chunk } from './wire.ts'

/** Received chunks on their way to one reader. */
export interface ChunkQueue extends AsyncIterable<Chunk> {
  /** Adds a chunk; when the queue is full, the chunk is dropped and counted, as the older ones came first. */
  push(chunk: Chunk): void
  /** No more will come; the reader ends after the last chunk. */
  end(): void
  droppedBytes(): number
}

/** What a waiting chunk costs beside its bytes, so that a flood of single bytes is bounded as well. */
const overhead = 64

/** A queue that holds at most `limit` bytes. */
export function chunkQueue(limit = 1024 * 1024): ChunkQueue {
  const waiting: Chunk[] = []
  let held = 0
  let dropped = 0
  let ended = false
  let wake = () => {}

  return {
    push(chunk) {
      const cost = chunk.bytes.length + overhead
      if (ended || held + cost > limit) {
        dropped += chunk.bytes.length
        return
      }
      held += cost
      waiting.push(chunk)
      wake()
    },
    end() {
      ended = true
      wake()
    },
    droppedBytes: () => dropped,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const chunk = waiting.shift()
        if (chunk) {
          held -= chunk.bytes.length + overhead
          yield chunk
        } else if (ended) {
          return
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    },
  }
}
