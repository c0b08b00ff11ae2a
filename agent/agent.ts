import { createBus } from '../src/bus/index.ts'
import type { CounterSign, DeskInput, DeskOutput, DeviceHealth, Request } from '../src/contract/index.ts'
import { type Clock, DeskError, type ErrorCode, type Log, type Random } from '../src/core/index.ts'
import { createDevices, createRecorder, type Devices } from '../src/device/index.ts'
import { type EpochVerdict, type JournalStatus, openJournal, type QuarantinedFact } from '../src/journal/index.ts'
import { createLink, type Link } from '../src/link/index.ts'
import { commandsAtWork } from './commands-at-work.ts'
import type { Config } from './config/config.ts'
import { CounterRuntime } from './counter-runtime.ts'
import { type Adoption, startAdoption } from './devices/adoption.ts'
import { openDeviceBook } from './devices/book.ts'
import type { OfferView } from './devices/offer-view.ts'
import { createLearnSession, type LearnSession } from './learn/session.ts'
import { namedPorts, withoutPorts } from './learn/unused.ts'
import { openSegments, recordingsFolder } from './recordings/segments.ts'
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
  /** Plugged devices that could be taken into use. */
  readonly offers: readonly OfferView[]
  readonly counters: readonly { readonly id: string; readonly sign: CounterSign }[]
}

/** A running desk. */
export interface Agent {
  status(): Promise<AgentStatus>
  /** All facts in the journal, oldest first. */
  facts(): AsyncIterable<unknown>
  /** Recomputes the hash chain of every epoch. */
  verify(): AsyncIterable<EpochVerdict>
  quarantined(): Promise<QuarantinedFact[]>
  /** What a page or shortcut did at a counter. Resolves when it is on disk. */
  accept(input: DeskInput): Promise<void>
  diagnostics(): readonly unknown[]
  /** Taking plugged devices into use. */
  readonly adoption: Pick<Adoption, 'adopt' | 'release'>
  /** Learning devices that nobody knows. */
  readonly learning: LearnSession
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
  let link: Link | undefined
  const clockQuality = () => link?.clockQuality() ?? 'free-running'
  const { dataFolder, retentionDays } = config
  const retention = retentionDays === undefined ? {} : { retentionDays }
  const journal = await openJournal({ ...world, ...retention, folder: dataFolder, centre, desk, clockQuality })
  const counters = new Map<string, CounterRuntime>()
  let devices: Devices | undefined
  // What counters show before the devices are there, which is all they show at the start.
  const shownEarly: DeskOutput[] = []

  const commands = commandsAtWork({ ...world, journal, counters, clockQuality })
  const accept = async (input: DeskInput) => {
    const counter = counters.get(input.counter)
    if (!counter) throw new DeskError('DB-AGT-004', { counter: input.counter })
    await counter.accept(input)
  }
  const show = (output: DeskOutput) => {
    if (devices) devices.show(output)
    else shownEarly.push(output)
  }

  for (const { id, settings } of config.counters) {
    const host = { ...world, journal, clockQuality, show, request: (request: Request) => link?.request(request) }
    counters.set(id, await CounterRuntime.start(id, settings, host))
  }
  // Commands of the time before the last stop, before any new one can overtake them.
  await commands.takeWaiting()
  journal.onReread(() => {
    for (const counter of counters.values()) counter.reread()
  })

  link = createLink({
    ...world,
    centre,
    desk,
    root: config.root,
    version,
    receipts: config.receipts,
    broker: config.broker,
    journal,
    command: (command) => void commands.take(command),
    changed: ({ online, error }) => log.info(online ? 'online' : 'offline', error ? { code: error.code } : {}),
  })
  const connected = link

  const bus = createBus({ clock, log })
  const announce = collect(clock, announceAfter, () => connected.devices([...supervised.health()]))
  const sink = await openSegments(recordingsFolder(dataFolder), clock)
  const recorder = createRecorder({ clock, log, sink, run: sink.run })
  const book = openDeviceBook(dataFolder, log)
  const isKnown = (key: string) => journal.isKnown(key)
  const supervised = createDevices({ ...world, bus, recorder, memory: book, accept, isKnown, healthChanged: announce })
  devices = supervised
  for (const output of shownEarly.splice(0)) show(output)
  for (const binding of config.devices) supervised.add(binding)
  const adoption = startAdoption({
    devices: supervised,
    book,
    library: config.library,
    counters: [...counters.keys()],
    rules: config.adopt,
  })
  const { library, profilesFolder } = config
  const learning = createLearnSession({
    bus,
    clock,
    folder: profilesFolder,
    unclaimed: () => withoutPorts(supervised.unclaimed(), [...namedPorts(config.devices), ...book.ports()]),
    isTaken: (id) => library.find(id) !== undefined,
    saved: () => library.reload(profilesFolder),
    use: ({ path, ...device }, profile, counter) =>
      adoption.adoptNamed({ path, profile, counter, ...('place' in device ? { place: device.place } : {}) }),
  })

  return {
    accept,
    facts: () => journal.facts(),
    verify: () => journal.verify(),
    quarantined: () => journal.quarantined(),
    adoption,
    learning,
    diagnostics: () => supervised.diagnostics(),
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
        devices: supervised.health(),
        offers: adoption.offers(),
        counters: [...counters.values()].map((counter) => ({ id: counter.id, sign: counter.sign })),
      }
    },
    async stop() {
      await learning.cancel()
      adoption.stop()
      await supervised.stop()
      for (const counter of counters.values()) counter.stop()
      commands.stop()
      await bus.stop()
      await recorder.stop()
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
