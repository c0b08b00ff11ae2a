import type { CardReaders, ReadersSeen } from '../../src/bus/index.ts'
import type {
  ChipFileName,
  ChipProgress,
  CitizenCard,
  PersonalField,
  Photo,
  Trust,
  Verdicts,
} from '../../src/card/index.ts'
import type { Clock, Random, Timer } from '../../src/core/index.ts'
import { cardIn } from './await-card.ts'
import { type CardProgress, readCard } from './read-card.ts'

/** What the reader of chips works with. */
export interface ChipReaderParts {
  readonly readers: CardReaders
  readonly clock: Clock
  readonly random: Random
  /** Who issues cards; asked at each reading, since it may have been installed meanwhile. */
  trust(): Promise<Trust>
}

/** A chip that somebody at a counter wants read. */
export interface ChipWish {
  readonly counter: string
  /** The six digits that open it, as somebody typed them. */
  readonly can: string
  /** What may be taken of it; more is not read into text. */
  readonly fields: readonly PersonalField[]
  /** How far it is, in percent. */
  progress(percent: number): void
  /** Ends waiting and reading. */
  readonly signal: AbortSignal
}

/** What a chip told, as the desk takes it. */
export interface ReadChip {
  readonly card: CitizenCard
  readonly verdicts: Verdicts
  readonly photo?: { readonly type: 'image/jpeg' | 'image/jp2'; readonly bytes: Uint8Array }
}

/** The card readers of a desk, for all its counters. */
export interface ChipReader {
  /** How the reader is called; undefined while none is plugged in. */
  at(counter: string): string | undefined
  /**
   * Reads the card that lies there, or is laid there before the signal ends it.
   * @throws DeskError DB-PCS-… of the reader, DB-CRD-… of the chip.
   */
  read(wish: ChipWish): Promise<ReadChip>
  /** Tells at which counter a card that was read was taken away. */
  onLeft(listener: (counter: string) => void): void
  stop(): Promise<void>
}

/** Whoever asked ends it long before. */
const patience = 10 * 60_000
/** So long the desk may take to show what was read; what is taken away before is told of behind it. */
const settleMs = 1_000

/** Follows the readers from now on. */
export function createChipReader({ readers, clock, random, trust }: ChipReaderParts): ChipReader {
  /** Counter → the reader in which the card lies that was read for it. */
  const lying = new Map<string, string>()
  const settling = new Map<string, Timer>()
  const listeners = new Set<(counter: string) => void>()
  let seen: ReadersSeen | undefined
  const tellLeft = () => {
    for (const [counter, reader] of lying) {
      if (!seen || typeof cardIn(seen, reader) === 'string') continue
      lying.delete(counter)
      for (const tell of listeners) tell(counter)
    }
  }
  const unwatch = readers.watch((now) => {
    seen = now
    tellLeft()
  })
  return {
    at: () => (seen?.kind === 'readers' ? (seen.readers.find(hasCard) ?? seen.readers[0])?.model : undefined),
    async read({ counter, can, fields, progress, signal }) {
      lying.delete(counter)
      settling.get(counter)?.cancel()
      const order = { readers, clock, random, signal, patience, trust: await trust() }
      const wanted = { fields, photo: 'wanted' } as const
      const read = await readCard({
        ...order,
        wanted,
        access: { kind: 'can', can },
        progress: (step) => progress(percentOf(step)),
      })
      const settle = () => {
        lying.set(counter, read.reader)
        tellLeft()
      }
      settling.set(counter, clock.after(settleMs, settle))
      const { card, verdicts, photo } = read
      return { card, verdicts, ...(photo ? { photo: shown(photo) } : {}) }
    },
    onLeft: (listener) => void listeners.add(listener),
    async stop() {
      unwatch()
      for (const timer of settling.values()) timer.cancel()
      await readers.stop()
    },
  }
}

function hasCard({ card }: { readonly card: string }): boolean {
  return card !== 'absent'
}

function shown({ format, bytes }: Photo): NonNullable<ReadChip['photo']> {
  return { type: format === 'jpeg' ? 'image/jpeg' : 'image/jp2', bytes }
}

/** Nearly all the time goes into the photo, which is read last. */
function percentOf(progress: CardProgress): number {
  if (progress.step === 'reading') return percentOfFile(progress)
  return { waiting: 0, opening: 5, opened: 15, proving: 97 }[progress.step]
}

function percentOfFile({ file, done, total }: Extract<ChipProgress, { step: 'reading' }>): number {
  const part = total === 0 ? 1 : done / total
  return file === 'DG2' ? 35 + Math.floor(60 * part) : 15 + Math.floor(4 * (small.indexOf(file) + part))
}

/** In the order of reading. */
const small: readonly ChipFileName[] = ['DG1', 'DG13', 'EF.SOD', 'DG14', 'DG15']
