import { type Clock, DeskError, type Log } from '../../core/index.ts'
import type { Attached } from '../attached.ts'
import { Family, type FamilyEnd, lossBy } from '../child/family.ts'
import type { Keeping } from '../child/kept-child.ts'
import type { PortId } from '../child/port-messages.ts'
import { PortWire } from '../child/port-wire.ts'
import { maxPendingWrite, type Wire, type WireAddress } from '../wire.ts'
import { within } from '../within.ts'
import { serialChildEntry } from './entry.ts'
import type { FromSerialChild, ToSerialChild } from './messages.ts'

export type SerialAddress = Extract<WireAddress, { kind: 'serial' }>

export interface SerialChildOptions extends Keeping {
  readonly clock: Clock
  readonly log: Log
  /** The process died or hung while these ports were being opened. */
  onDeath(opening: readonly string[]): void
}

/** Opening a port takes milliseconds, but a driver may hang; this includes the start of the child. */
const openMs = 10_000

/** Listing asks the device database of the system, which can be slow. */
const listMs = 5_000

const endings = { died: 'DB-SER-009', hung: 'DB-SER-010', 'not-started': 'DB-SER-011' } as const

/** One life of the serial child, with its ports. */
export class SerialChild {
  readonly #options: SerialChildOptions
  readonly #opening = new Map<PortId, string>()
  readonly #ports = new Map<PortId, PortWire>()
  readonly #family: Family<ToSerialChild, FromSerialChild>
  #lastPort = 0
  #listed = Promise.withResolvers<readonly Attached[]>()

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
    this.#opening.set(port, path)
    this.#family.send({ kind: 'open', port, path, settings })
    const late = new DeskError('DB-SER-012', { port: path, seconds: openMs / 1000 })
    // A board that is pulled out while it starts has not been opened.
    const settled = wire.opened.then(() => Promise.race([pause(clock, openDelay), failing(wire)]))
    try {
      await within(settled, { clock, ms: openMs + openDelay, signal, late })
      return wire
    } catch (error) {
      wire.close()
      throw error
    } finally {
      this.#opening.delete(port)
    }
  }

  /** The ports that the system knows; none when it does not say in time. */
  async list(): Promise<readonly Attached[]> {
    this.#listed = Promise.withResolvers()
    this.#family.send({ kind: 'list' })
    const timer = this.#options.clock.after(listMs, () => this.#listed.resolve([]))
    const ports = await this.#listed.promise
    timer.cancel()
    this.#lookIdle()
    return ports
  }

  /** Closes all ports and ends the process. */
  async stop(): Promise<void> {
    await Promise.all([...this.#ports.values()].map((wire) => wire.close()))
    await this.#family.stop()
  }

  #add(port: PortId, path: string): PortWire {
    const send = (message: ToSerialChild) => this.#family.send(message)
    const wire = new PortWire({
      kind: 'stream',
      clock: this.#options.clock,
      refusal: 'DB-SER-005',
      full: () => new DeskError('DB-SER-008', { port: path, limit: maxPendingWrite }),
      order: (bytes) => ({
        size: bytes.length,
        send: (write) => send({ kind: 'write', port, write, bytes }),
      }),
      sendClose: () => send({ kind: 'close', port }),
      askSharers: () => send({ kind: 'ask-sharers', port }),
      onClosed: () => {
        if (this.#ports.delete(port)) this.#lookIdle()
      },
    })
    this.#ports.set(port, wire)
    return wire
  }

  #lookIdle(): void {
    if (this.#ports.size === 0) this.#options.onIdle()
  }

  #abandon(end: FamilyEnd): void {
    const opening = [...new Set(this.#opening.values())]
    if (end.kind !== 'not-started' && opening.length > 0) this.#options.onDeath(opening)
    for (const wire of this.#ports.values()) wire.abandon(lossBy(end, endings))
    this.#listed.resolve([])
    this.#options.onEnd()
  }
}

async function failing(wire: Wire): Promise<never> {
  const { code, args } = await wire.lost
  throw new DeskError(code, args)
}

function pause(clock: Clock, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (ms > 0) clock.after(ms, resolve)
  else resolve()
  return promise
}
