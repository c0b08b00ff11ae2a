import type { Fact } from '../../../src/contract/index.ts'
import type { ControlClient } from '../../control/client.ts'
import type { World } from '../world.ts'
import type { Evidence } from './verdict.ts'

/** What the check itself noted. */
export type Notes = Pick<Evidence, 'journal' | 'centre' | 'cuts'>

/** Asks everybody who knows something first-hand. */
export async function gather(world: World, notes: Notes): Promise<Evidence> {
  const { panel, pad, witness, agent } = world
  const count = async (sql: string) => Number((await world.centre.store.database.all(sql))[0]?.n ?? 0)
  return {
    ...notes,
    panel: panel.presses().map(({ key }) => key),
    pad: pad.presses().map(String),
    thanked: pad.thanks().map(String),
    repeatedIds: await count('SELECT count(*) AS n FROM facts WHERE effective = 0'),
    deadLetters: await count('SELECT count(*) AS n FROM dead_letters'),
    calls: witness.calls(),
    agentStarts: agent.starts(),
  }
}

/** The facts of this run in the agent's journal, as `deskbridge journal export` gives them. */
export async function readJournal(client: ControlClient, since: number): Promise<readonly Fact[]> {
  const facts: Fact[] = []
  for await (const line of client.facts()) {
    const fact = JSON.parse(line) as Fact
    if (Date.parse(fact.time) >= since) facts.push(fact)
  }
  return facts
}
