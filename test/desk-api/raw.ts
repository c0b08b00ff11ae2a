import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

const patience = 700

/** Sends exactly these bytes and gives all that comes back before the desk closes, or says nothing more for a moment. */
export function exchange(port: number, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('latin1')
    socket.setTimeout(patience, () => socket.destroy())
    socket.on('data', (text: string) => {
      answer += text
    })
    // A desk that has had enough cuts; what it said before counts.
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
    for (const part of parts) socket.write(part)
  })
}

/** The status of an answer; 0 where there was none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}

/** A connection that a test keeps open. */
export function hold(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

/** A whole request by POST. */
export function postText(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): readonly [string, string | Uint8Array] {
  const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close', ...headers })
  return [`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, body]
}
