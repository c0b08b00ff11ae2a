import { type ErrorMessage, type Language, text, unpackError } from '../../src/core/index.ts'
import type { LearningView, ProblemView } from './learning-view.ts'
import type { AttachedView, LessonView } from './lesson-view.ts'

/** What is plugged in and unused, and the lesson. */
export interface LearningNow {
  readonly attached: readonly AttachedView[]
  readonly lesson: LessonView
}

/** What a page sees of learning. */
export function learningView({ attached, lesson }: LearningNow): LearningView {
  const problem = lesson.kind === 'failed' ? { problem: problemView(lesson.problem) } : {}
  return { attached, lesson, ...problem }
}

function problemView(problem: ErrorMessage): ProblemView {
  const { code, args } = unpackError(problem, 'DB-AGT-003')
  const words = (language: Language) => ({
    sentence: text(code, language, args),
    next: text(code, language, args, 'next'),
  })
  return { code, vi: words('vi'), en: words('en') }
}
