import { type Attached, createBus } from '../src/bus/index.ts'
import type { CounterSign, DeskInput, DeskOutput, DeskState, DeviceHealth, Request } from '../src/contract/index.ts'
import type { ErrorCode } from '../src/core/index.ts'
import type { CounterPicture } from '../src/counter/index.ts'
import { type Asking, createDevices, createRecorder, type Devices, type Doubt } from '../src/device/index.ts'
import { type EpochVerdict, type JournalStatus, openJournal, type QuarantinedFact } from '../src/journal/index.ts'
import { createLink, type Link, readKept } from '../src/link/index.ts'
import type { AgentWorld } from './agent-world.ts'
import { type Cards, startCards } from './card/start-cards.ts'
import { CentreNews, type CounterRules } from './centre-news.ts'
import { type AgentChange, Audience, type CentreView } from './changes.ts'
import { commandsAtWork } from './commands-at-work.ts'
import type { Config } from './config/config.ts'
import { Counters } from './counters.ts'
import { type Adoption, startAdoption } from './devices/adoption.ts'
import { openDeviceBook } from './devices/book.ts'
import type { OfferView } from './devices/offer-view.ts'
import { type IdentityStatus, keepIdentity } from './enrol/keep-identity.ts'
import { askAtDoor } from './enrol/orders-at-door.ts'
import { beginWipe, untilTold } from './enrol/wipe.ts'
import { familiesOf } from './families.ts'
import { type Insight, keepOutputs } from './insight.ts'
import { createLearnSession, type LearnSession } from './learn/session.ts'
import { namedPorts, withoutPorts } from './learn/unused.ts'
import { logReach } from './reach-log.ts'
import { openSegments, recordingsFolder } from './recordings/segments.ts'
import { bringAndTell } from './support/bring-and-tell.ts'
import { collect, type Telling, tellOfCounters } from './telling.ts'
import { version } from './version.ts'

export type { AgentWorld, ProvisionPost, UpdateFace } from './agent-world.ts'

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
  /** How this desk is enrolled; null where the configuration names its certificate. */
  readonly identity: IdentityStatus | null
  readonly journal: JournalStatus
  readonly devices: readonly DeviceHealth[]
  /** Plugged devices that could be taken into use. */
  readonly offers: readonly OfferView[]
  /** Plugged devices that several profiles fit; nobody takes one of them by a guess. */
  readonly doubts: readonly Doubt[]
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
  /** The counters as their officers see them. */
  counters(): readonly CounterPicture[]
  /** The way to the centre. */
  centre(): CentreView
  /** What is configuration to the people at a counter. Throws DB-AGT-004 for one that the desk does not have. */
  rules(counter: string): CounterRules
  devices(): readonly DeviceHealth[]
  /** Plugged devices that could be taken into use. */
  offers(): readonly OfferView[]
  /** Words on the display of a counter until its next number. */
  display(counter: string, lines: readonly string[]): void
  /** Tells what changes from now on. Returns how to stop. */
  onChange(listener: (change: AgentChange) => void): () => void
  diagnostics(): readonly unknown[]
  readonly insight: Insight
  /** Taking plugged devices into use. */
  readonly adoption: Pick<Adoption, 'adopt' | 'release'>
  /** The cards of citizens. */
  readonly cards: Cards
  /** Learning devices that nobody knows. */
  readonly learning: LearnSession
  /** Resolves when this desk is to forget everything, which is for who started it; see `enrol/wipe.ts`. */
  readonly wiped: Promise<void>
  /** Says soon how the desk is: something in its state has changed. */
  restate(): void
  /**
   * Whether what a desk cannot do without goes on: a commit gets its turn at the disk, and the connection is kept. Stays
   * pending while the journal hangs; a disk that refuses has answered.
   */
  moves(): Promise<boolean>
  stop(): Promise<void>
}

/** What the state of a desk says of those who change it. */
function aboutDesk({ provision, updates }: AgentWorld): Pick<DeskState, 'provision' | 'updates'> {
  const report = provision?.report()
  return { ...(report ? { provision: report } : {}), ...(updates ? { updates: [...updates.reports()] } : {}) }
}

/**
 * Wires the rooms together and starts them: journal, counters, link, devices, in this order, so that nothing is accepted
 * before it can be kept.
 * @throws DeskError DB-JRN-… the journal cannot be used.
 */
export async function startAgent(config: Config, world: AgentWorld): Promise<Agent> {
  const { clock, log } = world
  // Bytes of devices are stamped elsewhere, by the clock that stands still; all else is about people.
  const life = world.life ?? clock
  const { centre, desk } = config
  let link: Link | undefined
  let telling: Telling | undefined
  const clockQuality = () => link?.clockQuality() ?? 'free-running'
  const { dataFolder, retentionDays } = config
  const retention = retentionDays === undefined ? {} : { retentionDays }
  const journal = await openJournal({ ...world, ...retention, folder: dataFolder, centre, desk, clockQuality })
  let devices: Devices | undefined
  // What counters show before the devices are there, which is all they show at the start.
  const shownEarly: DeskOutput[] = []

  const audience = new Audience(log)
  const tellLog = logReach(log)
  const news = new CentreNews({
    counters: config.counters,
    receipts: config.receipts,
    clock,
    kept: await readKept(journal, log),
  })
  const outputs = keepOutputs()
  const show = (output: DeskOutput) => {
    outputs.keep(output)
    if (devices) devices.show(output)
    else shownEarly.push(output)
    if (output.kind === 'notice') audience.tell(output)
  }
  const request = (wanted: Request) => link?.request(wanted)
  const counters = await Counters.start(config.counters, {
    ...world,
    clock: life,
    desk,
    journal,
    clockQuality,
    show,
    request,
    news,
    changed: () => telling?.look(),
  })
  const wiped = Promise.withResolvers<void>()
  const commands = commandsAtWork({
    ...world,
    journal,
    counters: counters.all,
    clockQuality,
    wipe: (args) => beginWipe(dataFolder, args),
    wiped: () => void untilTold(journal, clock).then(wiped.resolve),
    support: ({ upload }) => bringAndTell(upload, { ...world, audience, counters: config.counters }),
  })
  // Commands of the time before the last stop, before any new one can overtake them.
  await commands.takeWaiting()
  journal.onReread(() => counters.reread())

  link = createLink({
    ...world,
    clock: life,
    centre,
    desk,
    root: config.root,
    version,
    receipts: config.receipts,
    broker: config.broker,
    journal,
    listener: {
      config: (config) => news.config(config),
      waiting: (message) => news.waiting(message),
      provision: async (message) => await world.provision?.take(message),
      releases: (message) => world.updates?.releases(message),
      heard() {
        news.heard()
        telling?.desk()
      },
    },
    command: (command) => void commands.take(command),
    about: () => aboutDesk(world),
    changed: ({ online, error }) => {
      tellLog(online, error?.code)
      news.connected(online, error !== undefined)
      telling?.centre()
    },
  })
  const connected = link
  const identity =
    config.identity === 'enrolled'
      ? keepIdentity({ ...world, dataFolder, changed: () => connected.renew() })
      : undefined
  const way = () => connected.status()
  const door =
    config.identity === 'enrolled' ? askAtDoor({ ...world, dataFolder, way, wiped: wiped.resolve }) : undefined
  const told = tellOfCounters({ clock, counters, news, link, audience })
  telling = told
  const { cards, accept } = startCards({
    ...{ ...world, config, journal, counters, news, audience, clockQuality, show },
    devices: () => devices?.health() ?? [],
  })
  const stopCounting = [journal.onCommit(() => told.desk()), journal.onDisk(() => told.desk())]

  const bus = world.bus ?? createBus({ clock, log, ...familiesOf(config) })
  const announce = collect(clock, () => {
    connected.devices([...supervised.health()])
    audience.tell({ kind: 'devices' })
  })
  const sink = await openSegments(recordingsFolder(dataFolder), clock)
  const recorder = createRecorder({ clock, log, sink, run: sink.run })
  const book = openDeviceBook(dataFolder, log)
  const isKnown = (key: string) => journal.isKnown(key)
  const { library, profilesFolder } = config
  let learning: LearnSession | undefined
  const unnamed = (attached: readonly Attached[]) =>
    withoutPorts(attached, [...namedPorts(config.devices), ...book.ports()])
  const asking: Asking = {
    candidates: (attached) => library.candidates(attached),
    mayAsk: (attached) => unnamed([attached]).length > 0 && learning?.state().kind !== 'learning',
  }
  const supervised = createDevices({
    ...world,
    bus,
    recorder,
    memory: book,
    asking,
    accept,
    isKnown,
    healthChanged: announce,
  })
  devices = supervised
  for (const output of shownEarly.splice(0)) show(output)
  for (const binding of config.devices) supervised.add(binding)
  const adoption = startAdoption({
    devices: supervised,
    book,
    library,
    counters: [...counters.all.keys()],
    rules: config.adopt,
  })
  const lessons = createLearnSession({
    bus: supervised,
    clock,
    folder: profilesFolder,
    unclaimed: () => unnamed(supervised.unclaimed()),
    isTaken: (id) => library.find(id) !== undefined,
    saved: () => library.reload(profilesFolder),
    use: ({ path, ...device }, profile, counter) =>
      adoption.adoptNamed({ path, profile, counter, ...('place' in device ? { place: device.place } : {}) }),
  })
  learning = lessons
  const stopWatching = supervised.onPlug(() => audience.tell({ kind: 'devices' }))

  return {
    accept,
    counters: () => counters.pictures(),
    centre: () => told.view(),
    rules: (counter) => news.rules(counter),
    devices: () => supervised.health(),
    offers: () => adoption.offers(),
    display: (counter, lines) => show({ kind: 'text', counter: counters.picture(counter).id, lines }),
    onChange: (listener) => audience.join(listener),
    insight: {
      clock: clockQuality,
      clockAhead: () => connected.clockAhead(),
      adopted: () => book.adopted().map(({ name }) => name),
      show: (output) => supervised.show(output),
      beep: (device) => supervised.beep(device),
      shown: outputs.of,
    },
    facts: () => journal.facts(),
    verify: () => journal.verify(),
    quarantined: () => journal.quarantined(),
    adoption,
    cards,
    learning: lessons,
    wiped: wiped.promise,
    restate: () => connected.restate(),
    diagnostics: () => supervised.diagnostics(),
    async moves() {
      await journal.commit({}).catch(() => undefined)
      return connected.isAtWork()
    },
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
        identity: identity?.status() ?? null,
        journal: await journal.status(),
        devices: supervised.health(),
        offers: adoption.offers(),
        doubts: adoption.doubts(),
        counters: [...counters.all.values()].map((counter) => ({ id: counter.id, sign: counter.sign })),
      }
    },
    async stop() {
      identity?.stop()
      door?.stop()
      await lessons.cancel()
      adoption.stop()
      stopWatching()
      for (const stop of stopCounting) stop()
      cards.stop()
      news.stop()
      await supervised.stop()
      counters.stop()
      commands.stop()
      await bus.stop()
      await recorder.stop()
      await connected.stop()
      await journal.close()
    },
  }
}
