import type { RunnerTask } from 'vitest'
import { check, type Evidence, type ViolationKind } from './checker.ts'

/** What a fault test adds to the summary of the run. */
export interface Tally {
  rounds: number
  /** Accepted facts that were judged. */
  facts: number
  seed: number | undefined
  readonly violations: Record<ViolationKind, number>
}

declare module 'vitest' {
  interface TaskMeta {
    tally?: Tally
  }
}

/** The judgement of one test over all its rounds. */
export interface Proof {
  /**
   * Judges what some rounds have left behind and counts them for the summary.
   * @throws Error with the broken promises in words.
   */
  judge(evidence: Evidence | readonly Evidence[], rounds?: number): void
}

/** Most people need the first few broken promises, not five thousand. */
const told = 20

/** Begins the judgement of a test. Give it the seed of a randomised one. */
export function startProof(task: Pick<RunnerTask, 'meta'>, seed?: number): Proof {
  const tally: Tally = {
    rounds: 0,
    facts: 0,
    seed,
    violations: { lost: 0, doubled: 0, reordered: 0, gap: 0, invented: 0 },
  }
  task.meta.tally = tally
  return {
    judge(one, rounds = 1) {
      const evidence = [one].flat()
      tally.rounds += rounds
      tally.facts += evidence.reduce((sum, { accepted }) => sum + accepted.length, 0)
      const violations = evidence.flatMap(check)
      for (const { kind } of violations) tally.violations[kind]++
      if (violations.length === 0) return
      const words = violations.slice(0, told).map((violation) => `${violation.kind}: ${violation.words}`)
      const seeded = seed === undefined ? '' : `, SEED=${seed}`
      throw new Error(`${violations.length} broken promises in round ${tally.rounds}${seeded}:\n${words.join('\n')}`)
    },
  }
}
