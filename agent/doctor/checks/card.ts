import { cardReaders, type ReadersSeen } from '../../../src/bus/index.ts'
import { DeskError, toDeskError } from '../../../src/core/index.ts'
import { silentLog } from '../../log.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/**
 * The card readers of a site that reads cards (`modules:` names them): the service runs and lets us in, a reader is
 * there, and a card that lies in one answers. Looking disturbs nobody: no card is opened.
 */
export const cardCheck: Check = { needs: ['modules'], look }

/** What is wrong with the card readers that were seen. */
export function judgeReaders(seen: ReadersSeen): readonly Finding[] {
  if (seen.kind === 'out') return [bad('card', seen.error)]
  if (seen.readers.length === 0) return [bad('card', new DeskError('DB-PCS-003'))]
  return seen.readers.map(({ name, card }) =>
    card === 'mute' ? bad('card', new DeskError('DB-PCS-006', { reader: name }), name) : good('card', name),
  )
}

async function look({ config, surroundings }: Sight): Promise<readonly Finding[]> {
  if (!config.modules?.includes('card')) return []
  const readers = cardReaders({ clock: surroundings.clock, log: silentLog })
  try {
    return judgeReaders(await readers.look(AbortSignal.timeout(surroundings.patience)))
  } catch (error) {
    return [bad('card', toDeskError(error, 'DB-PCS-015', { reader: '–' }))]
  } finally {
    await readers.stop()
  }
}
