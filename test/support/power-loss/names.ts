import { existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Survival } from './content.ts'
import type { Step } from './log.ts'

type NameStep = Extract<
  Step,
  { kind: 'created' | 'linked' | 'folder-made' | 'folder-removed' | 'unlinked' | 'replaced' | 'renamed' }
>

/** Changes of names, each waiting for the fsync of its folder. */
export class Names {
  #waiting: NameStep[] = []

  apply(step: NameStep): void {
    this.#waiting.push(step)
  }

  /**
   * An fsync of a folder. A rename between two folders is one change, so the fsync of either will do; and what is in a
   * folder cannot be there without it.
   */
  durable(folder: string, before: number): void {
    const settled = this.#waiting.filter((step) => step.position < before && foldersOf(step).includes(folder))
    if (settled.length === 0) return
    this.#waiting = this.#waiting.filter((step) => !settled.includes(step))
    for (const step of settled) this.#follow(step)
    for (const needed of new Set(settled.flatMap(foldersOf))) this.#madeDurable(needed, before)
  }

  /**
   * Undoes what did not survive, the newest first. File systems keep such changes in order, so those that survive by
   * chance are the oldest. Returns what was undone.
   */
  undo(survival: Survival, graves: string): string[] {
    const undone = this.#waiting.slice(survivingCount(this.#waiting, survival)).reverse()
    for (const step of undone) undoStep(step, graves)
    return undone.map((step) => `${step.kind} ${step.path}`)
  }

  /** A folder that is gone for good has no names that could come back; one that moved for good took its names along. */
  #follow(step: NameStep): void {
    if (step.kind !== 'folder-removed' && step.kind !== 'renamed') return
    const isInside = (other: NameStep) => other.position < step.position && other.path.startsWith(`${step.path}/`)
    this.#waiting = this.#waiting.flatMap((other) => {
      if (!isInside(other)) return [other]
      return step.kind === 'renamed' ? [moved(other, step.path, step.to)] : []
    })
  }

  #madeDurable(folder: string, before: number): void {
    const made = this.#waiting.find((step) => step.kind === 'folder-made' && step.path === folder)
    if (made) this.durable(dirname(folder), Math.min(before, made.position + 1))
  }
}

function moved(step: NameStep, from: string, to: string): NameStep {
  const path = to + step.path.slice(from.length)
  return step.kind === 'renamed' && step.to.startsWith(`${from}/`)
    ? { ...step, path, to: to + step.to.slice(from.length) }
    : { ...step, path }
}

function foldersOf(step: NameStep): string[] {
  return step.kind === 'renamed' ? [dirname(step.path), dirname(step.to)] : [dirname(step.path)]
}

function survivingCount(steps: readonly NameStep[], survival: Survival): number {
  if (survival.kept === 'nothing') return 0
  const count = Math.floor(survival.random.unit() * (steps.length + 1))
  // A rename over a file is one change.
  return steps[count - 1]?.kind === 'replaced' ? count - 1 : count
}

function undoStep(step: NameStep, graves: string): void {
  switch (step.kind) {
    case 'created':
    case 'linked':
    case 'folder-made':
      rmSync(step.path, { recursive: true, force: true })
      return
    case 'folder-removed':
      mkdirSync(step.path, { recursive: true })
      return
    case 'unlinked':
    case 'replaced':
      // A folder that is gone for good took its names along.
      if (step.grave !== '' && existsSync(dirname(step.path)) && !existsSync(step.path))
        linkSync(join(graves, step.grave), step.path)
      return
    case 'renamed':
      if (existsSync(step.to)) renameSync(step.to, step.path)
  }
}
