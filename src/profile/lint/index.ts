import type { DeskError } from '../../core/index.ts'
import { type Reading, read } from '../compile.ts'
import { Problems } from '../problems.ts'
import { lintCoverage } from './coverage.ts'
import { lintFraming } from './framing.ts'
import { lintMeaning } from './meaning.ts'
import { lintRules } from './rules.ts'
import { lintService } from './service.ts'
import { lintSession } from './session.ts'
import { lintWords } from './words.ts'

/** Everything that is wrong with a profile: schema, names, and the rules that only meaning can tell; each with place. */
export function lint(source: string, file?: string): readonly DeskError[] {
  return inOrder([...lintReading(read(source, file)), ...lintWords(source, file)])
}

/** The same for a profile that was read already, but for its words. */
export function lintReading(reading: Reading): readonly DeskError[] {
  if (reading.kind === 'bad') return reading.problems
  const { definition, plan, document } = reading
  const problems = new Problems(document.locate)
  lintFraming(definition, plan, problems)
  lintRules(definition, plan, problems)
  lintMeaning(definition, plan, problems)
  lintSession(definition, plan, problems)
  lintService(definition, plan, problems)
  lintCoverage(definition, plan, problems)
  return problems.found
}

function inOrder(problems: readonly DeskError[]): readonly DeskError[] {
  return [...problems].sort(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  )
}
