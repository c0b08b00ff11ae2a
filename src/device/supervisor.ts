import { isDeepStrictEqual } from 'node:util'
import type { LostReason, Wire, WireAddress } from '../bus/index.ts'
import type { DeskOutput, DeviceHealth } from '../contract/index.ts'
import { type ErrorCode, toDeskError } from '../core/index.ts'
import type { DeviceEvent, StartOptions } from '../profile/index.ts'
import { backOff, steadyMs } from './back-off.ts'
import type { Device, DeviceBinding, DeviceDiagnostics, DeviceHost } from './binding.ts'
import { Complaints } from './complaints.ts'
import { Conversation } from './conversation.ts'
import { faultHint } from './fault-hint.ts'
import { addressOf } from './finding/address.ts'
import type { Sighting } from './finding/assign.ts'
import type { Sockets } from './finding/sockets.ts'
import { callFor, type DeviceCall, slotOf } from './outputs.ts'
import { Presses } from './presses.ts'

/** Keeps one device open for as long as the agent runs, and joins it to its counter. Never throws. */
export function superviseDevice(binding: DeviceBinding, host: DeviceHost, sockets: Sockets): Device {
  return new Supervisor(binding, host, sockets)
}

/** Failures that mean "not there" rather than "there and not working". */
const absences: readonly ErrorCode[] = [
  'DB-SER-001',
  'DB-HID-001',
  'DB-KBD-001',
  'DB-TCP-001',
  'DB-TCP-002',
  'DB-TCP-003',
  'DB-SVC-001',
  'DB-SVC-002',
]

/** An attempt that is over sooner is not shown as one. */
const openingMs = 500

class Supervisor implements Device {
  readonly #binding: DeviceBinding
  readonly #host: DeviceHost
  readonly #sockets: Sockets
  readonly #presses: Presses
  readonly #complaints: Complaints
  readonly #stopping = new AbortController()
  readonly #shown = new Map<string, DeviceCall>()
  readonly #running: Promise<void>
  #conversation: Conversation | undefined
  #health: DeviceHealth
  #failures = 0
  #losses = 0
  #sharers: readonly string[] = []
  /** How often something was plugged or pulled, and how much of that the last look at the way has seen. */
  #changes = 0
  #changesSeen = 0
  /** At which count of changes an attempt was told; undefined where none was since the device was ready. */
  #toldAt: number | undefined

  constructor(binding: DeviceBinding, host: DeviceHost, sockets: Sockets) {
    this.#binding = binding
    this.#host = host
    this.#sockets = sockets
    this.#presses = new Presses(binding, host)
    this.#complaints = new Complaints(binding.profile.bus?.param)
    const { name, profile, role, counter } = binding
    this.#health = { name, profile: profile.id, role, counter, state: 'opening' }
    this.#running = this.#run()
  }

  health(): DeviceHealth {
    return this.#health
  }

  show(output: DeskOutput): void {
    for (const address of this.#addressesOf(output.counter)) this.#showAt(output, address)
  }

  beep(): void {
    const isAble = this.#binding.profile.commands.get('beep')?.params.length === 0
    if (isAble) this.#conversation?.show({ command: 'beep', args: {} })
  }

  /** Where that counter is heard: at its addresses on a shared line, else at the device as such. */
  #addressesOf(counter: string): readonly (number | undefined)[] {
    const { lineCounters } = this.#binding
    if (!lineCounters) return counter === this.#binding.counter ? [undefined] : []
    return [...lineCounters].flatMap(([address, its]) => (its === counter ? [address] : []))
  }

  #showAt(output: DeskOutput, address: number | undefined): void {
    const call = callFor(output, this.#binding.role, this.#binding.profile, address)
    if (!call) return
    const slot = slotOf(output)
    if (slot !== undefined) this.#shown.set(`${slot} ${address ?? ''}`, call)
    this.#conversation?.show(call)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#conversation?.close()
    await this.#running
    await this.#presses.settled()
  }

  diagnostics(): DeviceDiagnostics {
    const session = this.#conversation?.sessionStats()
    return {
      health: this.#health,
      hint: faultHint(session, this.#sharers),
      session,
      diagnosis: this.#conversation?.diagnosis(),
      identity: this.#conversation?.identity() ?? {},
      wire: this.#conversation?.wireStats(),
      sharers: this.#sharers,
      losses: this.#losses,
      unknownKeys: this.#presses.unknownKeys,
      notAccepted: this.#presses.notAccepted,
    }
  }

  /** The one place where a device is tried again: one attempt at a time, each a fresh look at the whole way. */
  async #run(): Promise<void> {
    this.#host.healthChanged(this.#health)
    const stopCounting = this.#sockets.onChange(() => {
      this.#changes += 1
    })
    while (!this.#stopping.signal.aborted) {
      this.#changesSeen = this.#changes
      const way = this.#way()
      if ('reason' in way) {
        this.#become('absent', way.reason)
        await this.#untilChange()
        continue
      }
      const reason = await this.#converse(way)
      if (this.#stopping.signal.aborted) break
      this.#becomeLost(reason)
      if (this.#binding.at.kind === 'plugged') this.#sockets.lookAgain()
      await this.#untilChange(backOff(this.#failures++, this.#host.random.unit()))
    }
    stopCounting()
  }

  /** How the device is reached now, or why it is not. */
  #way(): Way | { readonly reason: ErrorCode } {
    const { at, profile, name, start = {} } = this.#binding
    if (at.kind === 'address') return { address: at.address, start }
    const sighting = this.#sockets.sightingOf(name)
    if (sighting.kind !== 'here') return { reason: this.#reasonOf(sighting) }
    const { attached, variant } = sighting
    return {
      address: addressOf(profile.link, attached, at.baud),
      start: variant === undefined ? start : { ...start, variant },
    }
  }

  #reasonOf({ kind }: Sighting): ErrorCode {
    if (kind === 'absent') return 'DB-DEV-008'
    return this.#sockets.isAsked(this.#binding.name) ? 'DB-DEV-009' : 'DB-DEV-010'
  }

  /** Opens the wire and serves the device until it is lost. */
  async #converse(way: Way): Promise<LostReason> {
    const { address, start } = way
    const { name, profile } = this.#binding
    const { clock, log, recorder } = this.#host
    try {
      const wire = await this.#open(address)
      const conversation = new Conversation(wire, profile, {
        device: name,
        start,
        clock,
        log,
        recorder,
        onEvent: (event, accepted) => this.#take(event, accepted),
        onSharers: (programs) => this.#share(programs),
      })
      const leaveWhenMoved = this.#sockets.onChange(() => {
        if (!isDeepStrictEqual(this.#way(), way)) void conversation.close()
      })
      try {
        return await this.#serve(conversation)
      } finally {
        leaveWhenMoved()
        this.#conversation = undefined
        this.#sharers = []
        this.#complaints.forget()
        await wire.close()
      }
    } catch (error) {
      const { code, args } = toDeskError(error, 'DB-DEV-001', { device: name })
      return { code, args }
    }
  }

  /** An attempt that takes its time is told, but not each one of many: a device that keeps failing would flap. */
  async #open(address: WireAddress): Promise<Wire> {
    const { bus, clock } = this.#host
    const isNews = this.#toldAt !== this.#changes
    const telling = clock.after(openingMs, () => {
      if (!isNews || this.#stopping.signal.aborted) return
      this.#toldAt = this.#changes
      this.#become('opening')
    })
    try {
      return await bus.open(address, this.#stopping.signal)
    } finally {
      telling.cancel()
    }
  }

  async #serve(conversation: Conversation): Promise<LostReason> {
    if (this.#stopping.signal.aborted) return { code: 'DB-BUS-002', args: {} }
    const { clock } = this.#host
    const since = clock.mono()
    this.#conversation = conversation
    this.#toldAt = undefined
    this.#become('ready')
    conversation.start([...this.#shown.values()])
    const reason = await conversation.over
    this.#changesSeen = this.#changes
    // Told before the wire is closed, which may take a while.
    if (!this.#stopping.signal.aborted) this.#becomeLost(reason)
    this.#losses += 1
    if (clock.mono() - since >= steadyMs) this.#failures = 0
    return reason
  }

  #take(event: DeviceEvent, accepted: () => void): void {
    if (event.name === 'fault' && event.data.reason === 'silent') this.#fellSilent()
    if (event.name === 'status' && event.data.reason === 'answering') this.#answersAgain()
    else if (event.name === 'status') this.#complain(event)
    this.#presses.take(event, accepted)
  }

  /** It works, as far as the other program leaves us anything: ready, with a reason to look. */
  #share(programs: readonly string[]): void {
    this.#sharers = programs
    if (this.#health.state !== 'ready') return
    if (programs.length > 0) {
      this.#conversation?.note('DB-SER-013')
      this.#host.log.warn('port is shared', { device: this.#binding.name, reason: programs.join(', ') })
    }
    this.#become('ready', this.#trouble)
  }

  /** A printer without paper works as far as we go: ready, with a reason to look for as long as it lasts. */
  #complain({ data }: DeviceEvent): void {
    this.#complaints.hear(data)
    if (this.#health.state === 'ready') this.#become('ready', this.#trouble)
  }

  /** What is wrong with a device that is ready. */
  get #trouble(): ErrorCode | undefined {
    return this.#sharers.length > 0 ? 'DB-SER-013' : this.#complaints.worst
  }

  #fellSilent(): void {
    this.#conversation?.note('DB-DEV-006')
    this.#become('lost', 'DB-DEV-006')
  }

  /** It was silent on an open wire: switched off and on, it shows nothing of before. */
  #answersAgain(): void {
    if (this.#health.state !== 'lost') return
    this.#become('ready', this.#trouble)
    for (const call of this.#shown.values()) this.#conversation?.show(call)
  }

  #becomeLost({ code }: LostReason): void {
    this.#become(absences.includes(code) ? 'absent' : 'lost', code)
  }

  #become(state: DeviceHealth['state'], reason?: ErrorCode): void {
    if (state === this.#health.state && reason === this.#health.reason) return
    const { reason: _, ...rest } = this.#health
    this.#health = { ...rest, state, ...(reason === undefined ? {} : { reason }) }
    const { name: device, counter } = this.#binding
    this.#host.log.info('device', { device, counter, state, ...(reason === undefined ? {} : { code: reason }) })
    this.#host.healthChanged(this.#health)
  }

  /**
   * Waits until something was plugged or pulled, for `ms` at most where that is given, or until the agent stops. What was
   * plugged while the device was still being tried or closed counts: nobody tells it again.
   */
  #untilChange(ms?: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { signal } = this.#stopping
    const timer = ms === undefined ? undefined : this.#host.clock.after(ms, resolve)
    const stopListening = this.#sockets.onChange(resolve)
    const wake = () => resolve()
    signal.addEventListener('abort', wake, { once: true })
    if (signal.aborted || this.#changes !== this.#changesSeen) resolve()
    return promise.finally(() => {
      timer?.cancel()
      stopListening()
      signal.removeEventListener('abort', wake)
    })
  }
}

/** How a device is reached, and what its session needs to know. */
interface Way {
  readonly address: WireAddress
  readonly start: StartOptions
}
