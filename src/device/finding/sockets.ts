import { isDeepStrictEqual } from 'node:util'
import type { Attached } from '../../bus/index.ts'
import type { DeviceHost } from '../binding.ts'
import { assign, type Expected, type Marks, marksOf, type Sighting } from './assign.ts'
import type { Spotted } from './fits.ts'
import { Lineup } from './lineup.ts'
import { keepLookout, type Lookout } from './lookout.ts'

/** The desk's own sockets: which expected device is where. */
export class Sockets {
  readonly #host: DeviceHost
  readonly #lookout: Lookout
  readonly #expected = new Map<string, Expected>()
  readonly #listeners = new Set<() => void>()
  #sightings: ReadonlyMap<string, Sighting> = new Map()
  #lineup: { readonly name: string; readonly devices: Lineup } | undefined
  #regrouping: Promise<void> = Promise.resolve()

  constructor(host: DeviceHost) {
    this.#host = host
    this.#lookout = keepLookout({ ...host, isMissing: () => this.#isMissing() })
    this.#lookout.onChange(() => this.#reassign())
  }

  /** From now on a device is expected. `told` is what the site says of it. */
  expect(name: string, profile: Expected['profile'], told: Marks): void {
    this.#expected.set(name, { name, profile, told, remembered: this.#host.memory.marksOf(name) })
    this.#reassign()
  }

  forget(name: string): void {
    this.#expected.delete(name)
    this.#reassign()
  }

  sightingOf(name: string): Sighting {
    return this.#sightings.get(name) ?? { kind: 'absent' }
  }

  /** Whether a press is asked for now of the device of that name. */
  isAsked(name: string): boolean {
    return this.#lineup?.name === name
  }

  attached(): readonly Attached[] {
    return this.#lookout.attached()
  }

  /** Plugged devices that are neither an expected one nor in doubt. */
  unclaimed(): readonly Attached[] {
    const claimed = new Set([...this.#sightings.values()].flatMap(pathsOf))
    return this.#lookout.attached().filter(({ path }) => !claimed.has(path))
  }

  /** Calls when a device may be somewhere else, or may be worth another try. Returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  lookAgain(): void {
    this.#lookout.lookAgain()
  }

  async stop(): Promise<void> {
    this.#lookout.stop()
    this.#expected.clear()
    this.#listeners.clear()
    this.#reassign()
    await this.#regrouping
  }

  #isMissing(): boolean {
    return [...this.#expected.keys()].some((name) => this.sightingOf(name).kind !== 'here')
  }

  #reassign(): void {
    const paths = new Set(this.#lookout.attached().map(({ path }) => path))
    for (const [name, { pressed, ...expected }] of this.#expected) {
      if (pressed !== undefined && !paths.has(pressed)) this.#expected.set(name, expected)
    }
    this.#sightings = assign([...this.#expected.values()], this.#lookout.attached())
    for (const [name, sighting] of this.#sightings) if (sighting.kind === 'here') this.#remember(name, sighting)
    this.#regrouping = this.#regrouping.then(() => this.#regroup())
    for (const listener of [...this.#listeners]) listener()
  }

  /** So that it is known in its socket when a twin of it comes. */
  #remember(name: string, { attached }: Spotted): void {
    const expected = this.#expected.get(name)
    if (!expected) return
    const remembered = marksOf(attached, expected.profile)
    if (isDeepStrictEqual(remembered, expected.remembered)) return
    this.#expected.set(name, { ...expected, remembered })
    this.#host.memory.remember(name, remembered)
  }

  /** One device is asked for at a time, in the order of the configuration. */
  async #regroup(): Promise<void> {
    const [first] = [...this.#expected.values()].filter(({ name }) => this.sightingOf(name).kind === 'unsure')
    const sighting = first && this.sightingOf(first.name)
    const candidates = sighting?.kind === 'unsure' ? sighting.candidates : []
    const current = this.#lineup
    if (current?.name === first?.name && isDeepStrictEqual(current?.devices.candidates ?? [], candidates)) return
    await this.#dissolve()
    if (!first) return
    const { name, profile } = first
    const devices = new Lineup(profile, candidates, this.#host, (pressed) => this.#recognise(name, pressed))
    this.#lineup = { name, devices }
    for (const listener of [...this.#listeners]) listener()
  }

  #recognise(name: string, pressed: Spotted): void {
    this.#host.log.info('device recognised by a press', { device: name })
    const expected = this.#expected.get(name)
    if (expected) this.#expected.set(name, { ...expected, pressed: pressed.attached.path })
    // Its port must be free before anybody else opens it.
    this.#regrouping = this.#regrouping.then(() => this.#dissolve()).then(() => this.#reassign())
  }

  async #dissolve(): Promise<void> {
    const lineup = this.#lineup
    this.#lineup = undefined
    await lineup?.devices.stop()
  }
}

function pathsOf(sighting: Sighting): readonly string[] {
  switch (sighting.kind) {
    case 'here':
      return [sighting.attached.path]
    case 'unsure':
      return sighting.candidates.map(({ attached }) => attached.path)
    case 'absent':
      return []
  }
}
