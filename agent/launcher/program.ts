import { fork } from 'node:child_process'
import type { Log } from '../../src/core/index.ts'
import { isLineMessage, type LineMessage } from './line.ts'

/** A started version of the program. */
export interface RunningProgram {
  /** Resolves when it has said that it works; perhaps never. */
  readonly healthy: Promise<void>
  /** Resolves with its exit code; 1 when it was killed or could not be started. */
  readonly ended: Promise<number>
  /** Asks it to stop. */
  stop(): void
  kill(): void
}

/** How a version is started. */
export interface ProgramStart {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  readonly log: Log
}

/** Starts a version beside this process, with the same Node, a line between both, and the same output. */
export function startProgram({ file, args, environment, log }: ProgramStart): RunningProgram {
  const child = fork(file, args, { env: environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const { promise: healthy, resolve: proven } = Promise.withResolvers<void>()
  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  child.on('message', (message) => {
    if (isLineMessage(message, 'healthy')) proven()
  })
  child.on('error', (error) => {
    log.error('the program cannot be started', { reason: error.message })
    end(1)
  })
  child.on('exit', (code, signal) => {
    log.info('the program has ended', { exit: String(code ?? signal) })
    end(code ?? 1)
  })
  return {
    healthy,
    ended,
    stop() {
      // Windows knows no signal that a program could hear.
      if (child.connected) child.send({ deskbridge: 'stop' } satisfies LineMessage, () => undefined)
      else child.kill()
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
