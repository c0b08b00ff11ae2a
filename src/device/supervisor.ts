import type { LostReason } from '../bus/index.ts'
import type { DeskOutput, DeviceHealth } from '../contract/index.ts'
import { type ErrorCode, toDeskError } from '../core/index.ts'
import type { DeviceEvent } from '../profile/index.ts'
import { backOff, steadyMs } from './back-off.ts'
import type { Device, DeviceBinding, DeviceDiagnostics, DeviceHost } from './binding.ts'
import { Conversation } from './conversation.ts'
import { faultHint } from './fault-hint.ts'
import { callFor, type DeviceCall, slotOf } from './outputs.ts'
import { Presses } from './presses.ts'

/** Keeps one device open for as long as the agent runs, and joins it to its counter. Never throws. */
export function superviseDevice(binding: DeviceBinding, host: DeviceHost): Device {
  return new Supervisor(binding, host)
}

/** Failures that mean "not there" rather than "there and not working". */
const absences: readonly ErrorCode[] = ['DB-SER-001', 'DB-TCP-001', 'DB-TCP-002', 'DB-TCP-003']

class Supervisor implements Device {
  readonly #binding: DeviceBinding
  readonly #host: DeviceHost
  readonly #presses: Presses
  readonly #stopping = new AbortController()
  readonly #shown = new Map<string, DeviceCall>()
  readonly #running: Promise<void>
  #conversation: Conversation | undefined
  #health: DeviceHealth
  #failures = 0
  #losses = 0

  constructor(binding: DeviceBinding, host: DeviceHost) {
    this.#binding = binding
    this.#host = host
    this.#presses = new Presses(binding, host)
    const { name, profile, role, counter } = binding
    this.#health = { name, profile: profile.id, role, counter, state: 'opening' }
    this.#running = this.#run()
  }

  health(): DeviceHealth {
    return this.#health
  }

  show(output: DeskOutput): void {
    if (output.counter !== this.#binding.counter) return
    const call = callFor(output, this.#binding.role, this.#binding.profile)
    if (!call) return
    const slot = slotOf(output)
    if (slot !== undefined) this.#shown.set(slot, call)
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
      hint: faultHint(session),
      session,
      wire: this.#conversation?.wireStats(),
      losses: this.#losses,
      unknownKeys: this.#presses.unknownKeys,
      notAccepted: this.#presses.notAccepted,
    }
  }

  /** The one place where a device is tried again: one attempt at a time, each a fresh look at the whole way. */
  async #run(): Promise<void> {
    this.#host.healthChanged(this.#health)
    while (!this.#stopping.signal.aborted) {
      const reason = await this.#converse()
      if (this.#stopping.signal.aborted) return
      this.#becomeLost(reason)
      await this.#pause(backOff(this.#failures++, this.#host.random.unit()))
    }
  }

  /** Opens the wire and serves the device until it is lost. */
  async #converse(): Promise<LostReason> {
    const binding = this.#binding
    const host = this.#host
    try {
      const wire = await host.bus.open(binding.address, this.#stopping.signal)
      const conversation = new Conversation(wire, binding.profile, {
        device: binding.name,
        clock: host.clock,
        log: host.log,
        onEvent: (event, accepted) => this.#take(event, accepted),
      })
      try {
        return await this.#serve(conversation)
      } finally {
        this.#conversation = undefined
        await wire.close()
      }
    } catch (error) {
      const { code, args } = toDeskError(error, 'DB-DEV-001', { device: binding.name })
      return { code, args }
    }
  }

  async #serve(conversation: Conversation): Promise<LostReason> {
    if (this.#stopping.signal.aborted) return { code: 'DB-BUS-002', args: {} }
    const { clock } = this.#host
    const since = clock.mono()
    this.#conversation = conversation
    this.#become('ready')
    conversation.start([...this.#shown.values()])
    const reason = await conversation.over
    // Told before the wire is closed, which may take a while.
    if (!this.#stopping.signal.aborted) this.#becomeLost(reason)
    this.#losses += 1
    if (clock.mono() - since >= steadyMs) this.#failures = 0
    return reason
  }

  #take(event: DeviceEvent, accepted: () => void): void {
    if (event.name === 'fault' && event.data.reason === 'silent') this.#become('lost', 'DB-DEV-006')
    if (event.name === 'status' && event.data.reason === 'answering') this.#answersAgain()
    this.#presses.take(event, accepted)
  }

  /** It was silent on an open wire: switched off and on, it shows nothing of before. */
  #answersAgain(): void {
    if (this.#health.state !== 'lost') return
    this.#become('ready')
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

  /** Waits, unless the agent stops meanwhile. */
  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { signal } = this.#stopping
    const timer = this.#host.clock.after(ms, resolve)
    const wake = () => {
      timer.cancel()
      resolve()
    }
    signal.addEventListener('abort', wake, { once: true })
    return promise.then(() => signal.removeEventListener('abort', wake))
  }
}
