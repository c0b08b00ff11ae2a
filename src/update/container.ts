import { type FileHandle, open } from 'node:fs/promises'
import { DeskError } from '../core/index.ts'
import { readSignatures, type Signatures } from './keys.ts'
import { bounds, type Manifest, readManifest, within } from './manifest.ts'

/**
 * One file: these bytes; the manifest, the signatures, the list of files, each behind its length (32 bits, big-endian);
 * then the payload, which is the content of all files in the order of the list, compressed with Brotli as one stream.
 */
const magic = Buffer.from('deskbridge-update-1\n')
const lengthBytes = 4

/** The parts of a bundle before they are one file. */
export interface BundleParts {
  readonly manifest: string
  readonly signatures: Signatures
  readonly list: string
  readonly payload: Uint8Array
}

/** A bundle that is open for reading. Only the signed part of it was read; nothing of it is believed yet. */
export interface OpenBundle {
  readonly file: string
  readonly manifest: Manifest
  /** The very text that was signed. */
  readonly signedText: string
  readonly signatures: Signatures
  readonly bytes: number
  /** @throws DeskError DB-UPD-001 it is not as long as the manifest says. */
  list(): Promise<string>
  /** The compressed content, in pieces. */
  payload(): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** Puts the parts of a bundle together. */
export function joinBundle({ manifest, signatures, list, payload }: BundleParts): Buffer {
  const texts = [manifest, JSON.stringify(signatures), list].map((text) => Buffer.from(text))
  return Buffer.concat([magic, ...texts.flatMap((text) => [lengthOf(text), text]), payload])
}

/**
 * Opens a bundle.
 * @throws DeskError DB-UPD-001 it is none, or not all of it is there, -008 it is too large.
 */
export async function openBundle(file: string): Promise<OpenBundle> {
  const handle = await open(file, 'r').catch((error: Error) => {
    throw new DeskError('DB-UPD-001', { file, reason: error.message }, { cause: error })
  })
  try {
    return await readHead(handle, file)
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readHead(handle: FileHandle, file: string): Promise<OpenBundle> {
  const reader = new Reader(handle, file)
  if (!(await reader.take(magic.length)).equals(magic)) throw new DeskError('DB-UPD-001', { file, reason: 'format' })
  const signedText = (await reader.block('manifest', bounds.manifest)).toString('utf8')
  const signatures = readSignatures((await reader.block('signatures', bounds.signatures)).toString('utf8'))
  if (!signatures) throw new DeskError('DB-UPD-001', { file, reason: 'signatures' })
  const manifest = readManifest(signedText, file)
  const payloadAt = reader.position + lengthBytes + manifest.list.bytes
  const bytes = payloadAt + manifest.payload.bytes
  const { size } = await handle.stat()
  if (size !== bytes) throw new DeskError('DB-UPD-001', { file, reason: `${size} ≠ ${bytes}` })
  return {
    file,
    manifest,
    signedText,
    signatures,
    bytes,
    list: async () => (await reader.block('list', manifest.list.bytes)).toString('utf8'),
    payload: () => pieces(handle, payloadAt, bytes),
    close: () => handle.close(),
  }
}

/** Reads one part after the other. */
class Reader {
  readonly #handle: FileHandle
  readonly #file: string
  #position = 0

  constructor(handle: FileHandle, file: string) {
    this.#handle = handle
    this.#file = file
  }

  get position(): number {
    return this.#position
  }

  async block(what: string, most: number): Promise<Buffer> {
    const bytes = (await this.take(lengthBytes)).readUInt32BE()
    within(what, bytes, most)
    return await this.take(bytes)
  }

  async take(bytes: number): Promise<Buffer> {
    const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(bytes), 0, bytes, this.#position)
    if (bytesRead < bytes) throw new DeskError('DB-UPD-001', { file: this.#file, reason: `${bytesRead} < ${bytes}` })
    this.#position += bytes
    return buffer
  }
}

const pieceBytes = 256 * 1024

async function* pieces(handle: FileHandle, from: number, to: number): AsyncIterable<Uint8Array> {
  for (let at = from; at < to; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(pieceBytes), 0, Math.min(pieceBytes, to - at), at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

function lengthOf(text: Uint8Array): Buffer {
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32BE(text.length)
  return length
}
