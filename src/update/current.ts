import type { Platform } from './manifest.ts'
import { compareVersions } from './version.ts'

/** A version that lies beside others, by the name of its folder. */
export interface Installed {
  readonly folder: string
  readonly version: string
  readonly issue: number
}

/** Why a version was given up. */
export type Failure = 'unhealthy' | 'died' | 'missing'

/**
 * Which version of the program runs, as `current.json` keeps it. `null` is the one of the package, which is never
 * touched and is there when all else fails.
 */
export interface Current {
  readonly format: 1
  readonly active: Installed | null
  readonly previous: Installed | null
  /** Unpacked, and not proven yet. */
  readonly pending: Installed | null
  /** How often the pending one was started. */
  readonly tries: number
  readonly highestIssue: number
  /** The last one that was given up. */
  readonly failed: (Installed & { readonly because: Failure }) | null
}

/** A pending version is started so often, power cuts included, before it is given up. */
export const mostTries = 3

/** A desk as its package left it. */
export const fresh: Current = {
  format: 1,
  active: null,
  previous: null,
  pending: null,
  tries: 0,
  highestIssue: 0,
  failed: null,
}

/** What a start is about to run. */
export type Choice =
  | { readonly kind: 'run'; readonly what: Installed | null }
  | { readonly kind: 'try'; readonly what: Installed }
  | { readonly kind: 'give-up'; readonly what: Installed; readonly because: Failure }

/**
 * Decides what to start.
 * @param base the version of the package: a newer package wins over an older update.
 * @param isThere whether the program of a version is on the disk.
 */
export function choose(current: Current, base: string, isThere: (installed: Installed) => boolean): Choice {
  const { pending, tries, active, previous } = current
  if (pending) {
    if (!isThere(pending)) return { kind: 'give-up', what: pending, because: 'missing' }
    if (tries >= mostTries) return { kind: 'give-up', what: pending, because: 'died' }
    return { kind: 'try', what: pending }
  }
  const candidates = active === null ? [] : [active, ...(previous === null ? [] : [previous])]
  const what = candidates.find((one) => compareVersions(one.version, base) > 0 && isThere(one)) ?? null
  return { kind: 'run', what }
}

/** A version lies on the disk, and the next start shall try it. */
export function staged(current: Current, pending: Installed): Current {
  return { ...current, pending, tries: 0, highestIssue: Math.max(current.highestIssue, pending.issue) }
}

/** The pending version is about to be started. */
export function tried(current: Current): Current {
  return { ...current, tries: current.tries + 1 }
}

/** The pending version works. */
export function proven(current: Current): Current {
  const { pending, active } = current
  return pending ? { ...current, active: pending, previous: active, pending: null, tries: 0 } : current
}

/** The pending version does not work; the one before goes on. */
export function givenUp(current: Current, because: Failure): Current {
  const { pending } = current
  return pending ? { ...current, pending: null, tries: 0, failed: { ...pending, because } } : current
}

/** A person wants the version before; undefined when there is none. The package itself is one. */
export function setBack(current: Current): Current | undefined {
  const { active, previous, pending } = current
  if (pending || active === null) return undefined
  return { ...current, active: previous, previous: null }
}

/** The folders that are still needed. */
export function neededFolders({ active, previous, pending }: Current): readonly string[] {
  return [active, previous, pending].flatMap((one) => (one === null ? [] : [one.folder]))
}

/** What this machine is. */
export function ownPlatform(): Platform | undefined {
  const { platform, arch } = process
  if (arch !== 'x64') return undefined
  return platform === 'linux' ? 'linux-x64' : platform === 'win32' ? 'win32-x64' : undefined
}
