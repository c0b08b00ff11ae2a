import { type ChildProcess, spawn } from 'node:child_process'
import type { Clock, Timer } from '../../src/core/index.ts'
import { controlClient } from '../control/client.ts'

/** The agent of the demo: a process of its own, as at a real desk, so that it can be killed like one. */
export interface AgentProcess {
  pid(): number | undefined
  /** How often it was started. */
  starts(): number
  /** As a power cut ends it. It is started again by itself. */
  kill(): void
  stop(): Promise<void>
}

/** What an agent process needs. */
export interface AgentProcessOptions {
  /** The script of the running program. */
  readonly entry: string
  readonly configFile: string
  readonly clock: Clock
  /** What it writes to its log. */
  logged(text: string): void
  changed(): void
}

const restartAfter = 200
/** One that dies this soon will not do better at once. */
const soon = 2_000
const restartLater = 1_000
/** A stop of the whole demo takes less than 2 s. */
const stopPatience = 1_200

/** Starts the agent, and again whenever it ends, until stopped. */
export function keepAgentRunning({ entry, configFile, clock, logged, changed }: AgentProcessOptions): AgentProcess {
  let child: ChildProcess | undefined
  let timer: Timer | undefined
  let starts = 0
  let stopped = false

  const start = () => {
    const since = clock.mono()
    const started = spawn(process.execPath, [entry, 'run', '--config', configFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    child = started
    starts++
    for (const output of [started.stdout, started.stderr]) output.setEncoding('utf8').on('data', logged)
    started.once('error', (error) => logged(`${error.message}\n`))
    started.once('close', () => {
      child = undefined
      changed()
      if (!stopped) timer = clock.after(clock.mono() - since < soon ? restartLater : restartAfter, start)
    })
    changed()
  }
  // Whatever ends this process, the agent must not stay behind and keep the journal.
  const killWithUs = () => child?.kill('SIGKILL')
  process.once('exit', killWithUs)
  start()

  return {
    pid: () => child?.pid,
    starts: () => starts,
    kill: () => void child?.kill('SIGKILL'),
    async stop() {
      stopped = true
      timer?.cancel()
      await endProcess(child, clock)
      process.removeListener('exit', killWithUs)
    },
  }
}

/** Ends an agent that an earlier demo left behind when it was killed. */
export async function endOrphan(dataFolder: string, clock: Clock): Promise<void> {
  const orphan = await controlClient(dataFolder)
    .status()
    .catch(() => undefined)
  if (!orphan || orphan.pid === process.pid) return
  const deadline = clock.mono() + stopPatience
  signal(orphan.pid, 'SIGTERM')
  while (signal(orphan.pid, 0) && clock.mono() < deadline) await new Promise<void>((done) => clock.after(50, done))
  signal(orphan.pid, 'SIGKILL')
}

async function endProcess(child: ChildProcess | undefined, clock: Clock): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const patience = clock.after(stopPatience, () => child.kill('SIGKILL'))
  await ended
  patience.cancel()
}

/** Whether the process was there to take it. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
