import { createPublicKey, X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DeskError } from '../core/index.ts'
import { replaceFileAsync, syncFolder } from '../durable/index.ts'
import { makeDeskKey } from './desk-key.ts'
import { makePrivateFolder, readIfThere } from './files.ts'
import type { DeskIdentity, NewKey } from './identity.ts'
import { type KeyKeepers, keepersHere } from './keepers/choose.ts'
import type { KeyKeeper } from './keepers/keeper.ts'
import { type IdentityRecord, readRecord, recordFile, writeRecord } from './record.ts'

/** The folder of the data folder that the identity is kept in. */
export const identityFolder = 'identity'

const nextFolder = 'next'
const files = { key: 'key', cert: 'cert.pem', ca: 'ca.pem' } as const

/**
 * The identity of a desk on disk. Each generation has a folder of its own with key, certificate and authorities;
 * `identity.json` says which one holds and is replaced as one. So a crash between any two steps leaves the old identity
 * or the new one, and a folder that nothing names is swept away by the next change.
 */
export class IdentityFolder {
  readonly #path: string
  readonly #keepers: KeyKeepers

  /** @param dataFolder where the desk keeps its data. */
  constructor(dataFolder: string, keepers: KeyKeepers = keepersHere) {
    this.#path = join(dataFolder, identityFolder)
    this.#keepers = keepers
  }

  /** A value that changes with the identity, to look whether it did; undefined while there is none. */
  version(): string | undefined {
    try {
      const { mtimeMs, ino } = statSync(join(this.#path, recordFile))
      return `${ino} ${mtimeMs}`
    } catch {
      return undefined
    }
  }

  /**
   * The identity; undefined when this desk was never enrolled.
   * @throws DeskError DB-IDN-002 it is damaged or was made on another PC.
   */
  read(): DeskIdentity | undefined {
    try {
      const record = readRecord(readIfThere(join(this.#path, recordFile)))
      return record && this.#open(record)
    } catch (error) {
      throw new DeskError('DB-IDN-002', { folder: this.#path, reason: (error as Error).message }, { cause: error })
    }
  }

  /** Makes the key of the next identity, which is on disk before anybody is asked for a certificate. */
  async begin(keeper: KeyKeeper): Promise<NewKey> {
    await makePrivateFolder(this.#path)
    await this.#sweep()
    const folder = join(this.#path, nextFolder)
    await makePrivateFolder(folder)
    const key = makeDeskKey()
    await replaceFileAsync(join(folder, files.key), keeper.seal(key))
    return { level: keeper.level, key }
  }

  /** Takes the key of {@link begin} and its certificate into use. Whatever happens in between, one of both identities holds. */
  async adopt(identity: Omit<DeskIdentity, 'generation' | 'from' | 'until'>): Promise<DeskIdentity> {
    const next = join(this.#path, nextFolder)
    const opened = this.#openKey(next, identity.level)
    if (!new X509Certificate(identity.cert).publicKey.equals(createPublicKey(opened)))
      throw new DeskError('DB-IDN-007', { reason: 'the certificate is for another key' })
    await replaceFileAsync(join(next, files.cert), identity.cert)
    await replaceFileAsync(join(next, files.ca), identity.ca)
    const generation = await this.#nextGeneration()
    await rename(next, join(this.#path, String(generation)))
    await syncFolder(this.#path)
    const adopted = { ...identity, generation, ...lifeOf(identity.cert) }
    await replaceFileAsync(join(this.#path, recordFile), writeRecord(adopted))
    await this.#sweep()
    return adopted
  }

  /** Forgets who this desk is: the key first, whatever of the rest fails. */
  async wipe(): Promise<void> {
    for (const name of await this.#generations()) {
      const file = join(this.#path, name, files.key)
      const size = readIfThere(file)?.length ?? 0
      // On most disks the old bytes can be read no more; on flash some may stay, which the seal of a chip is for.
      if (size > 0) await writeFile(file, Buffer.alloc(size))
      await rm(file, { force: true })
    }
    await rm(this.#path, { recursive: true, force: true })
  }

  #open(record: IdentityRecord): DeskIdentity {
    const folder = join(this.#path, String(record.generation))
    const [cert, ca] = [readText(join(folder, files.cert)), readText(join(folder, files.ca))]
    return { ...record, cert, ca, key: this.#openKey(folder, record.level), ...lifeOf(cert) }
  }

  #openKey(folder: string, level: DeskIdentity['level']): string {
    const sealed = readIfThere(join(folder, files.key))
    if (!sealed) throw new Error(`${join(folder, files.key)} is not there`)
    return this.#keepers[level].open(sealed)
  }

  async #generations(): Promise<string[]> {
    try {
      const entries = await readdir(this.#path, { withFileTypes: true })
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    } catch {
      return []
    }
  }

  async #nextGeneration(): Promise<number> {
    const numbers = (await this.#generations()).map(Number).filter((number) => Number.isInteger(number))
    return Math.max(0, ...numbers) + 1
  }

  /** Removes what `identity.json` does not name: keys that were never used, and used no more. */
  async #sweep(): Promise<void> {
    const record = readRecord(readIfThere(join(this.#path, recordFile)))
    for (const name of await this.#generations()) {
      if (name !== String(record?.generation)) await rm(join(this.#path, name), { recursive: true, force: true })
    }
    await syncFolder(this.#path)
  }
}

function readText(file: string): string {
  const bytes = readIfThere(file)
  if (!bytes) throw new Error(`${file} is not there`)
  return bytes.toString('utf8')
}

function lifeOf(cert: string): { readonly from: number; readonly until: number } {
  const { validFrom, validTo } = new X509Certificate(cert)
  return { from: Date.parse(validFrom), until: Date.parse(validTo) }
}
