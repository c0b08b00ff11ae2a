import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type BrokerSession, connectBroker } from '../src/broker/index.ts'
import {
  type Command,
  type CountersMessage,
  type DeskConfig,
  type DeskInput,
  deskTopics,
  type Fact,
  formatTime,
  type Request,
  type WaitingMessage,
} from '../src/contract/index.ts'
import { uuidv7 } from '../src/core/index.ts'
import { type KeptLog, keptLog, systemClock, systemRandom } from '../test/support/faces.ts'
import { temporaryFolder } from '../test/support/folder.ts'
import { type Agent, startAgent } from './agent.ts'
import type { AgentChange } from './changes.ts'
import { loadConfig } from './config/load.ts'

const library = join(import.meta.dirname, '../device-profiles')
const topics = deskTopics('vinh-long', 'quay-05')

/** Writes the configuration of a desk without devices, for a broker and with further lines. */
export function writeDesk(url: string, ...lines: readonly string[]): string {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  const rest = lines.length > 0 ? lines : ['counters: [{ id: 5 }, { id: 6 }]']
  writeFileSync(file, ['centre: vinh-long', 'desk: quay-05', 'data: data', `broker: ${url}`, ...rest, ''].join('\n'))
  return file
}

/** An agent, what changed on it so far, and its log. */
export interface TestAgent {
  readonly agent: Agent
  readonly changes: readonly AgentChange[]
  readonly log: KeptLog
  /** The types of its facts, or of those about one counter. */
  facts(): Promise<Fact[]>
  stop(): Promise<void>
}

/** Starts the agent of a configuration; it is stopped when the test has finished. */
export async function startTestAgent(file: string): Promise<TestAgent> {
  const { config } = loadConfig(file, library)
  if (!config) throw new Error('the configuration of this test is wrong')
  const log = keptLog()
  const agent = await startAgent(config, { clock: systemClock, random: systemRandom, log })
  const changes: AgentChange[] = []
  agent.onChange((change) => changes.push(change))
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= agent.stop())
  onTestFinished(stop)
  const facts = async () => {
    const found: Fact[] = []
    for await (const fact of agent.facts()) found.push(fact as Fact)
    return found
  }
  return { agent, changes, log, facts, stop }
}

/** What an officer or citizen does on a page of the desk. */
export function onPage<K extends DeskInput['kind']>(
  counter: string,
  kind: K,
  more: Omit<Extract<DeskInput, { kind: K }>, 'id' | 'source' | 'counter' | 'kind' | 'via'>,
): DeskInput {
  const id = uuidv7(systemClock.wall(), systemRandom)
  return { id, source: 'page', counter, kind, via: 'screen', ...more } as unknown as DeskInput
}

/** The other end, by hand: hears everything, says what a test wants. */
export interface HandCentre {
  readonly requests: readonly Request[]
  /** What the counters showed, oldest first. */
  readonly shown: readonly CountersMessage[]
  say(name: 'waiting', message: WaitingMessage): Promise<void>
  say(name: 'config', message: DeskConfig): Promise<void>
  /** Says what time it is: a sign of life. */
  live(): Promise<void>
  command(
    command: Pick<Command, 'name' | 'args'> & { readonly inReplyTo?: string; readonly counter?: string },
  ): Promise<void>
}

/** Connects a hand-made centre. */
export async function startHandCentre(settings: Parameters<typeof connectBroker>[0]): Promise<HandCentre> {
  const session: BrokerSession = await connectBroker(settings)
  onTestFinished(() => session.end())
  const requests: Request[] = []
  const shown: CountersMessage[] = []
  session.receive(async ({ topic, payload }) => {
    const message: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    if (topic === topics.requests) requests.push(message as Request)
    if (topic === topics.counters) shown.push(message as CountersMessage)
  })
  await session.subscribe([topics.requests, topics.counters])
  const publish = async (topic: string, message: unknown, retain?: 'retain') => {
    await session.publish(topic, JSON.stringify(message), retain)
  }
  const now = () => formatTime(systemClock.wall())
  return {
    requests,
    shown,
    say: (name: 'waiting' | 'config', message: unknown) => publish(topics[name], message, 'retain'),
    live: () => publish(topics.time, { time: now() }),
    command: (command) =>
      publish(topics.commands, {
        id: uuidv7(systemClock.wall(), systemRandom),
        counter: '5',
        madeAt: now(),
        ...command,
      }),
  }
}
