import type { SerialPort } from 'serialport'
import { packError } from '../../core/index.ts'
import type { CoreLine } from '../child/join-core.ts'
import { type LostReason, writeStallMs } from '../wire.ts'
import type { FromSerialChild, ToSerialChild } from './messages.ts'
import { openError } from './open-error.ts'
import { PacedWriter } from './paced-writer.ts'
import { createPort, forwardBytes, setModemLines } from './port.ts'
import { holdersOf } from './port-holders.ts'

type OpenRequest = Extract<ToSerialChild, { kind: 'open' }>

/** One port in the child. It tells the core all about itself, ending with `closed`, after which it calls `onClosed`. */
export class ChildPort {
  readonly #request: OpenRequest
  readonly #line: CoreLine<FromSerialChild>
  readonly #onClosed: () => void
  readonly #port: SerialPort
  readonly #writer: PacedWriter
  readonly #dropped = { bytes: 0, lines: 0 }
  #over = false
  #isClosed = false

  constructor(request: OpenRequest, line: CoreLine<FromSerialChild>, onClosed: () => void) {
    this.#request = request
    this.#line = line
    this.#onClosed = onClosed
    this.#port = createPort(request.path, request.settings)
    this.#writer = new PacedWriter(this.#port, request.settings.baud, () => this.#stalled())
    // A close during a stalled write emits `error`; without a listener for life the process would die.
    this.#port.on('error', (error) => this.#unplugged(error))
    this.#port.on('close', (error: Error | null) => {
      this.#unplugged(error)
      this.#shut()
    })
    const countLine = () => {
      this.#dropped.lines += 1
    }
    forwardBytes(this.#port, request.settings, countLine, (bytes) => this.#forward(bytes))
    this.#port.open((error) => this.#opened(error))
  }

  write(write: number, bytes: Uint8Array): void {
    this.#writer.write(bytes, () => this.#line.send({ kind: 'written', port: this.#request.port, write }))
  }

  close(): void {
    this.#lose({ code: 'DB-BUS-001', args: {} })
    this.#shut()
  }

  /** Tells who else has the port open. The lock keeps out only those who ask for it as well. */
  async tellSharers(): Promise<void> {
    const { port, path } = this.#request
    const programs = await holdersOf(path)
    if (!this.#over) this.#line.send({ kind: 'sharers', port, programs })
  }

  /** Asks the system whether the port still exists, and tells what was dropped since the last time. */
  pulse(): void {
    const { bytes, lines } = this.#dropped
    if (bytes + lines > 0) this.#line.send({ kind: 'dropped', port: this.#request.port, bytes, lines })
    this.#dropped.bytes = this.#dropped.lines = 0
    // A hang-up right behind data is not reported on Linux (the read returns 0 and is repeated for ever), and on Windows
    // many drivers report none at all. Asking for the baud rate fails on a port that is gone.
    if (!this.#over && this.#port.isOpen) this.#port.port?.getBaudRate().catch((error) => this.#unplugged(error))
  }

  #opened(error: Error | null): void {
    if (this.#over) this.#shut()
    else if (error) this.#refuse(error)
    else setModemLines(this.#port, this.#request.settings, (failure) => this.#ready(failure))
  }

  #ready(failure: Error | null): void {
    if (this.#over) return
    if (failure) this.#refuse(failure)
    else this.#line.send({ kind: 'opened', port: this.#request.port })
  }

  async #refuse(error: Error): Promise<void> {
    this.#over = true
    const { port, path } = this.#request
    this.#line.send({ kind: 'refused', port, error: packError(await openError(error, path)) })
    this.#shut()
  }

  #forward(bytes: Buffer): void {
    if (this.#over) return
    const message = { kind: 'chunk', port: this.#request.port, bytes, at: monotonicMs() } as const
    if (!this.#line.sendBytes(message, bytes.length)) this.#dropped.bytes += bytes.length
  }

  #unplugged(error: Error | null): void {
    const { path } = this.#request
    if (this.#lose({ code: 'DB-SER-006', args: { port: path, reason: error?.message ?? 'closed' } })) this.#discard()
  }

  #stalled(): void {
    const { path } = this.#request
    if (this.#lose({ code: 'DB-SER-007', args: { port: path, seconds: writeStallMs / 1000 } })) this.#discard()
  }

  /** Tells the core once why the port is over; false when it was over before. */
  #lose(reason: LostReason): boolean {
    if (this.#over) return false
    this.#over = true
    this.#writer.stop()
    this.#line.send({ kind: 'lost', port: this.#request.port, reason })
    return true
  }

  /** Closing waits for what the device has not taken; after a stall that would be half a minute. */
  #discard(): void {
    if (this.#port.isOpen) this.#port.flush(() => this.#shut())
    else this.#shut()
  }

  #shut(): void {
    if (this.#port.isOpen) this.#port.close(() => this.#closed())
    // A port that is being opened cannot be closed; the end of its opening shuts it. A closing one tells when it is closed.
    else if (!this.#port.opening && !this.#port.closing) this.#closed()
  }

  #closed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#line.send({ kind: 'closed', port: this.#request.port })
    this.#onClosed()
  }
}

/** The clock that the core's monotonic time comes from as well. */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
