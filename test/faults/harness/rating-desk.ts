import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { losePower, powerLossEnvironment, type Survival } from '../../support/power-loss.ts'
import { start } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'

/** What the citizens of one life of a counter were thanked for, before the power failed. */
export interface RatedLife {
  /** Of its journal: another one than before would say that a power cut was taken for damage. */
  readonly epoch: string
  /** The level by the number of the ticket. */
  readonly rated: ReadonlyMap<string, number>
  /** What the program warned of at its start, without the unfinished last transaction that every power cut leaves. */
  readonly alarms: readonly string[]
}

/** When the power fails: after so many ratings, and so many milliseconds later. */
export interface Cut {
  readonly after: number
  readonly delay: number
  readonly survival: Survival
}

/** Lets a counter without its centre take ratings on a data folder until the power fails. */
export async function rateUntilCut(folder: string, { after, delay, survival }: Cut): Promise<RatedLife> {
  const rated = new Map<string, number>()
  let epoch = ''
  const program = [join(import.meta.dirname, 'rating-program.ts'), folder, String(after + 1_000)]
  const env = { ...process.env, ...powerLossEnvironment(folder) }
  const running = start(process.execPath, program, { env })
  const { stdout } = running.process
  if (!stdout) throw new Error('a program without an output')
  const lines = createInterface({ input: stdout })
  lines.on('line', (line) => {
    const [word, ticket = '', level] = line.split(' ')
    if (word === 'ready') epoch = ticket
    // A kill can cut the last line short; what was not said to its end was not promised.
    if (word !== 'rated' || level === undefined) return
    rated.set(ticket, Number(level))
    if (rated.size === after) setTimeout(() => running.kill('SIGKILL'), delay)
  })
  let ended = false
  void Promise.all([running.ended, new Promise((resolve) => lines.once('close', resolve))]).then(() => {
    ended = true
  })
  await until('the power has failed', () => ended, 600_000)
  if (rated.size < after)
    throw new Error(`the counter ended after ${rated.size} ratings: ${running.said().slice(-500)}`)
  losePower(folder, survival)
  return { epoch, rated, alarms: alarmsIn(running.said()) }
}

function alarmsIn(said: string): string[] {
  return said.split('\n').filter((line) => line.startsWith('{') && !line.includes('DB-JRN-012'))
}
