import type { Attached, Wire } from '../../bus/index.ts'
import type { Candidate, DeviceWrite, Probe, Session } from '../../profile/index.ts'
import type { DeviceHost } from '../binding.ts'
import { addressOf } from './address.ts'

/** What asking needs of the desk. */
export type AskHost = Pick<DeviceHost, 'bus' | 'clock'>

/** A device that is silent this long is not in the middle of something. */
const quietMs = 100
/** How long it is waited for that silence, and for an answer, whatever the profile says. */
const patienceMs = 2_000
/** Once may be chance, or something that the device says now and then by itself. */
const questions = 2

/** Whether it is what it was asked to be; `unreachable` where it could not be asked. */
export type Answer = 'yes' | 'no' | 'unreachable'

/**
 * Asks a plugged device whether it is what a candidate says: it must answer each of two questions, both asked in a
 * silence. A device that never is silent has not answered.
 */
export async function answers(
  attached: Attached,
  candidate: Candidate,
  host: AskHost,
  signal: AbortSignal,
): Promise<Answer> {
  const { profile, probe } = candidate
  const wire = await host.bus.open(addressOf(profile.link, attached), signal).catch(() => undefined)
  if (!wire || !probe) return 'unreachable'
  const leave = () => void wire.close()
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  try {
    return (await new Interview(wire, candidate, probe, host).isAnswered()) ? 'yes' : 'no'
  } catch {
    return 'no'
  } finally {
    signal.removeEventListener('abort', leave)
    await wire.close()
  }
}

/** Some questions to the device at one wire. */
class Interview {
  readonly #wire: Wire
  readonly #candidate: Candidate
  readonly #probe: Probe
  readonly #host: AskHost
  #hear: (bytes: Uint8Array, at: number) => void = () => {}

  constructor(wire: Wire, candidate: Candidate, probe: Probe, host: AskHost) {
    this.#wire = wire
    this.#candidate = candidate
    this.#probe = probe
    this.#host = host
    void this.#listen()
  }

  async isAnswered(): Promise<boolean> {
    for (let asked = 0; asked < questions; asked++) {
      if (!(await this.#isQuiet()) || !(await this.#ask())) return false
    }
    return true
  }

  async #listen(): Promise<void> {
    for await (const { bytes, at } of this.#wire.readable) this.#hear(bytes, at)
  }

  /** Whether the device pauses in time. What it says meanwhile is no answer. */
  async #isQuiet(): Promise<boolean> {
    const { clock } = this.#host
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const limit = clock.after(patienceMs, () => resolve(false))
    let pause = clock.after(quietMs, () => resolve(true))
    this.#hear = () => {
      pause.cancel()
      pause = clock.after(quietMs, () => resolve(true))
    }
    void this.#wire.lost.then(() => resolve(false))
    return promise.finally(() => {
      limit.cancel()
      pause.cancel()
    })
  }

  async #ask(): Promise<boolean> {
    const { clock } = this.#host
    const { profile, variant } = this.#candidate
    const { send, rule, timeout } = this.#probe
    const session = profile.start(clock.mono(), variant === undefined ? {} : { variant })
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.#hear = (bytes, at) => {
      session.bytes(bytes, at)
      if (session.fitted().has(rule)) resolve(true)
    }
    await this.#write(session.probe(send, clock.mono()).writes)
    const limit = clock.after(Math.min(timeout, patienceMs), () => resolve(isFitted(session, rule, clock.mono())))
    void this.#wire.lost.then(() => resolve(false))
    return promise.finally(() => limit.cancel())
  }

  async #write(writes: readonly DeviceWrite[]): Promise<void> {
    for (const { bytes, delay = 0, report } of writes) {
      if (delay > 0) await this.#pause(delay)
      if (bytes.length > 0 || report !== undefined) await this.#wire.write(bytes, report)
    }
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#host.clock.after(ms, resolve)
    return promise
  }
}

/** Frames that only a silence ends are complete now. */
function isFitted(session: Session, rule: string, now: number): boolean {
  session.tick(now)
  return session.fitted().has(rule)
}
