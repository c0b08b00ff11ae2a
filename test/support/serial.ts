import { closeSync, constants, createReadStream, existsSync, openSync, type ReadStream, writeSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folder.ts'
import { start } from './processes.ts'
import { until } from './wait.ts'

/** A pair of real ttys joined by socat: the program has one end, the test plays the device at the other. */
export interface SerialPair {
  /** The path to open as a serial port. */
  readonly port: string
  /** Sends bytes as the device. */
  send(bytes: Uint8Array | string): void
  /** All bytes that have reached the device. */
  received(): Buffer
}

/** Makes a pair; it is gone when the test has finished. */
export async function serialPair(): Promise<SerialPair> {
  const folder = temporaryFolder()
  const [port, device] = [join(folder, 'port'), join(folder, 'device')]
  start('socat', [`pty,raw,echo=0,link=${port}`, `pty,raw,echo=0,link=${device}`])
  await until('socat made the ttys', () => existsSync(port) && existsSync(device))
  // The test keeps the port's end open too: socat takes the last close of a tty for the end of its work, a real adapter does not.
  const keeper = openSync(port, constants.O_RDWR | constants.O_NOCTTY)
  const end = openSync(device, constants.O_RDWR | constants.O_NOCTTY)
  let received = Buffer.alloc(0)
  const stream: ReadStream = createReadStream('', { fd: end, autoClose: false })
  stream.on('data', (bytes) => {
    received = Buffer.concat([received, Buffer.from(bytes)])
  })
  // The tty hangs up when socat is stopped at the end of the test.
  stream.on('error', () => undefined)
  onTestFinished(() => {
    stream.destroy()
    for (const fd of [keeper, end]) closeSync(fd)
  })
  return { port, send: (bytes) => void writeSync(end, Buffer.from(bytes)), received: () => received }
}
