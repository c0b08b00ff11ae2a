import { isDeskName } from '../contract/index.ts'
import { DeskError, type ErrorCode, nearest, type TextArgs } from '../core/index.ts'
import { type DocumentPath, parseDocument } from '../document/index.ts'
import { type NamedDesk, namesOf } from './naming.ts'
import { provisionSchema, type WrittenDesk, type WrittenProvision } from './schema.ts'

/** One file for the desks of a centre, checked. */
export interface Provision {
  readonly written: WrittenProvision
  readonly desks: readonly DeskEntry[]
}

/** One desk of it, and the entry that it comes from. */
export interface DeskEntry extends NamedDesk {
  readonly plan: WrittenDesk
}

/** A provision as it was read, or what is wrong with it, each with line and column. */
export interface ReadProvision {
  readonly provision: Provision | undefined
  readonly problems: readonly DeskError[]
}

/** So many desks of one centre. */
const mostDesks = 5_000

/**
 * Checks the text of `provision.yaml`. Codes: DB-DOC-… shape, DB-PRV-002 a pattern of names, -003 a name twice, -005 an
 * unknown level set, -006 a desk without a number whose counters need one, -008 a device that is not shared.
 */
export function parseProvision(source: string, file?: string): ReadProvision {
  const { value, problems, locate } = parseDocument(source, provisionSchema, file)
  if (!value) return { provision: undefined, problems }
  const found: DeskError[] = []
  const add: Complain = (path, code, args) => void found.push(new DeskError(code, args, { place: locate(path) }))
  const desks = expand(value, add)
  checkSets(value, add)
  checkDevices(value, add)
  return found.length > 0
    ? { provision: undefined, problems: found }
    : { provision: { written: value, desks }, problems: [] }
}

/**
 * The desk of that name.
 * @throws DeskError DB-PRV-004 there is none.
 */
export function findDesk({ desks }: Provision, name: string): DeskEntry {
  const found = desks.find((desk) => desk.name === name)
  if (found) return found
  const names = desks.map((desk) => desk.name)
  throw new DeskError('DB-PRV-004', { name, nearest: nearest(name, names) ?? '–' })
}

type Complain = (path: DocumentPath, code: ErrorCode, args: TextArgs) => void

function expand(written: WrittenProvision, add: Complain): readonly DeskEntry[] {
  const entries: DeskEntry[] = []
  const seen = new Set<string>()
  for (const [index, plan] of written.desks.entries()) {
    const named = namesOf(plan.name)
    if (!named?.every(({ name }) => isDeskName(name))) {
      add(['desks', index, 'name'], 'DB-PRV-002', { pattern: plan.name })
      continue
    }
    for (const desk of named) {
      if (seen.has(desk.name)) add(['desks', index, 'name'], 'DB-PRV-003', { name: desk.name })
      seen.add(desk.name)
      entries.push({ ...desk, plan })
    }
    const lost = named.find(({ number }) => number === undefined)
    if (lost && needsNumber(plan, written)) add(['desks', index], 'DB-PRV-006', { name: lost.name })
  }
  if (entries.length > mostDesks) add(['desks'], 'DB-PRV-009', { count: entries.length, most: mostDesks })
  return entries
}

/** A desk that names no counter has one that is called like its own number. */
function needsNumber(plan: WrittenDesk, { centre, devices = [], policies }: WrittenProvision): boolean {
  const { counters, devices: own, without = [], policies: ownPolicies } = plan
  const shared = devices.filter(({ name }) => !without.includes(name) && !own?.some((one) => one.name === name))
  const filled = [counters, own, shared, { ...policies, ...ownPolicies }, centre.broker]
  return counters === undefined || JSON.stringify(filled).includes('{n}')
}

function checkSets(written: WrittenProvision, add: Complain): void {
  const scales = (written.levelSets ?? []).map(({ scale }) => scale)
  for (const [index, scale] of scales.entries())
    if (scales.indexOf(scale) !== index) add(['levelSets', index, 'scale'], 'DB-PRV-003', { name: scale })
  const check = (set: string | undefined, path: DocumentPath) => {
    if (set !== undefined && !scales.includes(set))
      add(path, 'DB-PRV-005', { name: set, nearest: nearest(set, scales) ?? '–' })
  }
  check(written.policies?.rating?.set, ['policies', 'rating', 'set'])
  for (const [index, { policies, counters = [] }] of written.desks.entries()) {
    check(policies?.rating?.set, ['desks', index, 'policies', 'rating', 'set'])
    for (const [n, counter] of counters.entries())
      if (typeof counter === 'object') check(counter.rating?.set, ['desks', index, 'counters', n, 'rating', 'set'])
  }
}

function checkDevices({ devices = [], desks }: WrittenProvision, add: Complain): void {
  const shared = devices.map(({ name }) => name)
  const twice = (names: readonly string[], path: DocumentPath) => {
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index) add([...path, index, 'name'], 'DB-PRV-003', { name })
  }
  twice(shared, ['devices'])
  for (const [index, plan] of desks.entries()) {
    const own = (plan.devices ?? []).map(({ name }) => name)
    twice(own, ['desks', index, 'devices'])
    for (const [n, name] of (plan.without ?? []).entries())
      if (!shared.includes(name))
        add(['desks', index, 'without', n], 'DB-PRV-008', { name, nearest: nearest(name, shared) ?? '–' })
  }
}
