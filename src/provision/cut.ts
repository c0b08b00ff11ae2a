import { stringify } from 'yaml'
import { longestContent, type RatingSet } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { filled } from './naming.ts'
import type { CounterPlan, DevicePlan, Policies } from './parts.ts'
import { type DeskEntry, findDesk, type Provision } from './provision.ts'

/** What stands in `deskbridge.yaml`; the agent checks it like one that a person wrote. */
export type DeskContent = { readonly [key: string]: unknown }

/** Where the journal is on Linux, where the file does not say. */
const usualData = '/var/lib/deskbridge'

/**
 * The `deskbridge.yaml` of one desk: what is shared, and over it what the desk's entry says.
 * @throws DeskError DB-PRV-004 there is no such desk.
 */
export function cutForDesk(provision: Provision, name: string): DeskContent {
  const desk = findDesk(provision, name)
  const { written } = provision
  const { plan } = desk
  const { centre } = written
  const rules = mergedPolicies(written.policies, plan.policies)
  const { language, log, retentionDays, profiles, page, applications, adopt } = rules
  const counters = countersOf(desk, rules, written.levelSets ?? [])
  const first = counters[0]?.id ?? name
  return defined({
    centre: centre.name,
    desk: name,
    data: written.data ?? usualData,
    broker: filled(centre.broker, desk),
    root: centre.root,
    ...{ language, log, retentionDays, profiles, page: filled(page, desk), applications },
    enrolment: centre.enrolment,
    provisioning: centre.provisioning,
    modules: plan.modules ?? written.modules,
    updates: plan.updates ?? written.updates,
    counters,
    devices: devicesOf(provision, desk, first),
    adopt: adopt?.map((rule) => ({ ...rule, counter: idOf(rule.counter ?? first, desk) })),
  })
}

/**
 * The same as text. What comes several times, such as a level set, is written once.
 * @throws DeskError DB-PRV-004 there is no such desk, -007 it is too long to be sent.
 */
export function contentForDesk(provision: Provision, name: string): string {
  const text = stringify(cutForDesk(provision, name), { lineWidth: 120 })
  if (text.length > longestContent)
    throw new DeskError('DB-PRV-007', { name, length: text.length, most: longestContent })
  return text
}

interface CounterContent {
  readonly id: string
}

function countersOf(desk: DeskEntry, rules: Policies, sets: readonly RatingSet[]): readonly CounterContent[] {
  const { counters = ['{n}'] } = desk.plan
  return counters.map((counter) => counterOf(counter, desk, rules, sets))
}

function counterOf(counter: CounterPlan, desk: DeskEntry, rules: Policies, sets: readonly RatingSet[]): CounterContent {
  const { id, ...own } = typeof counter === 'object' ? counter : { id: counter }
  const { doublePress, requestTimeout, pauseReasons, transfer, rating } = {
    ...rules,
    ...own,
    rating: { ...rules.rating, ...('rating' in own ? own.rating : {}) },
  }
  const { set, ...times } = rating
  const words = sets.find(({ scale }) => scale === set)
  const asked = defined({ ...times, set: words })
  return {
    id: idOf(id, desk),
    ...defined({
      doublePress,
      requestTimeout,
      pauseReasons,
      transfer,
      rating: Object.keys(asked).length > 0 ? asked : undefined,
    }),
  }
}

/** Shared devices first; one of the same name of the desk's own stands in its place. */
function devicesOf({ written }: Provision, desk: DeskEntry, first: string): readonly DeskContent[] | undefined {
  const { devices: own = [], without = [] } = desk.plan
  const names = own.map(({ name }) => name)
  const shared = (written.devices ?? []).filter(({ name }) => !without.includes(name) && !names.includes(name))
  const all = [...shared, ...own].map((device) => deviceOf(device, desk, first))
  return all.length > 0 ? all : undefined
}

function deviceOf({ counter, addresses, ...device }: DevicePlan, desk: DeskEntry, first: string): DeskContent {
  const lines = Object.entries(addresses ?? {}).map(([address, name]) => [address, idOf(name, desk)])
  return defined({
    ...filled(device, desk),
    counter: idOf(counter ?? first, desk),
    addresses: addresses ? Object.fromEntries(lines) : undefined,
  })
}

/** Each rule of a desk wins over the shared one; of page and rating each member. */
function mergedPolicies(shared: Policies = {}, own: Policies = {}): Policies {
  return {
    ...shared,
    ...own,
    ...(shared.page || own.page ? { page: { ...shared.page, ...own.page } } : {}),
    ...(shared.rating || own.rating ? { rating: { ...shared.rating, ...own.rating } } : {}),
  }
}

function idOf(counter: string | number, desk: DeskEntry): string {
  return filled(String(counter), desk)
}

function defined(content: DeskContent): DeskContent {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined))
}
