import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** What lies in a reader: a chip, or something else that answers. */
export interface VirtualCard {
  /** What it says of itself when it wakes. */
  readonly atr: Uint8Array
  /** Power off, on, or a reset. */
  wake(): void
  /** Undefined when the card is taken away meanwhile. */
  process(command: Uint8Array): Promise<Uint8Array | undefined>
}

/** A card that lies in a virtual reader. */
export interface LaidCard {
  /** Takes it away. */
  remove(): Promise<void>
  /** Resolves when it lies there no longer, whoever ended that. */
  readonly gone: Promise<void>
}

/** The one message of one byte that is answered: the others are power off, power on and reset. */
const askAtr = 4

/**
 * Lays a card into the reader that the driver of vsmartcard has at a port: whoever connects is a card. Both sides write
 * the length of a message in two bytes and then the message; one of a single byte is about the card's power.
 */
export async function layCard(card: VirtualCard, port: number): Promise<LaidCard> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  void serve(card, socket)
  return {
    gone,
    async remove() {
      socket.destroy()
      await gone
    },
  }
}

async function serve(card: VirtualCard, socket: Socket): Promise<void> {
  try {
    for await (const message of messagesOf(socket)) {
      const answer = message.length === 1 ? control(card, message[0]) : await card.process(message)
      if (!answer && message.length > 1) socket.destroy()
      if (answer) write(socket, answer)
    }
  } catch {
    // The reader is gone; `gone` tells.
  }
}

function control(card: VirtualCard, what: number | undefined): Uint8Array | undefined {
  if (what === askAtr) return card.atr
  card.wake()
  return undefined
}

async function* messagesOf(socket: Socket): AsyncGenerator<Uint8Array> {
  let kept: Buffer = Buffer.alloc(0)
  for await (const bytes of socket) {
    kept = Buffer.concat([kept, bytes])
    while (kept.length >= 2 && kept.length >= 2 + kept.readUInt16BE(0)) {
      const end = 2 + kept.readUInt16BE(0)
      const message = Uint8Array.from(kept.subarray(2, end))
      kept = kept.subarray(end)
      yield message
    }
  }
}

function write(socket: Socket, message: Uint8Array): void {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  socket.write(Buffer.concat([length, message]))
}
