import type { AttachedView, LessonView } from './lesson-view.ts'

// What a page is told of learning. Pages share these types and nothing else with the program.

/** What could be learnt, and the lesson. */
export interface LearningView {
  readonly attached: readonly AttachedView[]
  readonly lesson: LessonView
  /** Why the lesson failed, where it did. */
  readonly problem?: ProblemView
}

/** An error as a page shows it. */
export interface ProblemView {
  readonly code: string
  readonly vi: { readonly sentence: string; readonly next: string }
  readonly en: { readonly sentence: string; readonly next: string }
}
