import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import packageJson from '../../package.json' with { type: 'json' }
import { measureAccept } from './accept.ts'
import { measureColdStart } from './cold-start.ts'
import { measureDelivery } from './delivery/delivery.ts'
import { peerVersions, preparePeers } from './delivery/peers.ts'
import { measureWaiting } from './delivery/waiting.ts'
import { startDesk } from './desk.ts'
import type { Round } from './figures.ts'
import { measureIdle } from './idle.ts'
import { measureLimits } from './limits.ts'
import { describeMachine, loadNow } from './machine.ts'
import { measurePresses } from './press.ts'
import { report } from './report.ts'
import { full, quick, type Size } from './size.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

// npm run bench [-- --quick] [--rounds N] [--folder PATH]
// Prints the figures and writes them to RESULTS.md; --quick only prints. --folder names the disk that is measured.
// Exit code 0 whether goals are met or not, 1 when something could not be measured. Linux only.

/** No round is begun that would not end within this time. */
const longest = 20 * 60_000

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, rounds: { type: 'string', default: '3' }, folder: { type: 'string' } },
})

const begun = performance.now()
await using workshop = await openWorkshop(options.folder)
const peers = preparePeers()
const loads = [loadNow()]
const rounds = await measureRounds(workshop, options.quick ? quick : full, Number(options.rounds))
const result = report(rounds, describeMachine(workshop.folder, loads, versions()))
process.stdout.write(`${result}\n`)
if (!options.quick) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), result)

async function measureRounds(workshop: Workshop, size: Size, count: number): Promise<Round[]> {
  const rounds: Round[] = []
  for (let slowest = 0; rounds.length < count && performance.now() - begun + slowest < longest; ) {
    const started = performance.now()
    rounds.push(await measureRound(workshop, size))
    slowest = Math.max(slowest, performance.now() - started)
    loads.push(loadNow())
    process.stderr.write(`round ${rounds.length} of ${count}, ${(slowest / 1000).toFixed(0)} s\n`)
  }
  return rounds
}

/**
 * Everything once, so that a neighbour's disturbance meets the figures and their limits alike. The presses follow the limits
 * of the disk at once; the disk is quiet again after what `measureAccept` wrote when the next round begins.
 */
async function measureRound(workshop: Workshop, size: Size): Promise<Round> {
  const limits = await measureLimits(workshop, size)
  const presses = await measurePresses(workshop, 'pty', size.presses, size.pressGap)
  const corePresses = await measurePresses(workshop, 'tcp', size.presses, size.pressGap)
  // It comes to rest while something else is measured, and has nothing left that nobody confirmed and must be sent again.
  await using idleDesk = await startDesk(workshop, 'pty', 'by the broker')
  const accept = await measureAccept(workshop, size.offlineFacts)
  const coldStart = await measureColdStart(workshop, size.starts)
  const idle = await measureIdle(idleDesk, size.idleSeconds)
  const delivery = await measureDelivery(workshop, peers, size)
  const waitingMemory = await measureWaiting(workshop, size.waiting)
  return { ...limits, ...idle, ...presses, corePresses, coldStart, accept, delivery, waitingMemory }
}

function versions(): string[] {
  const { version, dependencies, optionalDependencies } = packageJson
  const pinned: Readonly<Record<string, string>> = { ...dependencies, ...optionalDependencies }
  const { stdout } = spawnSync('mosquitto', ['-h'], { encoding: 'utf8' })
  const packages = ['sqlite3', 'mqtt', 'serialport'].map((name) => `${name} ${pinned[name]}`)
  return [`deskbridge ${version}`, stdout.split('\n')[0] ?? 'mosquitto', ...packages, ...peerVersions]
}
