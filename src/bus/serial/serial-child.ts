import { type Clock, DeskError, type Log } from '../../core/index.ts'
import { Family, type FamilyEnd } from '../child/family.ts'
import type { LostReason, Wire, WireAddress } from '../wire.ts'
import { within } from '../within.ts'
import { serialChildEntry } from './entry.ts'
import type { FromSerialChild, PortId, SerialPortInfo, ToSerialChild } from './messages.ts'
import { SerialWire } from './serial-wire.ts'

export type SerialAddress = Extract<WireAddress, { kind: 'serial' }>

export interface SerialChildOptions {
  readonly clock: Clock
  readonly log: Log
  /** The last port was closed. */
  onIdle(): void
  /** The process is gone, and every wire of it is lost. */
  onEnd(): void
}

/** Opening a port takes milliseconds, but a driver may hang; this includes the start of the child. */
const openMs = 10_000

/** Listing asks the device database of the system, which can be slow. */
const listMs = 5_000

/** One life of the serial child, with its ports. */
export class SerialChild {
  readonly #options: SerialChildOptions
  readonly #ports = new Map<PortId, SerialWire>()
  readonly #family: Family<ToSerialChild, FromSerialChild>
  #lastPort = 0
  #listed = Promise.withResolvers<readonly SerialPortInfo[]>()

  constructor(options: SerialChildOptions) {
    this.#options = options
    this.#family = new Family({
      name: 'serial',
      entry: serialChildEntry(),
      clock: options.clock,
      log: options.log,
      onMessage: (message) => {
        if (message.kind === 'ports') this.#listed.resolve(message.ports)
        else this.#ports.get(message.port)?.receive(message)
      },
      onEnd: (end) => this.#abandon(end),
    })
  }

  get pid(): number | undefined {
    return this.#family.pid
  }

  async open({ path, settings }: SerialAddress, signal: AbortSignal): Promise<Wire> {
    const { clock } = this.#options
    const { openDelay = 0 } = settings
    const port = ++this.#lastPort
    const wire = this.#add(port, path)
    this.#family.send({ kind: 'open', port, path, settings })
    const late = new DeskError('DB-SER-012', { port: path, seconds: openMs / 1000 })
    const settled = wire.opened.then(() => pause(clock, openDelay))
    try {
      await within(settled, { clock, ms: openMs + openDelay, signal, late })
      return wire
    } catch (error) {
      wire.close()
      throw error
    }
  }

  /** The ports that the system knows; none when it does not say in time. */
  list(): Promise<readonly SerialPortInfo[]> {
    this.#listed = Promise.withResolvers()
    this.#family.send({ kind: 'list' })
    this.#options.clock.after(listMs, () => this.#listed.resolve([]))
    return this.#listed.promise
  }

  /** Closes all ports and ends the process. */
  async stop(): Promise<void> {
    await Promise.all([...this.#ports.values()].map((wire) => wire.close()))
    await this.#family.stop()
  }

  #add(port: PortId, path: string): SerialWire {
    const wire = new SerialWire({
      port,
      path,
      clock: this.#options.clock,
      send: (message) => this.#family.send(message),
      onClosed: () => {
        if (this.#ports.delete(port) && this.#ports.size === 0) this.#options.onIdle()
      },
    })
    this.#ports.set(port, wire)
    return wire
  }

  #abandon(end: FamilyEnd): void {
    for (const wire of this.#ports.values()) wire.abandon(reasonOf(end))
    this.#options.onEnd()
  }
}

function reasonOf(end: FamilyEnd): LostReason {
  switch (end.kind) {
    case 'died':
      return { code: 'DB-SER-009', args: { exit: end.exit } }
    case 'hung':
      return { code: 'DB-SER-010', args: {} }
    case 'not-started':
      return { code: 'DB-SER-011', args: { reason: end.reason } }
  }
}

function pause(clock: Clock, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (ms > 0) clock.after(ms, resolve)
  else resolve()
  return promise
}
