import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { allDesks, defaultRoot } from '../../src/contract/index.ts'
import { DeskError, toDeskError } from '../../src/core/index.ts'
import { defaultSettings } from '../../src/counter/index.ts'
import { parseDocument } from '../../src/document/index.ts'
import { enrolledBroker } from '../enrol/enrolled-broker.ts'
import { loadLibrary, type ProfileLibrary } from '../profile-library.ts'
import { certificateFiles, certificateParts, readCertificates } from './certificate-files.ts'
import type { Config, CounterConfig } from './config.ts'
import { readDevice, readRule } from './device.ts'
import { ConfigProblems } from './problems.ts'
import { readRating } from './rating.ts'
import { configSchema, type WrittenConfig } from './schema.ts'

/** Where the officer's page is, where the site says nothing. */
const defaultPort = 47_800

/** A configuration that was read: usable, or what is wrong with it and where. */
export type ConfigResult =
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: undefined; readonly problems: readonly DeskError[] }

/**
 * Reads and checks `deskbridge.yaml`. Every problem is found at once, each with line and column.
 * Codes: DB-DOC-… shape, DB-CFG-001 unreadable, -002 to -011 meaning, DB-PRO-… a profile it uses.
 */
export function loadConfig(file: string, libraryFolder: string): ConfigResult {
  let source: string
  try {
    source = readSource(file)
  } catch (error) {
    return refused([toDeskError(error, 'DB-CFG-001', { file })])
  }
  const document = parseDocument(source, configSchema, file)
  if (document.value === undefined) return refused(document.problems)
  const written = document.value
  const base = dirname(resolve(file))
  const own = profilesFolder(written, base)
  const problems = new ConfigProblems(document.locate)
  const isThere = existsSync(own)
  if (!isThere && written.profiles !== undefined) {
    problems.at('profiles').add('DB-CFG-013', { folder: own })
  }
  const reader = new Reader(written, base, loadLibrary(libraryFolder, isThere ? own : undefined), problems)
  const config = reader.read(resolve(file))
  const { found } = reader.problems
  return found.length > 0 ? refused(found) : { config, problems: [] }
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

  constructor(written: WrittenConfig, base: string, library: ProfileLibrary, problems: ConfigProblems) {
    this.#written = written
    this.#base = base
    this.#library = library
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
    const surroundings = { library: this.#library, counters: ids }
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
    for (const part of certificateParts) {
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
