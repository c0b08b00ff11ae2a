import { type Clock, type DeskError, type ErrorCode, type Log, toDeskError } from '../../src/core/index.ts'
import { type Answers, forgetAnswers, forgetCode } from './answers.ts'
import { pause } from './pause.ts'
import { noCentre, type Wizard } from './wizard.ts'
import type { KnownDesk } from './wizard-view.ts'

/** What trying by itself needs. */
export interface Unattended {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** What may pass without anybody: a network that comes late, a busy centre, a clock that is set, a disk that is cleared. */
const passing: readonly ErrorCode[] = [
  ...(['DB-AGT-050', 'DB-AGT-051', 'DB-AGT-056'] as const),
  ...(['DB-IDN-003', 'DB-IDN-008', 'DB-IDN-019'] as const),
]
const againAfter = 20_000

/**
 * Uses the code that was given at the installation, for as long as trying helps: a refused one is never tried again, since a
 * few wrong tries lock it for the person, too. Resolves when there is nothing more to try.
 */
export async function tryAnswers(
  wizard: Wizard,
  known: KnownDesk,
  answers: Answers,
  { clock, log, signal }: Unattended,
): Promise<void> {
  const { code } = answers
  // Removed also where a person was quicker.
  void wizard.done.then(() => forgetAnswers(answers, log))
  if (code === undefined || known.desk === '') return
  while (!signal.aborted) {
    const problem = await attempt(wizard, known, code)
    if (!problem) return
    wizard.complain(problem)
    if (!mayPass(problem, wizard)) return forgetCode(answers, log)
    await pause(clock, againAfter, signal)
    if (wizard.view().state.kind === 'done') return
  }
}

async function attempt(wizard: Wizard, known: KnownDesk, code: string): Promise<DeskError | undefined> {
  try {
    const server = known.server ?? (await onlyCentre(wizard, known.centre))
    return await wizard.begin({ server, desk: known.desk, counter: known.counter, code })
  } catch (error) {
    return toDeskError(error, 'DB-AGT-003')
  }
}

async function onlyCentre(wizard: Wizard, centre: string | undefined): Promise<string> {
  const all = await wizard.look()
  const fitting = all.filter((one) => centre === undefined || one.centre === centre)
  const [only] = fitting
  if (!only || fitting.length > 1) throw noCentre(fitting)
  return only.server
}

/** A person who is at it may fail; a PC that is enrolled already stays so. */
function mayPass({ code }: DeskError, wizard: Wizard): boolean {
  return passing.includes(code) || (code === 'DB-AGT-055' && wizard.view().state.kind === 'working')
}
