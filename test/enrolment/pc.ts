import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onPage, startTestAgent, type TestAgent } from '../../agent/agent.fixture.ts'
import { type DeskIdentity, enrolDesk, IdentityFolder } from '../../src/identity/index.ts'
import { keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import type { EnrollingCentre } from './enrolling-centre.ts'

const minutes = 60_000

/** A PC at a counter: a configuration that names no broker, and a data folder. */
export interface Pc {
  readonly data: string
  /** Writes another name into the configuration, as IT does. */
  rename(desk: string): void
  /** Types a code in. */
  enrol(centre: EnrollingCentre, desk: string, code: string): Promise<DeskIdentity>
  /** Starts the program; it ends with the test, if not before. */
  start(): Promise<TestAgent>
}

/** A PC that is called so. */
export function newPc(desk: string): Pc {
  const folder = temporaryFolder()
  const file = join(folder, 'deskbridge.yaml')
  const data = join(folder, 'data')
  const rename = (name: string) =>
    writeFileSync(file, `centre: vinh-long\ndesk: ${name}\ndata: data\npage: { port: 0 }\ncounters: [{ id: 5 }]\n`)
  rename(desk)
  return {
    data,
    rename,
    enrol: ({ url }, name, code) =>
      enrolDesk({ folder: new IdentityFolder(data), server: url, desk: name, code, log: keptLog() }),
    start: () => startTestAgent(file),
  }
}

/** Something happens at its counter; it is on disk. */
export async function press({ agent }: TestAgent): Promise<void> {
  await agent.accept(onPage('5', 'call', { action: 'next' }))
}

/** Waits until a desk says why it is offline. */
export async function untilError({ agent }: TestAgent, code: string): Promise<void> {
  await until(`the desk says ${code}`, async () => (await agent.status()).error === code, 2 * minutes)
}

/** Waits until everything that happened at a desk has its receipt. */
export async function untilDelivered({ agent }: TestAgent): Promise<void> {
  await until(
    'everything has its receipt',
    async () => {
      const { online, journal } = await agent.status()
      return online && journal.backlog === 0
    },
    4 * minutes,
  )
}

/** The ids of everything that ever happened at a desk and is still in its journal. */
export async function idsOf(running: TestAgent): Promise<readonly string[]> {
  return (await running.facts()).map(({ id }) => id)
}
