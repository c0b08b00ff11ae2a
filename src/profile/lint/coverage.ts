import type { Problems } from '../problems.ts'
import type { Definition, VectorSpec } from '../schema/index.ts'
import { LiveSession } from '../session.ts'
import type { SessionPlan } from '../session-plan.ts'
import { chunkBytes, runVector } from '../vectors.ts'

/** Tests that would not notice the usual faults: split reads, corrupted frames, garbage, keys that stay down. */
export function lintCoverage(definition: Definition, plan: SessionPlan, problems: Problems): void {
  const tests = definition.tests ?? []
  if (tests.length === 0) {
    problems.add('DB-PRO-015')
    return
  }
  const here = problems.at('tests')
  const miss = (missing: string) => here.addAtKey('DB-PRO-016', { missing })
  const tested = new Set(tests.flatMap((test) => [test, ...(test.steps ?? [])]).map((step) => step.command))
  for (const { info } of plan.commands.commands.values()) {
    if (!info.internal && !tested.has(info.name)) miss(`command ${info.name}`)
  }
  if (plan.rules.length > 0) lintReading(tests, plan, miss)
}

function lintReading(tests: readonly VectorSpec[], plan: SessionPlan, miss: (missing: string) => void): void {
  const results = tests.map((test) => ({ test, ...runVector(test, (options) => new LiveSession(plan, 0, options)) }))
  const isLong = plan.framers.some((framer) => framer.maxLength > 1)
  if (isLong && !results.some(({ test, events }) => events.length > 0 && isSplit(test))) miss('split read')
  const hasCheck = plan.framers.some((framer) => framer.checks.length > 0)
  if (hasCheck && !results.some(({ stats }) => stats.checkFailures > 0)) miss('corrupted frame')
  if (isLong && !results.some(({ stats, events }) => stats.dropped > 0 && events.length > 0)) miss('garbage before')
  const names = plan.rules.flatMap((rule) => rule.emits.flatMap((emit) => emit.events.map((event) => event.name)))
  const isReleased = results.some(({ events }) => events.some((event) => event.name === 'release'))
  if (names.includes('release') && !isReleased) miss('release')
}

/** Whether two reads follow each other without a pause. */
function isSplit(test: VectorSpec): boolean {
  return [test, ...(test.steps ?? [])].some((step) => {
    const chunks = [step.rx ?? []].flat().map((chunk) => chunkBytes(chunk) !== undefined)
    return chunks.some((isBytes, index) => isBytes && chunks[index + 1] === true)
  })
}
