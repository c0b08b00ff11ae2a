import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../support/folder.ts'

/** What the driver of an opened HID device can be made to do. */
export type Deed =
  | { readonly deed: 'report'; readonly hex: string }
  /** An error as node-hid hands it on: as an Error, or as bare words. */
  | { readonly deed: 'error'; readonly words: string; readonly bare?: boolean }
  /** What goes wrong when it is closed: an error while it closes, or a close that fails. */
  | { readonly deed: 'closing'; readonly error?: string; readonly failure?: string }
  /** So many reports, and how many of them in each millisecond. */
  | { readonly deed: 'flood'; readonly hex: string; readonly count: number; readonly together: number }

/** The HID devices of a copied program, each as good or bad as a test wants it. */
export interface HidPuppets {
  /** Tells the copied program where its devices are. */
  readonly environment: Readonly<Record<string, string>>
  /** How often a device was opened and closed. */
  opened(): number
  closed(): number
  /** Lets the device that was opened last do something. */
  does(deed: Deed): void
}

/** Waits for the children that open devices; it is gone when the test has finished. */
export async function startHidPuppets(): Promise<HidPuppets> {
  const path = join(temporaryFolder(), 'hid')
  const count = { opened: 0, closed: 0 }
  const sockets = new Set<Socket>()
  let last: Socket | undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    last = socket
    socket.on('error', () => undefined)
    createInterface({ input: socket }).on('line', (line) => {
      const { opened, closed } = JSON.parse(line) as { readonly opened?: string; readonly closed?: true }
      if (opened !== undefined) count.opened++
      if (closed) count.closed++
    })
  }).listen(path)
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    environment: { HID_PUPPETS: path },
    opened: () => count.opened,
    closed: () => count.closed,
    does: (deed) => void last?.write(`${JSON.stringify(deed)}\n`),
  }
}
