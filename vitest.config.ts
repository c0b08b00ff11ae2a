import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { scale } from './test/faults/scale.ts'
import { FaultSummary } from './test/faults/summary.ts'

const faults = ['test/faults/**/*.test.ts', 'test/enrolment/{thirty-desks,t39-*}.test.ts']
/** Tests of the house that are short with every `npm test` and whole with `npm run faults`. */
const fuller = [
  'test/update/whole.test.ts',
  'test/desk-page/week.test.ts',
  'test/desk-api/t36-fuzzing.test.ts',
  'src/profile/mutation.test.ts',
]
const packages = 'test/install/**/*.test.ts'
const minutes = 60_000

/** The tests of the rooms, of the program and of the laws; they run at the short scale only. */
const house: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'house',
    include: ['{agent,src,test,install}/**/*.test.ts'],
    exclude: [...faults, packages],
    testTimeout: minutes,
  },
}

/** The packages, as they are built, in systems of their own: `npm run test:install`. */
const installed: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'packages', include: [packages], testTimeout: 15 * minutes, hookTimeout: 15 * minutes },
}

/** The proof that accepted means delivered. It waits for real outages, so its limits are generous. */
const proof: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'faults',
    include: scale.name === 'short' ? faults : [...faults, ...fuller],
    testTimeout: scale.pick({ short: 3 * minutes, whole: 25 * minutes, long: 24 * 60 * minutes }),
  },
}

export default defineConfig({
  test: {
    projects: process.env.PACKAGES ? [installed] : scale.name === 'short' ? [house, proof] : [proof],
    reporters: scale.name === 'short' ? ['default'] : ['default', new FaultSummary()],
    // Native addons crash thread pools; a process per file also keeps a test's children its own.
    pool: 'forks',
    // The proof waits for outages more than it works.
    maxWorkers: scale.name === 'short' ? 2 : 3,
    // Debian keeps mosquitto where ordinary users do not look.
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
    hookTimeout: 60_000,
  },
})
