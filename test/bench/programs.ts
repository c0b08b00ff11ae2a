import { type ChildProcessByStdio, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'

/** A program that runs beside the bench; disposing of it kills it. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  /** Rejects when the program ends. */
  readonly ended: Promise<never>
  /** The next line of its output; throws when there will be none, or none comes within `ms`. */
  line(ms?: number): Promise<string>
  send(line: string): void
}

type Child = ChildProcessByStdio<Writable, Readable, null>

/** No answer of any program takes longer. */
const patience = 20_000

const execute = promisify(execFile)
const running = new Set<Child>()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** Starts a program. What it says on standard error is passed on. */
export function startProgram(command: string, args: readonly string[], options: SpawnOptions = {}): Program {
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] }) as Child
  running.add(child)
  child.stdin.on('error', () => {})
  const gone = once(child, 'exit').catch((error: Error) => [error.message])
  const ended = gone.then((why): never => {
    throw new Error(`${command} ended: ${why.join(' ').trim()}`)
  })
  // A program that is ended on purpose is waited for by nobody.
  ended.catch(() => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    pid: child.pid ?? 0,
    ended,
    send: (line) => void child.stdin.write(`${line}\n`),
    async line(ms = patience) {
      const { value, done } = await within(ms, `${command} says nothing`, lines.next())
      return done ? await ended : value
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await gone
      running.delete(child)
    },
  }
}

/** Runs a program that prints one number of nanoseconds per line; returns them in milliseconds. */
export async function timesOf(command: string, ...args: readonly (string | number)[]): Promise<number[]> {
  const { stdout } = await execute(command, args.map(String), { timeout: 60_000 })
  return stdout.trim().split('\n').map(toMilliseconds)
}

/** Nanoseconds as milliseconds. */
export const toMilliseconds = (nanoseconds: string | bigint): number => Number(nanoseconds) / 1e6

/** Compiles the C programs of this folder into `folder`. */
export async function compilePrograms(folder: string): Promise<void> {
  const compile = (name: string, output: string, ...flags: string[]) =>
    execute('cc', ['-O2', ...flags, '-o', join(folder, output), join(import.meta.dirname, 'c', `${name}.c`), '-ldl'])
  await Promise.all([
    ...['floor', 'round-trip', 'panel', 'relay', 'publisher', 'sink', 'delay'].map((name) => compile(name, name)),
    compile('sync-stamp', 'sync-stamp.so', '-shared', '-fPIC'),
  ])
}

async function within<T>(ms: number, otherwise: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`${otherwise} within ${ms} ms`)), ms)
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
