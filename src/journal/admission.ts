import { type DiskLevel, isStatistic } from '../contract/index.ts'
import type { Commit } from './writer.ts'

/** What a disk level lets through of a commit. */
export type Admission =
  | { readonly kind: 'all' }
  /** Without facts that are for statistics only. */
  | { readonly kind: 'part'; readonly commit: Commit; readonly leftOut: number }
  | { readonly kind: 'refused'; readonly because: 'full' | 'failing' }

/**
 * Decides what may be written. A full disk takes no facts, while results and state still become durable: they free what
 * waits for them. A failing one takes nothing.
 */
export function admit(commit: Commit, level: DiskLevel): Admission {
  if (level === 'failing') return { kind: 'refused', because: level }
  if (!commit.facts || level === 'room') return { kind: 'all' }
  const facts = commit.facts.filter(({ type }) => !isStatistic(type))
  if (level === 'full' && facts.length > 0) return { kind: 'refused', because: level }
  const leftOut = commit.facts.length - facts.length
  return leftOut === 0 ? { kind: 'all' } : { kind: 'part', commit: { ...commit, facts }, leftOut }
}
