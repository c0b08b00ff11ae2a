import { valueAt, writeTlv } from '../../../src/card/chip/tlv.ts'
import { at, type CardCommand, type Reply } from './command.ts'

/** The files of a card, by their identifiers. */
export interface CardFiles {
  /** Outside the application, such as EF.CardAccess: free to be read. */
  readonly free: ReadonlyMap<number, Uint8Array>
  /** In the application of ICAO: read under protection only. */
  readonly application: ReadonlyMap<number, Uint8Array>
}

/** How a card answers where cards differ. */
export interface FileHabits {
  /** Some cards do not know SELECT for the master file. */
  readonly masterFile: boolean
  /** The most bytes that it reads at once. */
  readonly longestRead: number
  /** What it does when more are wanted: gives as many as it can, or refuses. */
  readonly tooLong: 'shorter' | 'wrong-length' | 'right-length'
  /** What it says when the file ends before: nothing of it, or a warning. */
  readonly pastEnd: 'quiet' | 'warning'
  /** Whether an answer that is too long may be fetched in pieces, or is refused. */
  readonly inPieces: boolean
  /** Files that are there and that it gives to nobody with our rights, such as fingerprints. */
  readonly withheld: readonly number[]
}

/** What most cards do. */
export const usualHabits: FileHabits = {
  masterFile: true,
  longestRead: 0x10000,
  tooLong: 'shorter',
  pastEnd: 'quiet',
  inPieces: true,
  withheld: [],
}

const applicationId = 'a0000002471001'

/** SELECT and READ BINARY (ISO/IEC 7816-4, 7.1.1 and 7.2.3). */
export class FileReader {
  readonly #files: CardFiles
  readonly #habits: FileHabits
  #inApplication = false
  #current: Uint8Array | undefined

  constructor(files: CardFiles, habits: FileHabits) {
    this.#files = files
    this.#habits = habits
  }

  get inApplication(): boolean {
    return this.#inApplication
  }

  forget(): void {
    this.#inApplication = false
    this.#current = undefined
  }

  select({ p1, data }: CardCommand, isProtected: boolean): Reply {
    const named = Buffer.from(data).toString('hex')
    if (p1 === 0x04) return this.#selectApplication(named)
    if (p1 === 0x00 && (named === '' || named === '3f00')) return this.#selectMaster()
    return p1 === 0x02 && data.length === 2 ? this.#selectFile(at(data, 0, 2), isProtected) : { status: 0x6a86 }
  }

  /** READ BINARY with an offset in its parameters; the first bit makes it a short file name instead. */
  read({ p1, p2, expected }: CardCommand, isProtected: boolean): Reply {
    if ((p1 & 0x80) === 0) return this.#piece(p1 * 256 + p2, expected)
    const selected = this.#selectFile(0x0100 + (p1 & 0x1f), isProtected)
    return selected.status === 0x9000 ? this.#piece(p2, expected) : selected
  }

  /** READ BINARY with the offset as a data object: the only way past 32,767 bytes. */
  readFar({ data, expected }: CardCommand): Reply {
    const offset = valueAt(data, [0x54], { what: 'an offset' })
    if (!offset || expected === undefined) return { status: 0x6a80 }
    // The answer is an object as well, whose head counts.
    const head = expected > 257 ? 4 : expected > 129 ? 3 : 2
    const reply = this.#piece(at(offset, 0, offset.length), Math.max(1, expected - head))
    return reply.data ? { ...reply, data: writeTlv(0x53, reply.data) } : reply
  }

  #selectApplication(named: string): Reply {
    if (named !== applicationId) return { status: 0x6a82 }
    this.#inApplication = true
    this.#current = undefined
    return { status: 0x9000 }
  }

  #selectMaster(): Reply {
    if (!this.#habits.masterFile) return { status: 0x6d00 }
    this.forget()
    return { status: 0x9000 }
  }

  #selectFile(id: number, isProtected: boolean): Reply {
    const file = (this.#inApplication ? this.#files.application : this.#files.free).get(id)
    if (this.#inApplication && !isProtected) return { status: 0x6982 }
    if (this.#inApplication && this.#habits.withheld.includes(id)) return { status: 0x6982 }
    if (!file) return { status: 0x6a82 }
    this.#current = file
    return { status: 0x9000 }
  }

  #piece(offset: number, expected: number | undefined): Reply {
    const { longestRead, tooLong, pastEnd } = this.#habits
    const file = this.#current
    if (!file) return { status: 0x6986 }
    if (expected === undefined) return { status: 0x6700 }
    if (offset >= file.length) return { status: 0x6b00 }
    if (expected > longestRead && tooLong === 'wrong-length') return { status: 0x6700 }
    if (expected > longestRead && tooLong === 'right-length') return { status: 0x6c00 + (longestRead & 0xff) }
    const data = file.slice(offset, offset + Math.min(expected, longestRead))
    const isPast = offset + expected > file.length
    return { status: isPast && pastEnd === 'warning' ? 0x6282 : 0x9000, data }
  }
}
