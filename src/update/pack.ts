import { createHash, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { joinBundle } from './container.ts'
import { signManifest } from './keys.ts'
import type { BundleFile, Manifest } from './manifest.ts'
import { checkPaths } from './path.ts'

/** What a release is called; the rest of its manifest follows from its files. */
export type ReleaseNotice = Pick<
  Manifest,
  'part' | 'version' | 'minimumVersion' | 'platform' | 'issue' | 'madeAt' | 'expires' | 'keys'
>

/** What a bundle is made of. */
export interface PackOptions {
  readonly release: ReleaseNotice
  /** Its files are all that is in this folder; none for a bundle of keys. */
  readonly folder?: string
  readonly keys: readonly KeyObject[]
  /** 0 to 11; 11 takes a minute for a whole program, and is what is shipped. */
  readonly quality?: number
}

/**
 * Makes a bundle. The same files, release and keys give the same bytes.
 * @throws DeskError DB-UPD-007 a file has a name that no desk would take.
 */
export function packBundle({ release, folder, keys, quality = 11 }: PackOptions): Buffer {
  const files = folder === undefined ? [] : filesOf(folder)
  checkPaths(files.map(({ entry }) => entry.path))
  const content = Buffer.concat(files.map(({ content }) => content))
  const payload = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  })
  const list = JSON.stringify(files.map(({ entry }) => entry))
  const { keys: trusted, ...named } = release
  const manifest = JSON.stringify({
    format: 1,
    product: 'deskbridge',
    ...named,
    list: { bytes: Buffer.byteLength(list), sha256: hashOf(list) },
    payload: { bytes: payload.length, sha256: hashOf(payload) },
    unpacked: content.length,
    ...(trusted === undefined ? {} : { keys: trusted }),
  } satisfies Manifest)
  return joinBundle({ manifest, signatures: signManifest(manifest, keys), list, payload })
}

interface PackedFile {
  readonly entry: BundleFile
  readonly content: Buffer
}

/** Files of one kind follow each other: they are the more alike, and the bundle the smaller. */
function filesOf(folder: string): readonly PackedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      file,
      path: file
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    }))
    .sort((a, b) => order(endingOf(a.path), endingOf(b.path)) || order(a.path, b.path))
    .map(({ file, path }) => packed(file, path))
}

function packed(file: string, path: string): PackedFile {
  const content = readFileSync(file)
  const isExecutable = (statSync(file).mode & 0o100) !== 0
  const entry = { path, bytes: content.length, sha256: hashOf(content), ...(isExecutable ? { executable: true } : {}) }
  return { entry: entry as BundleFile, content }
}

function endingOf(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? ''
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
