import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskLevel } from '../contract/index.ts'
import type { Database } from '../sqlite/index.ts'

/** The levels that a measurement can find; `failing` is found by an error. */
export type RoomLevel = Exclude<DiskLevel, 'failing'>

/** How full the journal's disk is. */
export interface DiskRoom {
  /** What the journal uses of what it may use, 0 to 1 and above. */
  readonly share: number
  /** What it may use altogether, in bytes. */
  readonly usable: number
  /** What the file system has left for it, in bytes. */
  readonly free: number
  /** The size of the write-ahead log, in bytes. */
  readonly log: number
}

/** From which share a level holds, and below which it ends: apart, so that one row does not switch it to and fro. */
const bounds: readonly { readonly level: RoomLevel; readonly from: number; readonly until: number }[] = [
  { level: 'full', from: 0.95, until: 0.9 },
  { level: 'short', from: 0.85, until: 0.8 },
  { level: 'tight', from: 0.7, until: 0.65 },
]

/** With less than this free one large transaction could fail, however small the journal is. */
export const leastFree: number = 512 * 1024

/** The level of a room, given the level before. */
export function levelOf({ share, free }: DiskRoom, before: DiskLevel): RoomLevel {
  if (free < leastFree || (before === 'full' && free < 2 * leastFree)) return 'full'
  const order = bounds.map(({ level }) => level)
  const reached = bounds.find(({ level, from, until }) => {
    const held = order.indexOf(before as RoomLevel)
    const holds = held >= 0 && held <= order.indexOf(level)
    return share >= (holds ? until : from)
  })
  return reached?.level ?? 'room'
}

/**
 * Measures the room of a journal. The file may grow to its own bound and to what the file system has left, whichever
 * comes first. Free pages inside the file count as room. Beside the file the disk must carry the log, which can be as
 * large as all of its pages until it is written back.
 * @param withheld bytes that are free but kept for something else.
 */
export async function measureRoom(db: Database, file: string, withheld: number): Promise<DiskRoom> {
  const [row] = await db.all(
    `SELECT page_count AS pages, freelist_count AS spare, page_size AS size, max_page_count AS most
     FROM pragma_page_count, pragma_freelist_count, pragma_page_size, pragma_max_page_count`,
  )
  const [pages, spare, size, most] = [row?.pages, row?.spare, row?.size, row?.most].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  const [stored, log, space] = await Promise.all([sizeOf(file), sizeOf(`${file}-wal`), statfs(join(file, '..'))])
  const free = Math.max(0, space.bavail * space.bsize - withheld)
  const live = (pages - spare) * size
  const onDisk = stored + log + free
  const share = Math.max(live / (most * size), (live + log) / Math.max(1, onDisk))
  return { share, usable: Math.min(most * size, onDisk), free, log }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    // There is no log after a clean close.
    return 0
  }
}
