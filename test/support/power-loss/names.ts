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

  /** An fsync of a folder. */
  durable(folder: string, before: number): void {
    this.#waiting = this.#waiting.filter((step) => folderOf(step) !== folder || step.position >= before)
  }

  /**
   * Undoes what did not survive, the newest first. A file system keeps the changes of a folder in order, so those that
   * survive by chance are its oldest. Returns what was undone.
   */
  undo(survival: Survival, graves: string): string[] {
    const undone = [...Map.groupBy(this.#waiting, folderOf).values()].flatMap((steps) =>
      steps.slice(survivingCount(steps, survival)),
    )
    undone.sort((a, b) => b.position - a.position)
    for (const step of undone) undoStep(step, graves)
    return undone.map((step) => `${step.kind} ${step.path}`)
  }
}

function folderOf(step: NameStep): string {
  return dirname(step.kind === 'renamed' ? step.to : step.path)
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
      if (step.grave !== '' && !existsSync(step.path)) linkSync(join(graves, step.grave), step.path)
      return
    case 'renamed':
      if (existsSync(step.to)) renameSync(step.to, step.path)
  }
}
