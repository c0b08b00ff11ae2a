import { type AddressInfo, createServer, type Socket } from 'node:net'

/** The device's end of a wire that an agent plugs into: a real socket, and one agent at a time as on a serial port. */
export interface DeviceWire {
  /** `host:port`, as the agent's configuration names it. */
  readonly address: string
  isConnected(): boolean
  /** Sends bytes if an agent is there; a device cannot tell whether they were read. */
  send(bytes: Uint8Array): 'sent' | 'nobody'
  stop(): Promise<void>
}

/** What a device does with its wire. */
export interface DeviceWireUser {
  received(bytes: Uint8Array): void
  /** An agent plugged in or left. */
  changed(): void
}

/** Opens a wire on a free loopback port. */
export async function openDeviceWire(user: DeviceWireUser): Promise<DeviceWire> {
  let agent: Socket | undefined
  const server = createServer((socket) => {
    agent?.destroy()
    agent = socket
    socket.setNoDelay(true)
    socket.on('data', (bytes) => user.received(bytes))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      if (agent !== socket) return
      agent = undefined
      user.changed()
    })
    user.changed()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    isConnected: () => agent !== undefined,
    send(bytes) {
      if (!agent) return 'nobody'
      agent.write(bytes)
      return 'sent'
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        agent?.destroy()
      }),
  }
}
