import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { createBrotliDecompress } from 'node:zlib'
import { DeskError, isDeskError } from '../core/index.ts'
import { syncFolder } from '../durable/index.ts'
import type { OpenBundle } from './container.ts'
import { type BundleFile, readList } from './manifest.ts'
import { checkPaths } from './path.ts'

/**
 * Unpacks a bundle whose manifest is believed into an empty folder. When it resolves every file is what was signed, and
 * all of it is on disk; when it throws the folder holds rubbish.
 * @throws DeskError DB-UPD-006 something is not what was signed, -007 a file would lie elsewhere.
 */
export async function unpackBundle(bundle: OpenBundle, folder: string): Promise<void> {
  const list = await bundle.list()
  if (hashOf(list) !== bundle.manifest.list.sha256) throw new DeskError('DB-UPD-006', { path: 'list' })
  const files = readList(list, bundle.manifest, bundle.file)
  checkPaths(files.map(({ path }) => path))
  const writer = new FileWriter(folder, files)
  try {
    for await (const piece of contentOf(bundle)) await writer.write(piece)
    await writer.end()
  } catch (error) {
    await writer.abandon()
    if (isDeskError(error) || isDiskError(error)) throw error
    throw new DeskError('DB-UPD-006', { path: 'payload' }, { cause: error })
  }
  for (const made of [...writer.folders].sort((a, b) => b.length - a.length)) await syncFolder(made)
}

/** The content of all files; its compressed form is checked as it passes. */
async function* contentOf({ manifest, payload }: OpenBundle): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  async function* hashed() {
    for await (const piece of payload()) {
      hash.update(piece)
      yield piece
    }
  }
  yield* Readable.from(hashed()).compose(createBrotliDecompress()) as AsyncIterable<Uint8Array>
  if (hash.digest('hex') !== manifest.payload.sha256) throw new DeskError('DB-UPD-006', { path: 'payload' })
}

/** Cuts one stream into files. It never writes more than the list says, however much comes. */
class FileWriter {
  readonly folders: Set<string>
  readonly #folder: string
  readonly #files: readonly BundleFile[]
  #index = 0
  #handle: FileHandle | undefined
  #left = 0
  #hash = createHash('sha256')

  constructor(folder: string, files: readonly BundleFile[]) {
    this.#folder = folder
    this.#files = files
    this.folders = new Set([folder])
  }

  async write(piece: Uint8Array): Promise<void> {
    for (let rest = piece; rest.length > 0; ) {
      const handle = await this.#current()
      if (!handle) throw new DeskError('DB-UPD-006', { path: 'payload' })
      const part = rest.subarray(0, this.#left)
      await handle.write(part)
      this.#hash.update(part)
      this.#left -= part.length
      rest = rest.subarray(part.length)
      if (this.#left === 0) await this.#finish(handle)
    }
  }

  /** Empty files have no bytes that would begin them. */
  async end(): Promise<void> {
    const handle = await this.#current()
    if (handle) throw new DeskError('DB-UPD-006', { path: this.#files[this.#index]?.path ?? '' })
  }

  async abandon(): Promise<void> {
    await this.#handle?.close()
  }

  /** The file whose bytes come next; undefined behind the last. */
  async #current(): Promise<FileHandle | undefined> {
    while (this.#handle === undefined) {
      const file = this.#files[this.#index]
      if (!file) return undefined
      const handle = await this.#create(file)
      if (file.bytes > 0) break
      await this.#finish(handle)
    }
    return this.#handle
  }

  async #create({ path, bytes, executable }: BundleFile): Promise<FileHandle> {
    const file = join(this.#folder, path)
    mkdirSync(dirname(file), { recursive: true })
    for (let at = dirname(file); at.length > this.#folder.length; at = dirname(at)) this.folders.add(at)
    // Never over something that is there already.
    this.#handle = await open(file, 'wx', executable ? 0o755 : 0o644)
    this.#left = bytes
    this.#hash = createHash('sha256')
    return this.#handle
  }

  async #finish(handle: FileHandle): Promise<void> {
    const { path, sha256 } = this.#files[this.#index] ?? { path: '', sha256: '' }
    if (this.#hash.digest('hex') !== sha256) throw new DeskError('DB-UPD-006', { path })
    await handle.sync()
    await handle.close()
    this.#handle = undefined
    this.#index++
  }
}

/** What the disk says, e.g. that it is full; it must not be taken for a forgery. */
function isDiskError(error: unknown): boolean {
  return ['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EDQUOT', 'EMFILE'].includes(
    (error as NodeJS.ErrnoException | undefined)?.code ?? '',
  )
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}
