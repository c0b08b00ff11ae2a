import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'

/** Holds a path alone, until it is let go; undefined when another process holds it already. */
export async function holdAlone(path: string): Promise<(() => void) | undefined> {
  const held = (await listen(path)) ?? (await afterDeadOne(path))
  return held && (() => void held.close())
}

/** A socket that its process left behind when it died is in the way and answers nobody. */
async function afterDeadOne(path: string): Promise<Server | undefined> {
  if (process.platform === 'win32' || (await answers(path))) return undefined
  rmSync(path, { force: true })
  return await listen(path)
}

function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(path, () => resolve(server))
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
