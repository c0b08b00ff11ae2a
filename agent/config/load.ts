import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { allDesks, defaultRoot } from '../../src/contract/index.ts'
import { DeskError, toDeskError } from '../../src/core/index.ts'
import { defaultSettings } from '../../src/counter/index.ts'
import { type CheckedDocument, parseDocument } from '../../src/document/index.ts'
import { enrolledBroker } from '../enrol/enrolled-broker.ts'
import { loadLibrary, type ProfileLibrary } from '../profile-library.ts'
import { combine, type Overlay, overlaysOf } from '../provision/overlay.ts'
import { certificateFiles, certificateParts, readCertificates } from './certificate-files.ts'
import type { Config, CounterConfig } from './config.ts'
import { readDevice, readRule } from './device.ts'
import { ConfigProblems } from './problems.ts'
import { readRating } from './rating.ts'
import { configSchema, type WrittenConfig } from './schema.ts'

/** Where the officer's page is, where the site says nothing. */
export const defaultPort = 47_800

/** A configuration that was read: usable, or what is wrong with it and where. */
export type ConfigResult =
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: undefined; readonly problems: readonly DeskError[] }

/** What a configuration is read from beside its file. */
export interface LoadOptions {
  /**
   * What the centre gave, laid over the file: what is kept in the data folder unless given. Where that cannot be used the
   * one before is taken, and at last the file alone, since a desk must start.
   */
  readonly over?: Overlay | 'nothing'
  /** `elsewhere` where the files that it names are on another PC. */
  readonly files?: 'here' | 'elsewhere'
}

/**
 * Reads and checks `deskbridge.yaml` and what the centre laid over it. Every problem is found at once, each with line and
 * column. Codes: DB-DOC-… shape, DB-CFG-001 unreadable, -002 to -014 meaning, DB-PRO-… a profile it uses, DB-PRV-016.
 */
export function loadConfig(file: string, libraryFolder: string, options: LoadOptions = {}): ConfigResult {
  let source: string
  try {
    source = readSource(file)
  } catch (error) {
    return refused([toDeskError(error, 'DB-CFG-001', { file })])
  }
  return loadSource(source, file, libraryFolder, options)
}

/** The same for a text that stands in no file, or not in that one. */
export function loadSource(
  source: string,
  file: string,
  libraryFolder: string,
  { over, files = 'here' }: LoadOptions = {},
): ConfigResult {
  const local = parseDocument(source, configSchema, file)
  if (local.value === undefined) return refused(local.problems)
  const base = dirname(resolve(file))
  const read = (overlay: Overlay | undefined) => {
    const combined = overlay && combine(local, overlay)
    const { written, locate, problems } = combined ?? { written: local.value, locate: local.locate, problems: [] }
    if (written === undefined || problems.length > 0) return refused(problems)
    return readWritten({ written, locate, file, base, libraryFolder, files, revision: overlay?.revision })
  }
  if (over !== undefined) return read(over === 'nothing' ? undefined : over)
  for (const overlay of overlaysOf(resolve(base, local.value.data))) {
    const result = read(overlay)
    if (result.config) return result
  }
  return read(undefined)
}

interface Source {
  readonly written: WrittenConfig
  readonly locate: CheckedDocument<unknown>['locate']
  readonly file: string
  readonly base: string
  readonly libraryFolder: string
  readonly files: 'here' | 'elsewhere'
  readonly revision: number | undefined
}

function readWritten({ written, locate, file, base, libraryFolder, files, revision }: Source): ConfigResult {
  const own = profilesFolder(written, base)
  const problems = new ConfigProblems(locate)
  const isThere = existsSync(own)
  if (!isThere && written.profiles !== undefined && files === 'here') {
    problems.at('profiles').add('DB-CFG-013', { folder: own })
  }
  const reader = new Reader(written, base, loadLibrary(libraryFolder, isThere ? own : undefined), problems, files)
  const config = reader.read(resolve(file))
  const { found } = reader.problems
  if (found.length > 0) return refused(found)
  return { config: revision === undefined ? config : { ...config, revision }, problems: [] }
}

/**
 * The folder of a desk's own profiles, if there is one; the rest of its configuration may be wrong.
 * @throws DeskError DB-DOC-… not even its shape is right, DB-CFG-001 unreadable, -013 it names a folder that is not there.
 */
export function ownProfilesFolder(file: string): string | undefined {
  const document = parseDocument(readSource(file), configSchema, file)
  if (document.value === undefined) throw document.problems[0]
  const folder = profilesFolder(document.value, dirname(resolve(file)))
  if (existsSync(folder)) return folder
  if (document.value.profiles !== undefined) throw new DeskError('DB-CFG-013', { folder })
  return undefined
}

function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new DeskError('DB-CFG-001', { file, reason: (error as Error).message }, { cause: error })
  }
}

/** Where the site says, else in the data folder, where it is made when a device is learnt. */
function profilesFolder({ profiles, data }: WrittenConfig, base: string): string {
  return resolve(base, profiles ?? join(data, 'profiles'))
}

function refused(problems: readonly DeskError[]): ConfigResult {
  return { config: undefined, problems }
}

/** Turns what is written into what is meant, collecting what makes no sense. */
class Reader {
  readonly problems: ConfigProblems
  readonly #written: WrittenConfig
  readonly #base: string
  readonly #library: ProfileLibrary
  readonly #files: 'here' | 'elsewhere'

  constructor(
    written: WrittenConfig,
    base: string,
    library: ProfileLibrary,
    problems: ConfigProblems,
    files: 'here' | 'elsewhere',
  ) {
    this.#written = written
    this.#base = base
    this.#library = library
    this.#files = files
    this.problems = problems
  }

  read(file: string): Config {
    const { problems } = this
    const written = this.#written
    if (written.desk === allDesks) problems.at('desk').add('DB-CFG-002', { name: allDesks })
    const counters = written.counters.map((counter, index) => this.#counter(counter, problems.at('counters', index)))
    const ids = counters.map((counter) => counter.id)
    const devices = written.devices ?? []
    problems.at('counters').addTwice(ids, 'id')
    problems.at('devices').addTwice(
      devices.map((device) => device.name),
      'name',
    )
    const surroundings = { library: this.#library, counters: ids, modules: written.modules }
    return {
      file,
      centre: written.centre,
      desk: written.desk,
      dataFolder: resolve(this.#base, written.data),
      root: written.root ?? defaultRoot,
      applications: written.applications ?? [],
      language: written.language ?? 'vi',
      logLevel: written.log ?? 'info',
      broker: this.#broker(),
      identity: written.broker?.url === undefined ? 'enrolled' : 'written',
      receipts: written.broker?.receipts ?? 'centre',
      ...(written.retentionDays === undefined ? {} : { retentionDays: written.retentionDays }),
      counters,
      devices: devices.flatMap(
        (device, index) => readDevice(device, surroundings, problems.at('devices', index)) ?? [],
      ),
      page: { port: defaultPort, pad: false, ...written.page },
      adopt: (written.adopt ?? []).map((rule, index) => readRule(rule, surroundings, problems.at('adopt', index))),
      profilesFolder: profilesFolder(written, this.#base),
      library: this.#library,
      provisioning: written.provisioning ?? {},
      ...(written.modules === undefined ? {} : { modules: written.modules }),
      ...(written.updates === undefined ? {} : { updates: written.updates }),
      ...(written.enrolment === undefined ? {} : { enrolment: written.enrolment }),
    }
  }

  /** Certificates are read now, to complain with a line, and again for each connection. */
  #broker(): Config['broker'] {
    const { url, username, password, receipts: _, ...written } = this.#written.broker ?? {}
    if (url === undefined) return this.#enrolled()
    const identity = {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    }
    const clientId = `${this.#written.centre}/${this.#written.desk}`
    const files = certificateFiles(written, this.#base)
    for (const part of this.#files === 'here' ? certificateParts : []) {
      try {
        readCertificates(part in files ? { [part]: files[part] } : {})
      } catch (error) {
        const reason = ((error as DeskError).cause as Error).message
        this.problems.at('broker', part).add('DB-CFG-001', { file: String(written[part]), reason })
      }
    }
    return () => ({ url, clientId, ...identity, files, ...readCertificates(files) })
  }

  /** Who names no broker was told of it by enrolment. What belongs to a broker means nothing without one. */
  #enrolled(): Config['broker'] {
    const { centre, desk, data, broker = {} } = this.#written
    const alone = Object.keys(broker).find((name) => name !== 'receipts')
    if (alone !== undefined) this.problems.at('broker', alone).add('DB-IDN-016', { name: alone })
    return enrolledBroker(resolve(this.#base, data), { centre, desk })
  }

  #counter(written: WrittenConfig['counters'][number], problems: ConfigProblems): CounterConfig {
    const { id, rating, ...settings } = written
    const set = rating?.set
    return {
      id: String(id),
      settings: { ...defaultSettings, ...settings, rating: readRating(rating, problems.at('rating')) },
      ...(set ? { ratingSet: set } : {}),
    }
  }
}
