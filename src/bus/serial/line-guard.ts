import { Transform } from 'node:stream'

const newline = 0x0a

/**
 * Lets only whole lines of at most `max` bytes (with their `\n`) through, so that the parser behind it never holds more
 * than one line. A longer one is dropped as a whole, because a line cut short could pass for another.
 */
export function lineGuard(max: number, onDropped: () => void): Transform {
  const held = Buffer.alloc(max)
  let length = 0
  let overlong = false

  /** Takes a piece of a line; returns the line when the piece ends it. */
  const take = (piece: Buffer, ends: boolean): Buffer | undefined => {
    if (overlong || length + piece.length > max) {
      overlong = true
    } else {
      piece.copy(held, length)
      length += piece.length
    }
    if (!ends) return undefined
    const line = overlong ? undefined : Buffer.from(held.subarray(0, length))
    if (overlong) onDropped()
    length = 0
    overlong = false
    return line
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let start = 0
      while (start < chunk.length) {
        const end = chunk.indexOf(newline, start)
        const next = end === -1 ? chunk.length : end + 1
        const line = take(chunk.subarray(start, next), end !== -1)
        if (line) this.push(line)
        start = next
      }
      done()
    },
  })
}
