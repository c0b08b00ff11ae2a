import type { HIDAsync } from 'node-hid'
import { DeskError, packError } from '../../core/index.ts'
import type { CoreLine } from '../child/join-core.ts'
import { type LostReason, writeStallMs } from '../wire.ts'
import { callsOut } from './calls.ts'
import { openError, reasonOf } from './hid-error.ts'
import type { FromHidChild, ToHidChild } from './messages.ts'
import { openDevice } from './native.ts'
import { PacedReports } from './paced-reports.ts'
import { type ReportRequest, unpackFeature, unpackInput } from './report.ts'

type OpenRequest = Extract<ToHidChild, { kind: 'open' }>

const reportsOut = callsOut()

/** One device in the child. It tells the core all about itself; behind its last word, `closed`, it calls `onClosed`. */
export class ChildDevice {
  readonly #request: OpenRequest
  readonly #line: CoreLine<FromHidChild>
  readonly #onClosed: () => void
  readonly #reports: PacedReports
  #device: HIDAsync | undefined
  #dropped = 0
  #opening = true
  #over = false

  constructor(request: OpenRequest, line: CoreLine<FromHidChild>, onClosed: () => void) {
    this.#request = request
    this.#line = line
    this.#onClosed = onClosed
    this.#reports = new PacedReports(request.spacing, () => this.#stalled())
    void this.#open()
  }

  write(write: number, request: ReportRequest): void {
    this.#reports.add(() => this.#deliver(write, request))
  }

  close(): void {
    if (this.#lose({ code: 'DB-BUS-001', args: {} })) void this.#shut()
  }

  /** Tells what was dropped since the last time. */
  pulse(): void {
    if (this.#dropped > 0)
      this.#line.send({ kind: 'dropped', port: this.#request.port, bytes: this.#dropped, lines: 0 })
    this.#dropped = 0
  }

  async #open(): Promise<void> {
    const { port, path } = this.#request
    try {
      await reportsOut.settled()
      this.#device = await openDevice(path)
    } catch (error) {
      this.#refuse(error instanceof DeskError ? error : openError(error, path))
    }
    this.#opening = false
    if (this.#over) return this.#shut()
    // Pulled devices and closing ones emit `error`; without a listener for life the process would die.
    this.#device?.on('error', (error) => this.#unplugged(error))
    this.#device?.on('data', (data: Buffer) => this.#forward(data))
    this.#line.send({ kind: 'opened', port })
  }

  #refuse(error: DeskError): void {
    if (this.#over) return
    this.#over = true
    this.#line.send({ kind: 'refused', port: this.#request.port, error: packError(error) })
  }

  async #deliver(write: number, request: ReportRequest): Promise<void> {
    const { port, path } = this.#request
    try {
      await reportsOut.keep(this.#hand(request))
      this.#line.send({ kind: 'written', port, write })
    } catch (error) {
      const refusal = new DeskError('DB-HID-014', { port: path, report: request.number, reason: reasonOf(error) })
      this.#line.send({ kind: 'unwritten', port, write, error: packError(refusal) })
    }
  }

  async #hand(request: ReportRequest): Promise<void> {
    const device = this.#device
    if (!device) return
    if (request.kind === 'read') {
      const answer = await device.getFeatureReport(request.number, request.size)
      this.#tell(unpackFeature(answer, request.number))
    } else if (request.kind === 'feature') {
      await device.sendFeatureReport(Buffer.from(request.frame))
    } else {
      await device.write(Buffer.from(request.frame))
    }
  }

  #forward(data: Buffer): void {
    const report = unpackInput(data, this.#request)
    if (report) this.#tell(report)
  }

  #tell({ report, bytes }: { readonly report: number; readonly bytes: Uint8Array }): void {
    if (this.#over) return
    const message = { kind: 'chunk', port: this.#request.port, report, bytes, at: monotonicMs() } as const
    if (!this.#line.sendBytes(message, bytes.length)) this.#dropped += bytes.length
  }

  #unplugged(error: unknown): void {
    const { path } = this.#request
    if (this.#lose({ code: 'DB-HID-006', args: { port: path, reason: reasonOf(error) } })) void this.#shut()
  }

  #stalled(): void {
    const { path } = this.#request
    if (this.#lose({ code: 'DB-HID-007', args: { port: path, seconds: writeStallMs / 1000 } })) void this.#shut()
  }

  /** Tells the core once why the device is over; false when it was over before. */
  #lose(reason: LostReason): boolean {
    if (this.#over) return false
    this.#over = true
    this.#reports.stop()
    this.#line.send({ kind: 'lost', port: this.#request.port, reason })
    return true
  }

  /** A device that is being opened cannot be closed; the end of its opening shuts it. */
  async #shut(): Promise<void> {
    if (this.#opening) return
    await reportsOut.settled()
    await this.#device?.close().catch(() => {})
    this.#line.send({ kind: 'closed', port: this.#request.port })
    this.#onClosed()
  }
}

/** The clock that the core's monotonic time comes from as well. */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
