import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folder.ts'
import { projectFolder } from './processes.ts'

const source = join(projectFolder, 'src', 'bus', 'keyboard', 'helper')
const strict = '-std=c99 -D_GNU_SOURCE -g -O1 -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover'

/** Builds the program that takes keyboards into a folder, with checks for wrong memory use; returns its path. */
export function buildKeyboardHelper(folder: string): string {
  execFileSync('make', ['-C', source, `OUT=${folder}`, `CFLAGS=${strict}`], { stdio: ['ignore', 'ignore', 'inherit'] })
  return join(folder, 'keyboard-grab')
}

/** A program of one shell line, which gets the path of the device as `$1`. */
export function shellProgram(line: string): string {
  const path = join(temporaryFolder(), 'helper')
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  return path
}

/** Keys of Linux, by number, going down (`true`) and up; what is in one list happens at one time. */
export type Strokes = readonly (readonly [code: number, isDown: boolean | 'repeat'])[]

/** Recorded events of a keyboard, on their way through a pipe in place of the device. */
export interface RecordedKeyboard {
  readonly path: string
  type(strokes: Strokes, microseconds?: number): void
  /** An event of another kind. */
  send(type: number, code: number, value: number): void
  unplug(): void
}

export function recordedKeyboard(): RecordedKeyboard {
  const path = join(temporaryFolder(), 'events')
  execFileSync('mkfifo', [path])
  // Both ends, so that it opens whether or not somebody reads; a write that finds no room fails and does not hang.
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  let isOpen = true
  const unplug = () => {
    if (isOpen) closeSync(pipe)
    isOpen = false
  }
  onTestFinished(unplug)
  const send = (type: number, code: number, value: number, microseconds = 0) =>
    void writeSync(pipe, inputEvent(type, code, value, microseconds))
  return {
    path,
    type(strokes, microseconds) {
      for (const [code, isDown] of strokes) send(1, code, isDown === 'repeat' ? 2 : Number(isDown), microseconds)
      send(0, 0, 0, microseconds)
    },
    send: (type, code, value) => send(type, code, value),
    unplug,
  }
}

/** `struct input_event` of a 64-bit Linux. */
function inputEvent(type: number, code: number, value: number, microseconds: number): Uint8Array {
  const event = Buffer.alloc(24)
  event.writeBigInt64LE(BigInt(Math.floor(microseconds / 1e6)), 0)
  event.writeBigInt64LE(BigInt(microseconds % 1e6), 8)
  event.writeUInt16LE(type, 16)
  event.writeUInt16LE(code, 18)
  event.writeInt32LE(value, 20)
  return event
}
