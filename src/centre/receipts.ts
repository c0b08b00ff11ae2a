import type { Receipt } from '../contract/index.ts'
import { type Log, toDeskError } from '../core/index.ts'
import type { CentreStore, DeskReceipt, StreamEnd } from './store/store.ts'

/** Gives receipts over one session. */
export interface ReceiptGiver {
  give(receipts: readonly DeskReceipt[]): Promise<void>
}

/** What giving receipts needs. */
export interface ReceiptGiverOptions {
  readonly store: CentreStore
  readonly log: Log
  /** Whether other consumers give receipts for the same desks. */
  readonly group: string | undefined
  /** Publishes a retained receipt; resolves when the broker has it, and rejects or never settles when the session ends. */
  publish(desk: string, receipt: Receipt): Promise<unknown>
}

/**
 * Only who committed publishes. With several consumers a lower receipt may reach the broker after a higher one and stay
 * there, retained. So each of them looks into the store once more when the broker has acknowledged: then either the store
 * knew nothing newer, and whatever is committed later is published later; or it did, and the newer one is published again.
 */
export function createReceiptGiver({ store, log, group, publish }: ReceiptGiverOptions): ReceiptGiver {
  const given = new Map<string, number>()

  const publishAll = async (receipts: readonly DeskReceipt[]) => {
    for (const { desk, receipt } of receipts) given.set(`${desk} ${receipt.epoch}`, receipt.upTo)
    await Promise.all(receipts.map(({ desk, receipt }) => publish(desk, receipt)))
  }
  const newer = async (receipts: readonly DeskReceipt[]) => {
    const streams = new Set(receipts.map(({ desk, receipt }) => `${desk} ${receipt.epoch}`))
    const ends = await store.ends([...new Set(receipts.map(({ desk }) => desk))])
    return ends
      .filter(({ desk, epoch }) => streams.has(`${desk} ${epoch}`))
      .filter(({ desk, epoch, applied }) => applied > (given.get(`${desk} ${epoch}`) ?? 0))
      .map(receiptOf)
  }
  return {
    async give(receipts) {
      try {
        for (let due = receipts; due.length > 0; ) {
          await publishAll(due)
          due = group === undefined ? [] : await newer(due)
        }
      } catch (error) {
        // Everybody who is online is given a receipt again at the next session.
        log.warn('receipts not given', { reason: toDeskError(error, 'DB-CTR-004').message, count: receipts.length })
      }
    },
  }
}

/** The receipt for what the centre has of a stream. */
export function receiptOf({ desk, epoch, applied, chain }: StreamEnd): DeskReceipt {
  return { desk, receipt: { epoch, upTo: applied, chain } }
}
