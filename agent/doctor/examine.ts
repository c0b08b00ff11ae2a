import { createRequire } from 'node:module'
import { helperPath } from '../../src/bus/index.ts'
import { toDeskError } from '../../src/core/index.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { systemClock } from '../system.ts'
import { lookAtConfiguration } from './checks/configuration.ts'
import { checks, programCheck } from './checks/index.ts'
import { type DeskSeen, lookAtDesk } from './desk-seen.ts'
import { bad, type Finding, type Subject } from './finding.ts'
import { type AskedAgent, tellHealth } from './health.ts'
import type { Check, Sight, Surroundings } from './sight.ts'

export type { Finding, Subject } from './finding.ts'

/** This PC as it is. */
export function surroundingsHere(): Surroundings {
  const { resolve } = createRequire(import.meta.url)
  const node = process.versions.node
  return {
    clock: systemClock,
    node,
    keyboardHelper: helperPath(),
    resolve: (part) => resolve(part),
    patience: 5_000,
    toldWithin: 60,
  }
}

/**
 * Looks at everything a desk needs, in the order in which one thing needs the other. A running desk is asked and not
 * disturbed: its files and devices are left alone, and nobody connects under its name.
 */
export async function examine(
  configFile: string,
  libraryFolder: string,
  surroundings: Surroundings = surroundingsHere(),
): Promise<Finding[]> {
  const { config, problems } = loadConfig(configFile, libraryFolder)
  const program = programCheck(surroundings)
  if (!config) return [...program, ...problems.map((error) => bad('config', error))]
  const desk = await lookAtDesk(config.dataFolder, surroundings)
  return [...program, ...lookAtConfiguration(config), ...(await runChecks({ config, desk, surroundings }))]
}

/** What a running agent says of itself when its own page asks, and what can be seen of its surroundings. */
export async function examineFromWithin(
  agent: AskedAgent,
  config: Config,
  surroundings: Surroundings = surroundingsHere(),
): Promise<Finding[]> {
  // Whoever asks from the page has it.
  const desk: DeskSeen = { kind: 'running', health: await tellHealth(agent), page: { url: 'here' } }
  return [...lookAtConfiguration(config), ...(await runChecks({ config, desk, surroundings }))]
}

/** A check says nothing where something that it needs is broken: one cause is told once. */
async function runChecks(sight: Sight): Promise<Finding[]> {
  const found: Finding[] = []
  for (const check of checks) {
    const hasCause = (among: readonly Subject[]) =>
      found.some(({ subject, state }) => state === 'bad' && among.includes(subject))
    if (hasCause(check.needs)) continue
    const told = await lookSafely(check, sight)
    found.push(...(hasCause(check.doubtsBy ?? []) ? told.filter(({ state }) => state !== 'unsure') : told))
  }
  return found
}

/** One check that fails in a way that nobody thought of must not hide what the others find. */
async function lookSafely(check: Check, sight: Sight): Promise<readonly Finding[]> {
  try {
    return await check.look(sight)
  } catch (error) {
    return [bad('agent', toDeskError(error, 'DB-AGT-003'))]
  }
}
