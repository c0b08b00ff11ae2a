import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Chance } from './harness/chance.ts'

const page = 4096
const [logHead, frame] = [32, 24 + page]

/** What may befall the files of a journal that is not running. */
export interface Damage {
  readonly name: string
  /** SQLite would not see it, or not mind: the epoch may go on. */
  readonly mayGoOn?: true
  /** Nothing that was accepted may be lost by it. */
  readonly harmless?: true
  strike(folder: string, chance: Chance): void
}

const main = (folder: string) => join(folder, 'journal.db')
const log = (folder: string) => join(folder, 'journal.db-wal')
const side = (folder: string) => join(folder, 'journal.reserve')
const framesOf = (folder: string) => Math.floor((statSync(log(folder)).size - logHead) / frame)

/** Every kind of damage that T10 names, and some more. */
export const damages: readonly Damage[] = [
  {
    name: 'bytes of the head flipped',
    mayGoOn: true,
    strike: (folder, chance) => flip(main(folder), chance, 0, 100, 8),
  },
  {
    name: 'bytes of page 3 flipped',
    mayGoOn: true,
    strike: (folder, chance) => flip(main(folder), chance, 2 * page, 3 * page, 16),
  },
  {
    name: 'one byte of one page flipped',
    mayGoOn: true,
    strike: (folder, chance) => flip(main(folder), chance, 0, sizeOf(main(folder)), 1),
  },
  {
    name: 'bytes of many pages flipped',
    mayGoOn: true,
    strike: (folder, chance) => flip(main(folder), chance, 0, sizeOf(main(folder)), 60),
  },
  {
    name: 'whole pages overwritten with garbage',
    mayGoOn: true,
    strike(folder, chance) {
      for (let left = chance.between(1, 10); left > 0; left--) {
        const at = page * chance.between(0, sizeOf(main(folder)) / page - 1)
        overwrite(main(folder), at, chance.bytes(page))
      }
    },
  },
  {
    name: 'a frame in the middle of the log flipped',
    strike(folder, chance) {
      const at = logHead + frame * chance.between(0, Math.floor(framesOf(folder) / 2))
      flip(log(folder), chance, at, at + frame, chance.between(1, 4))
    },
  },
  {
    name: 'the last frame of the log flipped',
    mayGoOn: true,
    strike(folder, chance) {
      const at = logHead + frame * (framesOf(folder) - 1)
      flip(log(folder), chance, at, at + frame, chance.between(1, 4))
    },
  },
  { name: 'the head of the log flipped', strike: (folder, chance) => flip(log(folder), chance, 0, 32, 2) },
  { name: 'the log deleted', strike: (folder) => rmSync(log(folder)) },
  { name: 'the log emptied', strike: (folder) => truncateSync(log(folder), 0) },
  {
    name: 'the log cut off',
    mayGoOn: true,
    strike: (folder, chance) => truncateSync(log(folder), chance.between(1, sizeOf(log(folder)) - 1)),
  },
  {
    name: 'a shared-memory file of garbage, and then none',
    mayGoOn: true,
    harmless: true,
    strike(folder, chance) {
      writeFileSync(`${main(folder)}-shm`, chance.bytes(page))
      if (chance.hits(0.5)) rmSync(`${main(folder)}-shm`)
    },
  },
  { name: 'the file emptied', strike: (folder) => truncateSync(main(folder), 0) },
  { name: 'the file deleted', strike: (folder) => rmSync(main(folder)) },
  {
    name: 'the file cut off',
    mayGoOn: true,
    strike: (folder, chance) => truncateSync(main(folder), chance.between(1, sizeOf(main(folder)) - 1)),
  },
  {
    name: 'a file of garbage',
    // While the log still holds every page, nobody reads the file.
    mayGoOn: true,
    strike: (folder, chance) => writeFileSync(main(folder), chance.bytes(chance.between(1, 50_000))),
  },
  {
    name: 'a folder in place of the file',
    strike(folder) {
      rmSync(main(folder))
      mkdirSync(main(folder))
    },
  },
  { name: 'the side file deleted', mayGoOn: true, harmless: true, strike: (folder) => rmSync(side(folder)) },
  {
    name: 'the side file flipped',
    mayGoOn: true,
    harmless: true,
    strike: (folder, chance) => flip(side(folder), chance, 0, 100, 1),
  },
  {
    name: 'all files gone but the side file',
    strike(folder) {
      for (const file of [main(folder), log(folder)]) rmSync(file)
    },
  },
  {
    name: 'pages of the file and frames of the log flipped, and no side file',
    mayGoOn: true,
    strike(folder, chance) {
      const at = logHead + frame * chance.between(0, Math.floor(framesOf(folder) / 2))
      flip(log(folder), chance, at, at + frame, 8)
      flip(main(folder), chance, 0, sizeOf(main(folder)), 30)
      rmSync(side(folder))
    },
  },
]

function flip(file: string, chance: Chance, from: number, to: number, count: number): void {
  for (let left = count; left > 0; left--) {
    const at = chance.between(from, to - 1)
    const byte = Buffer.alloc(1)
    const handle = openSync(file, 'r')
    readSync(handle, byte, 0, 1, at)
    closeSync(handle)
    overwrite(file, at, Buffer.from([(byte[0] ?? 0) ^ chance.between(1, 255)]))
  }
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0
}
