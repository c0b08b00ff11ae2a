import { type Language, text } from '../../src/core/index.ts'
import { untilToldToStop } from '../stop-signal.ts'
import { systemClock, systemRandom } from '../system.ts'
import { startDemo } from './start-demo.ts'

/** How a demo is run from the command line. */
export interface RunDemoOptions {
  readonly dataFolder: string
  readonly port: number
  readonly language: Language
  /** One line for the person who started it. */
  out(line: string): void
}

/** Runs the demo until it is told to stop. What was done in it is there again at the next start on the same folder. */
export async function runDemo({ dataFolder, port, language, out }: RunDemoOptions): Promise<void> {
  const stop = untilToldToStop()
  const entry = process.argv[1] ?? ''
  const demo = await startDemo({ dataFolder, port, language, entry, clock: systemClock, random: systemRandom })
  out(text('demo.ready', language, { url: demo.url }))
  out(text('demo.ready.more', language, { folder: dataFolder }))
  await stop
  await demo.stop()
  out(text('demo.stopped', language))
}
