import { type Clock, DeskError, type Log } from '../../core/index.ts'
import type { Attached } from '../attached.ts'
import { Family, type FamilyEnd, lossBy } from '../child/family.ts'
import type { Keeping } from '../child/kept-child.ts'
import type { PortId } from '../child/port-messages.ts'
import { PortWire } from '../child/port-wire.ts'
import { maxPendingWrite, type Wire, type WireAddress } from '../wire.ts'
import { within } from '../within.ts'
import { hidChildEntry } from './entry.ts'
import type { FromHidChild, ToHidChild } from './messages.ts'
import { packReport, requestSize } from './report.ts'

export type HidAddress = Extract<WireAddress, { kind: 'hid' }>

export interface HidChildOptions extends Keeping {
  readonly clock: Clock
  readonly log: Log
  onHint(): void
}

/** Opening takes milliseconds, but a driver may hang; this includes the start of the child. */
const openMs = 10_000

/** Windows opens each device to list it, which can be slow. */
const listMs = 5_000

const endings = { died: 'DB-HID-009', hung: 'DB-HID-010', 'not-started': 'DB-HID-011' } as const

/** One life of the HID child, with its devices. */
export class HidChild {
  readonly #options: HidChildOptions
  readonly #devices = new Map<PortId, PortWire>()
  readonly #family: Family<ToHidChild, FromHidChild>
  #lastPort = 0
  #watching = false
  #listed = Promise.withResolvers<readonly Attached[]>()

  constructor(options: HidChildOptions) {
    this.#options = options
    this.#family = new Family({
      name: 'hid',
      entry: hidChildEntry(),
      clock: options.clock,
      log: options.log,
      onMessage: (message) => this.#receive(message),
      onEnd: (end) => this.#abandon(end),
    })
  }

  get pid(): number | undefined {
    return this.#family.pid
  }

  async open(address: HidAddress, signal: AbortSignal): Promise<Wire> {
    const { path, numbered, spacing } = address
    const { clock } = this.#options
    const port = ++this.#lastPort
    const wire = this.#add(port, address)
    this.#family.send({ kind: 'open', port, path, numbered, spacing })
    const late = new DeskError('DB-HID-012', { port: path, seconds: openMs / 1000 })
    try {
      await within(wire.opened, { clock, ms: openMs, signal, late })
      return wire
    } catch (error) {
      wire.close()
      throw error
    }
  }

  /** The collections that hidapi knows; none when it does not say in time. */
  async list(): Promise<readonly Attached[]> {
    this.#listed = Promise.withResolvers()
    this.#family.send({ kind: 'list' })
    const timer = this.#options.clock.after(listMs, () => this.#listed.resolve([]))
    const collections = await this.#listed.promise
    timer.cancel()
    this.lookIdle()
    return collections
  }

  /** From now on tells `onHint` when something is plugged in or pulled. */
  watch(): void {
    if (!this.#watching) this.#family.send({ kind: 'watch' })
    this.#watching = true
  }

  /** Says that it is idle when no device is open. */
  lookIdle(): void {
    if (this.#devices.size === 0) this.#options.onIdle()
  }

  /** Closes all devices and ends the process. */
  async stop(): Promise<void> {
    await Promise.all([...this.#devices.values()].map((wire) => wire.close()))
    await this.#family.stop()
  }

  #add(port: PortId, address: HidAddress): PortWire {
    const send = (message: ToHidChild) => this.#family.send(message)
    const { path } = address
    const wire = new PortWire({
      kind: 'reports',
      clock: this.#options.clock,
      refusal: 'DB-HID-005',
      full: () => new DeskError('DB-HID-008', { port: path, limit: maxPendingWrite }),
      order(bytes, report) {
        const request = packReport(bytes, report, address)
        return { size: requestSize(request), send: (write) => send({ kind: 'write', port, write, request }) }
      },
      sendClose: () => send({ kind: 'close', port }),
      onClosed: () => {
        if (this.#devices.delete(port)) this.lookIdle()
      },
    })
    this.#devices.set(port, wire)
    return wire
  }

  #receive(message: FromHidChild): void {
    if (message.kind === 'collections') this.#listed.resolve(message.collections)
    else if (message.kind === 'hint') this.#options.onHint()
    else this.#devices.get(message.port)?.receive(message)
  }

  #abandon(end: FamilyEnd): void {
    for (const wire of this.#devices.values()) wire.abandon(lossBy(end, endings))
    this.#listed.resolve([])
    this.#options.onEnd()
  }
}
