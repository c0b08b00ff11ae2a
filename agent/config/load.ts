import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { allDesks, defaultRoot } from '../../src/contract/index.ts'
import { DeskError, nearest, type Place } from '../../src/core/index.ts'
import { defaultSettings } from '../../src/counter/index.ts'
import { type DocumentPath, parseDocument } from '../../src/document/index.ts'
import { loadLibrary, type ProfileLibrary } from '../profile-library.ts'
import { certificateFiles, certificateParts, readCertificates } from './certificate-files.ts'
import type { Config, CounterConfig, DeviceConfig } from './config.ts'
import { configSchema, roles, type WrittenConfig, type WrittenDevice } from './schema.ts'

/** A configuration that was read: usable, or what is wrong with it and where. */
export type ConfigResult =
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: undefined; readonly problems: readonly DeskError[] }

/**
 * Reads and checks `deskbridge.yaml`. Every problem is found at once, each with line and column.
 * Codes: DB-DOC-… shape, DB-CFG-001 unreadable, -002 to -009 meaning, DB-PRO-… a profile it uses.
 */
export function loadConfig(file: string, libraryFolder: string): ConfigResult {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch (error) {
    return refused([new DeskError('DB-CFG-001', { file, reason: (error as Error).message }, { cause: error })])
  }
  const document = parseDocument(source, configSchema, file)
  if (document.value === undefined) return refused(document.problems)
  const written = document.value
  const base = dirname(resolve(file))
  const userFolder = written.profiles === undefined ? undefined : resolve(base, written.profiles)
  const reader = new Reader(written, base, loadLibrary(libraryFolder, userFolder), document.locate)
  const config = reader.read(resolve(file))
  return reader.problems.length > 0 ? refused(reader.problems) : { config, problems: [] }
}

function refused(problems: readonly DeskError[]): ConfigResult {
  return { config: undefined, problems }
}

type Locate = (path: DocumentPath, part?: 'key' | 'value') => Place

/** Turns what is written into what is meant, collecting what makes no sense. */
class Reader {
  readonly problems: DeskError[] = []
  readonly #written: WrittenConfig
  readonly #base: string
  readonly #library: ProfileLibrary
  readonly #locate: Locate

  constructor(written: WrittenConfig, base: string, library: ProfileLibrary, locate: Locate) {
    this.#written = written
    this.#base = base
    this.#library = library
    this.#locate = locate
  }

  read(file: string): Config {
    const written = this.#written
    if (written.desk === allDesks) this.#problem('DB-CFG-002', { name: allDesks }, ['desk'])
    const counters = written.counters.map((counter, index) => this.#counter(counter, index))
    const ids = counters.map((counter) => counter.id)
    this.#unique(ids, (index) => ['counters', index, 'id'])
    this.#unique(
      (written.devices ?? []).map((device) => device.name),
      (index) => ['devices', index, 'name'],
    )
    const devices = (written.devices ?? []).flatMap((device, index) => this.#device(device, index, ids) ?? [])
    return {
      file,
      centre: written.centre,
      desk: written.desk,
      dataFolder: resolve(this.#base, written.data),
      root: written.root ?? defaultRoot,
      language: written.language ?? 'vi',
      logLevel: written.log ?? 'info',
      broker: this.#broker(),
      receipts: written.broker.receipts ?? 'centre',
      ...(written.retentionDays === undefined ? {} : { retentionDays: written.retentionDays }),
      counters,
      devices,
    }
  }

  /** Certificates are read now, to complain with a line, and again for each connection. */
  #broker(): Config['broker'] {
    const { url, username, password, ...written } = this.#written.broker
    const identity = {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    }
    const clientId = `${this.#written.centre}/${this.#written.desk}`
    const files = certificateFiles(written, this.#base)
    for (const part of certificateParts) {
      try {
        readCertificates(part in files ? { [part]: files[part] } : {})
      } catch (error) {
        const reason = ((error as DeskError).cause as Error).message
        this.#problem('DB-CFG-001', { file: String(written[part]), reason }, ['broker', part])
      }
    }
    return () => ({ url, clientId, ...identity, files, ...readCertificates(files) })
  }

  #counter(written: WrittenConfig['counters'][number], index: number): CounterConfig {
    const { id, rating, ...settings } = written
    if (rating?.levels !== undefined && rating.scale === undefined && rating.levels !== defaultSettings.rating.levels) {
      this.#problem('DB-CFG-007', { levels: rating.levels }, ['counters', index, 'rating', 'levels'])
    }
    return {
      id: String(id),
      settings: { ...defaultSettings, ...settings, rating: { ...defaultSettings.rating, ...rating } },
    }
  }

  #device(written: WrittenDevice, index: number, counters: readonly string[]): DeviceConfig | undefined {
    const at = (key: string): DocumentPath => ['devices', index, key]
    const counter = String(written.counter)
    if (!counters.includes(counter)) this.#unknown('DB-CFG-004', counter, counters, at('counter'))
    const profile = this.#library.find(written.profile)
    if (profile instanceof DeskError) {
      this.problems.push(profile)
      return undefined
    }
    if (!profile) {
      this.#unknown('DB-CFG-005', written.profile, this.#library.ids(), at('profile'))
      return undefined
    }
    const role = written.role ?? roles.find((known) => known === profile.deviceClass)
    if (!role) this.#problem('DB-CFG-008', { profile: profile.id, roles: roles.join(', ') }, ['devices', index])
    const address = this.#address(written, profile, index)
    if (!role || !address) return undefined
    const keys = Object.fromEntries(Object.entries(written.keys ?? {}).map(([key, meaning]) => [key, String(meaning)]))
    return { name: written.name, profile, address, counter, role, keys }
  }

  #address(
    written: WrittenDevice,
    profile: DeviceConfig['profile'],
    index: number,
  ): DeviceConfig['address'] | undefined {
    const { port, tcp } = written
    const way = profile.bus ? 'bus' : profile.link.kind
    // The profile language knows more ways than the wires that are built.
    if (way !== 'serial' && way !== 'tcp') {
      this.#problem('DB-CFG-009', { profile: profile.id, way }, ['devices', index, 'profile'])
      return undefined
    }
    if ((port === undefined) === (tcp === undefined)) {
      this.#problem('DB-CFG-006', { device: written.name }, ['devices', index])
      return undefined
    }
    if (tcp !== undefined) {
      const split = tcp.lastIndexOf(':')
      return { kind: 'tcp', host: tcp.slice(0, split), port: Number(tcp.slice(split + 1)) }
    }
    if (profile.link.kind !== 'serial') {
      this.#problem('DB-CFG-006', { device: written.name }, ['devices', index, 'port'])
      return undefined
    }
    const { kind: _, ...settings } = profile.link
    return { kind: 'serial', path: String(port), settings: { ...settings, baud: written.baud ?? settings.baud } }
  }

  #unique(names: readonly string[], path: (index: number) => DocumentPath): void {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) !== index) this.#problem('DB-CFG-003', { name }, path(index))
    }
  }

  #unknown(code: 'DB-CFG-004' | 'DB-CFG-005', name: string, known: readonly string[], path: DocumentPath): void {
    this.#problem(code, { name, nearest: nearest(name, known) ?? '–', known: known.join(', ') }, path)
  }

  #problem(
    code: ConstructorParameters<typeof DeskError>[0],
    args: Record<string, string | number>,
    path: DocumentPath,
  ): void {
    this.problems.push(new DeskError(code, args, { place: this.#locate(path) }))
  }
}
