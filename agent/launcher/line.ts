import { untilToldToStop } from '../stop-signal.ts'

/** The exit code of a program that wants to be started again, perhaps as another version (EX_TEMPFAIL). */
export const restartCode = 75

/** What the launcher tells a program about itself, in its environment. */
export const launcherVariables = {
  /** The folder of the package. */
  base: 'DESKBRIDGE_BASE',
  /** The device library in force, where it is not the program's own. */
  profiles: 'DESKBRIDGE_PROFILES',
  /** The words in force, where some are not the program's own. */
  texts: 'DESKBRIDGE_TEXTS',
} as const

/** What goes over the line between the launcher and a program that it stays beside. */
export type LineMessage = { readonly deskbridge: 'healthy' | 'stop' }

/** Whether something that came over the line is this message. */
export function isLineMessage(message: unknown, kind: LineMessage['deskbridge']): boolean {
  return typeof message === 'object' && message !== null && 'deskbridge' in message && message.deskbridge === kind
}

/** A program that ends to be started again takes so long at most. */
const endPatience = 10_000

/** Has this process end, even when something holds it back, so that it is started again. */
export function endToRestart(): void {
  process.exitCode = restartCode
  setTimeout(() => process.exit(), endPatience).unref()
}

/** The launcher, as the program sees it. */
export interface LauncherLine {
  /** Whether whoever started this process starts it again when it asks for that. */
  readonly restarts: boolean
  /** This version works. */
  healthy(): void
  /** Resolves when this process is to stop: a signal, a word of the launcher, or the launcher is gone. */
  readonly stop: Promise<void>
}

/** Joins the launcher, if there is one. */
export function joinLauncher(): LauncherLine {
  const signal = untilToldToStop()
  const restarts = process.env[launcherVariables.base] !== undefined
  const { promise: told, resolve } = Promise.withResolvers<void>()
  if (restarts && process.send) {
    process.on('message', (message) => {
      if (isLineMessage(message, 'stop')) resolve()
    })
    process.on('disconnect', resolve)
    process.channel?.unref()
  }
  return {
    restarts,
    healthy: () => void (restarts && process.send?.({ deskbridge: 'healthy' } satisfies LineMessage)),
    stop: Promise.race([signal, told]),
  }
}
