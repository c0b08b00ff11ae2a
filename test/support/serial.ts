import { closeSync, constants, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folder.ts'
import { start } from './processes.ts'
import { until } from './wait.ts'

/** A device at the far end of a real tty: the program opens `port`, the test plays the device. */
export interface SerialPair {
  /** The path to open as a serial port. */
  readonly port: string
  /** Sends bytes as the device. */
  send(bytes: Uint8Array | string): void
  /** All bytes that have reached the device. */
  received(): Buffer
}

/** Makes a tty whose other side is this test, by way of socat; it is gone when the test has finished. */
export async function serialPair(): Promise<SerialPair> {
  const port = join(temporaryFolder(), 'port')
  const { process: socat } = start('socat', [`pty,raw,echo=0,link=${port}`, 'stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await until('socat made the tty', () => existsSync(port))
  // socat takes the last close of a tty for the end of its work, which a real adapter does not: one user always stays.
  const keeper = openSync(port, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  onTestFinished(() => closeSync(keeper))
  let received = Buffer.alloc(0)
  socat.stdout?.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
  })
  return { port, send: (bytes) => void socat.stdin?.write(bytes), received: () => received }
}
