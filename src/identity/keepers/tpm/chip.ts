import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** A chip that is spoken with, one command after the other. */
export interface Chip {
  /** Sends a whole command and waits for the whole answer. */
  ask(command: Uint8Array): Buffer
  close(): void
}

/** More than any answer to a command of ours. */
const mostBytes = 4_096
/** Its kind, its length and its code. */
const headBytes = 10

/**
 * Opens a chip as Linux offers it: a file that takes a command and then gives the answer. The kernel sees to it that
 * programs do not take each other's objects (`/dev/tpmrm0`), and ends a command that takes too long.
 */
export function openChip(file: string): Chip {
  const handle = openSync(file, 'r+')
  return {
    ask(command) {
      if (writeSync(handle, command) !== command.length) throw new Error(`${file} did not take the whole command`)
      return readAnswer(handle, file)
    },
    close: () => closeSync(handle),
  }
}

/** The chip itself answers in one piece; what stands between may not. */
function readAnswer(handle: number, file: string): Buffer {
  const answer = Buffer.alloc(mostBytes)
  let count = 0
  for (let length = headBytes; count < length; length = count < headBytes ? headBytes : answer.readUInt32BE(2)) {
    const came = count < mostBytes ? readSync(handle, answer, count, mostBytes - count, null) : 0
    if (came === 0) throw new Error(`${file} gave no answer that is one`)
    count += came
  }
  return answer.subarray(0, count)
}
