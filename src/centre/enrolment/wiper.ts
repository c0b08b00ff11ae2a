import type { CommandResult } from '../../contract/index.ts'
import { type Clock, type Log, type Timer, toDeskError } from '../../core/index.ts'
import type { DeskDraft } from '../commands.ts'
import type { Enrolment } from './enrolment.ts'

/** What carrying out wipes needs. */
export interface WiperOptions {
  readonly enrolment: Enrolment
  readonly command: (desk: string, draft: DeskDraft, options: { readonly timeout: number }) => Promise<CommandResult>
  readonly clock: Clock
  readonly log: Log
}

const lookEvery = 1_000
const patience = 20_000

/**
 * Has stolen desks forget everything as soon as they can be reached, and then shuts them out. A desk is not shut out
 * before, or the order could never reach it; its name can be shut out at any time by hand.
 */
export function startWiper({ enrolment, command, clock, log }: WiperOptions): { stop(): void } {
  let stopped = false
  let next: Timer | undefined
  const wipe = async (desk: string) => {
    const args = await enrolment.wipeOrder(desk)
    if (!args) return
    const { state, error } = await command(desk, { name: 'desk.wipe', args }, { timeout: patience })
    if (state === 'done') await enrolment.wiped(desk)
    else log.warn('a desk does not forget', { state, ...(error === undefined ? {} : { reason: error }) })
  }
  const look = async () => {
    for (const desk of await enrolment.wipes().catch(() => [])) {
      // One that is away is asked again.
      if (!stopped) await wipe(desk).catch((error: unknown) => log.info(toDeskError(error, 'DB-CTR-003').message))
    }
    if (!stopped) next = clock.after(lookEvery, () => void look())
  }
  void look()
  return {
    stop() {
      stopped = true
      next?.cancel()
    },
  }
}
