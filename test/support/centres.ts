import { onTestFinished } from 'vitest'
import { serveReferenceCentre } from '../../src/centre/index.ts'
import type { CommandResult, Fact, Request } from '../../src/contract/index.ts'
import { keptLog, systemClock, systemRandom } from './faces.ts'
import { temporaryFolder } from './folder.ts'
import { isPress } from './presses.ts'

/** A reference centre with what it has taken so far. */
export interface TestCentre {
  /** Facts in the order in which they took effect. */
  readonly facts: readonly Fact[]
  readonly requests: readonly Request[]
  readonly results: readonly CommandResult[]
  /** The actions of all call presses, in order: asked for, done without the centre, and without effect. */
  presses(): string[]
}

/** Starts a reference centre with its own database; it is stopped when the test has finished. */
export async function openTestCentre(url: string, account?: { name: string; password: string }): Promise<TestCentre> {
  const facts: Fact[] = []
  const requests: Request[] = []
  const results: CommandResult[] = []
  const centre = await serveReferenceCentre({
    folder: temporaryFolder(),
    broker: { url, clientId: 'centre', ...(account ? { username: account.name, password: account.password } : {}) },
    keepWaiting: 10,
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
    applied: (applied) => facts.push(...applied.map((one) => one.fact)),
    request: (_, request) => requests.push(request),
    result: (_, result) => results.push(result),
  })
  onTestFinished(() => centre.stop())
  const presses = () => facts.filter((fact) => isPress(fact.type)).map((fact) => String(fact.data.action))
  return { facts, requests, results, presses }
}
