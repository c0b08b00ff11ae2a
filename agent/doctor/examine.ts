import { statfsSync } from 'node:fs'
import { connectBroker } from '../../src/broker/index.ts'
import { createBus } from '../../src/bus/index.ts'
import { DeskError, type ErrorCode, isErrorCode, toDeskError, unpackError } from '../../src/core/index.ts'
import { addressNow } from '../../src/device/index.ts'
import { diskCodes, isUnseen, type JournalStatus, openJournal, tellRepair } from '../../src/journal/index.ts'
import type { AgentStatus } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { type ControlClient, controlClient } from '../control/client.ts'
import { openDeviceBook } from '../devices/book.ts'
import { placeArgs } from '../devices/place.ts'
import { brokerName } from '../enrol/enrolled-broker.ts'
import { silentLog } from '../log.ts'
import { systemClock, systemRandom } from '../system.ts'
import { browserPolicyProblem } from './browser-policy.ts'

/** What was looked at. */
export type Subject = 'config' | 'agent' | 'journal' | 'disk' | 'broker' | 'page' | 'device' | 'browser'

/** One thing that was looked at, and what is wrong with it. */
export interface Finding {
  readonly subject: Subject
  /** Which one, where there are several. */
  readonly name?: string
  readonly state: 'good' | 'bad'
  readonly error?: DeskError
}

/** Megabytes; below this a busy desk fills its disk within days. */
const leastFree = 500
const deviceOpenPatience = 5_000

/** Looks at everything a desk needs, in the order in which one thing needs the other. A running agent is asked and not disturbed. */
export async function examine(configFile: string, libraryFolder: string): Promise<Finding[]> {
  const { config, problems } = loadConfig(configFile, libraryFolder)
  if (!config) return problems.map((error) => ({ subject: 'config', state: 'bad', error }))
  const client = controlClient(config.dataFolder)
  const running = await client.status().catch(() => undefined)
  const rest = running ? examineRunning(running, config, await examinePage(client)) : await examineStopped(config)
  return [{ subject: 'config', state: 'good' }, ...rest, examineDisk(config.dataFolder), ...examineBrowser(config)]
}

/** Nothing where the agent serves none, as in a process of somebody else's. */
async function examinePage(client: ControlClient): Promise<Finding[]> {
  const { url, problem } = await client.page().catch(() => ({ url: undefined, problem: undefined }))
  if (problem) return [bad('page', unpackError(problem, 'DB-AGT-003'))]
  return url === undefined ? [] : [{ subject: 'page', state: 'good' }]
}

/** What a running agent that is asked by its own page says of itself and its disk; nothing is opened or connected for it. */
export function examineFromWithin(status: AgentStatus, config: Config): Finding[] {
  const page: Finding = { subject: 'page', state: 'good' }
  return [
    { subject: 'config', state: 'good' },
    ...examineRunning(status, config, [page]),
    examineDisk(config.dataFolder),
  ]
}

function examineRunning(status: AgentStatus, config: Config, page: readonly Finding[]): Finding[] {
  const wrong = journalError(status.journal, config.dataFolder)
  return [
    { subject: 'agent', state: 'good' },
    wrong ? bad('journal', wrong) : { subject: 'journal', state: 'good' },
    status.online
      ? { subject: 'broker', state: 'good' }
      : bad('broker', new DeskError(status.error ?? 'DB-LNK-001', { broker: brokerName(config), reason: '–' })),
    ...page,
    ...status.devices.map(({ name, state, reason }): Finding => {
      if (state === 'ready') return { subject: 'device', name, state: 'good' }
      const code: ErrorCode = reason !== undefined && isErrorCode(reason) ? reason : 'DB-AGT-003'
      return bad('device', new DeskError(code, { reason: reason ?? state, ...placeArgs(config.devices, name) }), name)
    }),
  ]
}

function journalError(status: JournalStatus, folder: string): DeskError | undefined {
  const repaired = status.repair && isUnseen(status.repair, folder) ? tellRepair(status.repair) : undefined
  return diskError(status, folder) ?? repaired
}

function diskError({ disk, diskUsed }: JournalStatus, folder: string): DeskError | undefined {
  if (disk === 'room') return undefined
  return new DeskError(diskCodes[disk], { folder, used: diskUsed ?? '–', free: freeMegabytes(folder) })
}

async function examineStopped(config: Config): Promise<Finding[]> {
  const journal = await attempt('journal', undefined, async () => {
    const { dataFolder: folder, centre, desk } = config
    const opened = await openJournal({ folder, centre, desk, clock: systemClock, random: systemRandom, log: silentLog })
    const status = await opened.status().finally(() => opened.close())
    const error = journalError(status, folder)
    if (error) throw error
  })
  const broker = await attempt('broker', undefined, async () => (await connectBroker(config.broker())).end())
  const bus = createBus({ clock: systemClock, log: silentLog })
  const devices: Finding[] = []
  const attached = await bus.attached()
  const book = openDeviceBook(config.dataFolder, silentLog)
  for (const binding of config.devices) {
    devices.push(
      await attempt('device', binding.name, async () => {
        const address = addressNow(binding, attached, book)
        const wire = await bus.open(address, AbortSignal.timeout(deviceOpenPatience))
        await wire.close()
      }),
    )
  }
  await bus.stop()
  return [bad('agent', new DeskError('DB-AGT-001', { folder: config.dataFolder })), journal, broker, ...devices]
}

/** Only a desk that applications use needs the browser's permission for them. */
function examineBrowser({ applications }: Config): Finding[] {
  if (applications.length === 0) return []
  const problem = browserPolicyProblem(applications)
  return [problem ? bad('browser', problem) : { subject: 'browser', state: 'good' }]
}

function examineDisk(folder: string): Finding {
  try {
    const free = freeMegabytes(folder)
    return free >= leastFree
      ? { subject: 'disk', state: 'good' }
      : bad('disk', new DeskError('DB-AGT-005', { folder, free }))
  } catch (error) {
    return bad('disk', new DeskError('DB-JRN-004', { folder, reason: (error as Error).message }, { cause: error }))
  }
}

function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1024 / 1024)
}

async function attempt(subject: Subject, name: string | undefined, work: () => Promise<void>): Promise<Finding> {
  try {
    await work()
    return { subject, ...(name === undefined ? {} : { name }), state: 'good' }
  } catch (error) {
    return bad(subject, toDeskError(error, 'DB-AGT-003'), name)
  }
}

function bad(subject: Subject, error: DeskError, name?: string): Finding {
  return { subject, ...(name === undefined ? {} : { name }), state: 'bad', error }
}
