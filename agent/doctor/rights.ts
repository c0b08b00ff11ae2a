import type { BrokerSession } from '../../src/broker/index.ts'
import { deskTopics } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { examineJournal } from '../../src/journal/index.ts'
import { bad, type Finding, good } from './finding.ts'
import type { Sight } from './sight.ts'

/**
 * Whether a guest with the rights of the desk may hear what is meant for the desk. Nothing is said there: whether the
 * desk may speak shows when it runs. Some brokers grant everything and then stay silent; that shows where the centre has
 * confirmed something before, since its last receipt is kept at the broker.
 */
export async function rightsOf(session: BrokerSession, { config, surroundings }: Sight): Promise<readonly Finding[]> {
  const { centre, desk, root, dataFolder, receipts } = config
  const topics = deskTopics(centre, desk, root)
  const heard = Promise.withResolvers<'heard'>()
  session.receive(async () => heard.resolve('heard'))
  try {
    await session.subscribe([topics.receipts, topics.config, topics.waiting], 0)
  } catch (error) {
    const reason = (error as Error).message
    return [bad('rights', new DeskError('DB-LNK-022', { reason }, { cause: error }))]
  }
  if (receipts === 'none' || !(await wasConfirmed(dataFolder))) return [good('rights')]
  const timer = surroundings.clock.after(surroundings.patience, () => late.resolve('silent'))
  const late = Promise.withResolvers<'silent'>()
  const came = await Promise.race([heard.promise, late.promise])
  timer.cancel()
  return [came === 'heard' ? good('rights') : bad('rights', new DeskError('DB-DCT-020'))]
}

async function wasConfirmed(folder: string): Promise<boolean> {
  const looked = await examineJournal(folder).catch(() => undefined)
  return (looked?.receipted ?? 0) > 0
}
