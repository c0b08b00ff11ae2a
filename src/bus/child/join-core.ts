import { beatMs, type FromChild } from './line.ts'

/** The child's end of the line to the core. */
export interface CoreLine<Up> {
  send(message: Up): void
  /** Sends a message that carries received bytes, unless too many are waiting already; then returns false. */
  sendBytes(message: Up, size: number): boolean
}

/** Received bytes that may wait in the line while the core is busy. */
const maxWaiting = 1024 * 1024

/**
 * Joins this process to the core that started it. The process exits at once when the core is gone, because it would keep
 * the ports; and on any error that nobody caught, because then nothing about it can be trusted (Node's own default).
 */
export function joinCore<Down, Up>(onMessage: (message: Down) => void, onBeat: () => void): CoreLine<Up> {
  // Node's own exit waits for calls that a stuck driver holds, and would keep the ports meanwhile.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  // Ctrl-C and a service stop reach the whole group; the core closes the ports in order and then lets us go.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
  process.on('message', (message) => onMessage(message as Down))

  let waiting = 0
  const send = (message: FromChild<Up>, size: number) => {
    waiting += size
    process.send?.(message, undefined, undefined, () => {
      waiting -= size
    })
  }
  setInterval(() => {
    send({ kind: 'beat' }, 0)
    onBeat()
  }, beatMs)
  send({ kind: 'ready' }, 0)

  return {
    send: (message) => send({ kind: 'message', message }, 0),
    sendBytes(message, size) {
      if (waiting + size > maxWaiting) return false
      send({ kind: 'message', message }, size)
      return true
    },
  }
}
