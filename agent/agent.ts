import { createBus } from '../src/bus/index.ts'
import type {
  Command,
  CommandResult,
  CounterSign,
  DeskInput,
  DeskOutput,
  DeviceHealth,
  Epoch,
  Request,
  Sequence,
} from '../src/contract/index.ts'
import { type Clock, DeskError, type ErrorCode, type Log, type Random, toDeskError } from '../src/core/index.ts'
import { type Device, superviseDevice } from '../src/device/index.ts'
import { type JournalStatus, openJournal } from '../src/journal/index.ts'
import { createLink, type Link } from '../src/link/index.ts'
import { commandVerdict } from './command-age.ts'
import type { Config } from './config/config.ts'
import { CounterRuntime } from './counter-runtime.ts'
import { version } from './version.ts'

/** How a running agent is, for the command line and the pages. */
export interface AgentStatus {
  readonly version: string
  readonly pid: number
  readonly centre: string
  readonly desk: string
  readonly online: boolean
  readonly protocol: string | null
  /** The code of why it is offline. */
  readonly error: ErrorCode | null
  readonly journal: JournalStatus
  readonly devices: readonly DeviceHealth[]
  readonly counters: readonly { readonly id: string; readonly sign: CounterSign }[]
}

/** A running desk. */
export interface Agent {
  status(): Promise<AgentStatus>
  /** All facts in the journal, oldest first. */
  facts(): AsyncIterable<unknown>
  /** What a page or shortcut did at a counter. Resolves when it is on disk. */
  accept(input: DeskInput): Promise<void>
  diagnostics(): readonly unknown[]
  stop(): Promise<void>
}

/** What the agent gets from the world. */
export interface AgentWorld {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** Devices that change together are announced together. */
const announceAfter = 100

/**
 * Wires the rooms together and starts them: journal, counters, link, devices, in this order, so that nothing is accepted
 * before it can be kept.
 * @throws DeskError DB-JRN-… the journal cannot be used.
 */
export async function startAgent(config: Config, world: AgentWorld): Promise<Agent> {
  const { clock, log } = world
  const { centre, desk } = config
  const journal = await openJournal({ ...world, folder: config.dataFolder, centre, desk })
  const counters = new Map<string, CounterRuntime>()
  const devices: Device[] = []
  // What counters show before the devices are there, which is all they show at the start.
  const shownEarly: DeskOutput[] = []
  let link: Link | undefined
  const clockQuality = () => link?.clockQuality() ?? 'free-running'

  const carryOut = async (command: Command) => {
    const settle = (state: CommandResult['state'], error?: string) =>
      journal.commit({ results: [{ id: command.id, state, ...(error === undefined ? {} : { error }) }] })
    const verdict = commandVerdict(command, clock.wall(), clockQuality())
    if (verdict !== 'carry-out') return await settle('refused', verdict)
    if (command.name === 'replay') {
      const { epoch, from } = command.args
      const replaying = await journal.delivery.replay(epoch as Epoch, from as Sequence)
      return replaying ? await settle('done') : await settle('refused', 'unknown-epoch')
    }
    const counter = counters.get(command.counter)
    return counter ? await counter.command(command) : await settle('refused', 'unknown-counter')
  }
  const accept = async (input: DeskInput) => {
    const counter = counters.get(input.counter)
    if (!counter) throw new DeskError('DB-AGT-004', { counter: input.counter })
    await counter.accept(input)
  }
  const show = (output: DeskOutput) => {
    if (devices.length === 0) shownEarly.push(output)
    for (const device of devices) device.show(output)
  }

  for (const { id, settings } of config.counters) {
    const host = { ...world, journal, clockQuality, show, request: (request: Request) => link?.request(request) }
    counters.set(id, await CounterRuntime.start(id, settings, host))
  }
  // Commands of the time before the last stop, before any new one can overtake them.
  for (const command of await journal.inbox.pending()) await carryOut(command)

  link = createLink({
    ...world,
    centre,
    desk,
    root: config.root,
    version,
    receipts: config.receipts,
    broker: config.broker,
    journal,
    command: (command) =>
      void carryOut(command).catch((error: unknown) => log.error(toDeskError(error, 'DB-JRN-002').message)),
    changed: ({ online, error }) => log.info(online ? 'online' : 'offline', error ? { code: error.code } : {}),
  })
  const connected = link

  const bus = createBus({ clock, log })
  const announce = collect(clock, announceAfter, () => connected.devices(devices.map((device) => device.health())))
  const host = { ...world, bus, accept, isKnown: (key: string) => journal.isKnown(key), healthChanged: announce }
  devices.push(...config.devices.map((binding) => superviseDevice(binding, host)))
  for (const output of shownEarly.splice(0)) show(output)

  return {
    accept,
    facts: () => journal.facts(),
    diagnostics: () => devices.map((device) => device.diagnostics()),
    async status() {
      const { online, protocol, error } = connected.status()
      return {
        version,
        pid: process.pid,
        centre,
        desk,
        online,
        protocol: protocol ?? null,
        error: error?.code ?? null,
        journal: await journal.status(),
        devices: devices.map((device) => device.health()),
        counters: [...counters.values()].map((counter) => ({ id: counter.id, sign: counter.sign })),
      }
    },
    async stop() {
      await Promise.all(devices.map((device) => device.stop()))
      for (const counter of counters.values()) counter.stop()
      await bus.stop()
      await connected.stop()
      await journal.close()
    },
  }
}

/** An action that runs once, `ms` after the first of several calls. */
function collect(clock: Clock, ms: number, action: () => void): () => void {
  let due = false
  return () => {
    if (due) return
    due = true
    clock.after(ms, () => {
      due = false
      action()
    })
  }
}
