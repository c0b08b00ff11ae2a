import { Worker } from 'node:worker_threads'
import type { DeviceKind, FromBench, ToBench } from './bench-messages.ts'
import type { LineSettings, Noticed } from './usb-model.ts'

/** A device that is or was plugged in, as a person at the bench sees it. */
export interface BenchDevice {
  readonly port: number
  /** All that it noticed since it was first plugged in. */
  noticed(): readonly Noticed[]
  /** All bytes that reached it. */
  received(): Buffer
  /** How the computer set its line, all said together. */
  line(): LineSettings
  /** The modem lines as they were set last. */
  modem(): { readonly dtr: boolean; readonly rts: boolean } | undefined
  say(bytes: Uint8Array | string): void
  /** Called for all that it notices from now on. */
  onNoticed(listener: (noticed: Noticed) => void): void
  hang(hung: boolean): void
  unplug(): Promise<void>
  /** Plugs the same device in again, here or elsewhere. */
  replug(port?: number): Promise<void>
}

/** The bench: a hub with eight ports, and devices to put into them. */
export interface Bench {
  plug(kind: DeviceKind, port: number): Promise<BenchDevice>
  /** Pulls everything out. */
  clear(): Promise<void>
}

/** Sets up the bench. Its devices live in a thread of their own, bundled beside this program. */
export function openBench(): Bench {
  const worker = new Worker(new URL('./bench-worker.js', import.meta.url))
  // The lab may end while the bench still stands.
  worker.unref()
  const orders = new Map<number, PromiseWithResolvers<void>>()
  const plugged = new Map<number, (noticed: Noticed) => void>()
  let last = 0

  worker.on('message', (message: FromBench) => {
    if (message.kind === 'noticed') plugged.get(message.port)?.(message.noticed)
    else settle(orders.get(message.order), message.error)
  })
  const send = (message: ToBench) => worker.postMessage(message)
  const order = (make: (order: number) => ToBench) => {
    const answered = Promise.withResolvers<void>()
    orders.set(++last, answered)
    send(make(last))
    return answered.promise
  }
  const unplug = (port: number) => order((order) => ({ kind: 'unplug', order, port }))

  return {
    async plug(device, firstPort) {
      const state = new DeviceNotes()
      let port = firstPort
      const plugIn = async (into: number) => {
        port = into
        plugged.set(port, (noticed) => state.take(noticed))
        await order((order) => ({ kind: 'plug', order, port, device }))
      }
      await plugIn(port)
      return {
        get port() {
          return port
        },
        ...state.face,
        say: (bytes) => send({ kind: 'say', port, bytes: Buffer.from(bytes) }),
        hang: (hung) => send({ kind: 'hang', port, hung }),
        unplug: () => unplug(port),
        replug: (into = port) => plugIn(into),
      }
    },
    async clear() {
      await Promise.all([...plugged.keys()].map(unplug))
    },
  }
}

/** What one device noticed. */
class DeviceNotes {
  readonly #noticed: Noticed[] = []
  readonly #listeners: ((noticed: Noticed) => void)[] = []

  readonly face = {
    noticed: () => this.#noticed,
    received: () => Buffer.concat(this.#noticed.flatMap((one) => (one.kind === 'bytes' ? [one.bytes] : []))),
    line: (): LineSettings =>
      Object.assign({}, ...this.#noticed.flatMap((one) => (one.kind === 'line' ? [one.line] : []))),
    modem: () => this.#noticed.findLast((one) => one.kind === 'modem'),
    onNoticed: (listener: (noticed: Noticed) => void) => void this.#listeners.push(listener),
  }

  take(noticed: Noticed): void {
    this.#noticed.push(noticed)
    for (const listener of this.#listeners) listener(noticed)
  }
}

function settle(order: PromiseWithResolvers<void> | undefined, error: string | undefined): void {
  if (error === undefined) order?.resolve()
  else order?.reject(new Error(error))
}
