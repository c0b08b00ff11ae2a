import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** The network cable between agent and broker. Pulled, it really cuts: connections break and nothing listens. */
export interface Cable {
  /** The agent's end. */
  readonly port: number
  isIn(): boolean
  pull(): Promise<void>
  /** Plugs it in again, at the same port. */
  plug(): Promise<void>
}

/** Lays a cable from a free loopback port to the broker. */
export async function layCable(brokerPort: number): Promise<Cable> {
  const ends = new Set<Socket>()
  let server: Server | undefined
  let port = 0
  let switching = Promise.resolve()

  const plugIn = async () => {
    server ??= await listen(port, (agent) => join(agent, brokerPort, ends))
    port = (server.address() as AddressInfo).port
  }
  const pullOut = async () => {
    const open = server
    server = undefined
    for (const end of ends) end.resetAndDestroy()
    if (open) await new Promise<void>((resolve) => open.close(() => resolve()))
  }
  // A hand that pulls while another plugs would leave it half-way.
  const inTurn = (action: () => Promise<void>) => {
    switching = switching.then(action)
    return switching
  }

  await inTurn(plugIn)
  return { port, isIn: () => server !== undefined, pull: () => inTurn(pullOut), plug: () => inTurn(plugIn) }
}

function join(agent: Socket, brokerPort: number, ends: Set<Socket>): void {
  const broker = connect(brokerPort, '127.0.0.1')
  for (const [near, far] of [
    [agent, broker],
    [broker, agent],
  ] as const) {
    ends.add(near)
    near.setNoDelay(true)
    near.pipe(far)
    near.on('error', () => far.destroy())
    near.on('close', () => {
      ends.delete(near)
      far.destroy()
    })
  }
}

function listen(port: number, joined: (socket: Socket) => void): Promise<Server> {
  const server = createServer(joined)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
