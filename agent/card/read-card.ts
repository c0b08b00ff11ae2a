import type { CardReaders, CardWire } from '../../src/bus/index.ts'
import {
  type ChipAccess,
  type ChipProgress,
  type ChipReading,
  readChip,
  type Transmit,
  type Trust,
  type Wanted,
} from '../../src/card/index.ts'
import { type Clock, DeskError, isDeskError, type Random } from '../../src/core/index.ts'
import { awaitCard } from './await-card.ts'

/** A chip that is to be read: in which reader, by what, and what of it. */
export interface CardReadOrder {
  readonly readers: CardReaders
  /** The name of a reader; the first in which a card lies where it is left out. */
  readonly reader?: string
  readonly access: ChipAccess
  readonly wanted: Wanted
  readonly trust: Trust
  readonly clock: Clock
  readonly random: Random
  /** How long a card is waited for, in milliseconds. */
  readonly patience: number
  /** Ends waiting and reading. */
  readonly signal: AbortSignal
  readonly progress?: (progress: CardProgress) => void
  readonly trace?: (exchange: Exchange) => void
}

/** How far it is. */
export type CardProgress = { readonly step: 'waiting' } | ChipProgress

/** One command and what came of it. */
export interface Exchange {
  readonly command: Uint8Array
  readonly outcome: { readonly answer: Uint8Array } | { readonly error: unknown }
  readonly ms: number
}

/** What was read, and where the card lies. */
export interface CardRead extends ChipReading {
  readonly reader: string
}

/**
 * Waits for a card, takes it for us alone, reads its chip and gives it free again, whatever comes.
 * @throws DeskError DB-PCS-… of the reader, DB-CRD-… of the chip; DB-CRD-112 when the signal ended it.
 */
export async function readCard(order: CardReadOrder): Promise<CardRead> {
  try {
    order.progress?.({ step: 'waiting' })
    const reader = await awaitCard({ ...order, ms: order.patience })
    const wire = await order.readers.open(reader, order.signal)
    try {
      const reading = await readChip({ ...order, transmit: transmitOver(wire, order) })
      return { ...reading, reader }
    } finally {
      await wire.close()
    }
  } catch (error) {
    if (order.signal.aborted && isDeskError(error, 'DB-BUS-002'))
      throw new DeskError('DB-CRD-112', {}, { cause: error })
    throw error
  }
}

function transmitOver(wire: CardWire, { clock, trace }: CardReadOrder): Transmit {
  if (!trace) return (command) => wire.transmit(command)
  return async (command) => {
    const began = clock.mono()
    const tell = (outcome: Exchange['outcome']) => trace({ command, outcome, ms: clock.mono() - began })
    try {
      const answer = await wire.transmit(command)
      tell({ answer })
      return answer
    } catch (error) {
      tell({ error })
      throw error
    }
  }
}
