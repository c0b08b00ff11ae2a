import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fact } from '../../src/contract/index.ts'
import { type Language, text } from '../../src/core/index.ts'
import { controlClient } from '../control/client.ts'
import { systemClock, systemRandom } from '../system.ts'
import { gather, readJournal } from './check/evidence.ts'
import { play, waitFor } from './check/play.ts'
import { script } from './check/script.ts'
import { type Finding, judge } from './check/verdict.ts'
import { deskFolder } from './config-file.ts'
import { startWorld, type World } from './world.ts'

/** How a check is run from the command line. */
export interface CheckDemoOptions {
  readonly language: Language
  /** A new temporary folder unless given. */
  readonly dataFolder?: string
  /** The script of the running program, unless given. */
  readonly entry?: string
  /** One line for the person who started it. */
  out(line: string): void
}

/** Together they stay below the 60 s that a check may take. */
const readyWithin = 15_000
const deliveredWithin = 28_000

/**
 * Does unattended what a person does at the demo's page, and worse: presses while the cable is pulled three times and
 * the agent is killed once; then compares what was pressed, what was accepted and what the centre has. True when all
 * of it agrees.
 */
export async function checkDemo(options: CheckDemoOptions): Promise<boolean> {
  const { language, out } = options
  const clock = systemClock
  const begun = clock.mono()
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'deskbridge-check-'))
  const entry = options.entry ?? process.argv[1] ?? ''
  const since = clock.wall()
  const centre: Fact[] = []
  out(text('demo.check.begin', language, { folder: dataFolder }))

  const world = await startWorld({
    dataFolder,
    entry,
    clock,
    random: systemRandom,
    applied: (facts) => centre.push(...facts.map(({ fact }) => fact)),
    changed() {},
  })
  // Ctrl-C must not leave the agent behind.
  const stop = () => void world.stop().then(() => process.exit(1))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const findings = await run(world, { dataFolder, since, centre })
    for (const { text: key, args, holds } of findings) out(`${holds ? '  ✓' : '  ✗'} ${text(key, language, args)}`)
    const holds = findings.every((finding) => finding.holds)
    const seconds = Math.round((clock.mono() - begun) / 100) / 10
    out(text(holds ? 'demo.check.holds' : 'demo.check.fails', language, { seconds, folder: dataFolder }))
    await world.stop()
    if (holds && options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
    return holds
  } finally {
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop)
    await world.stop()
  }
}

interface Run {
  readonly dataFolder: string
  readonly since: number
  readonly centre: readonly Fact[]
}

async function run(world: World, { dataFolder, since, centre }: Run): Promise<readonly Finding[]> {
  const client = controlClient(deskFolder(dataFolder))
  const isReady = async () => {
    const status = await client.status().catch(() => undefined)
    return status?.online === true && status.devices.every(({ state }) => state === 'ready')
  }
  if (!(await waitFor(systemClock, readyWithin, isReady))) {
    return [{ text: 'demo.check.not-ready', args: { seconds: readyWithin / 1_000 }, holds: false }]
  }
  const cuts = await play(world, script, systemClock)
  // A rating window that closes later adds facts; what was read is what must have arrived.
  let journal: readonly Fact[] = []
  const isDelivered = async () => {
    if (world.panel.presses().some(({ acknowledged }) => !acknowledged)) return false
    journal = await readJournal(client, since).catch(() => journal)
    const arrived = new Set(centre.map(({ id }) => id))
    return journal.length > 0 && journal.every(({ id }) => arrived.has(id))
  }
  // Whatever is still missing then is for the findings to say.
  await waitFor(systemClock, deliveredWithin, isDelivered)
  return judge(await gather(world, { journal, centre, cuts }))
}
