import type { DeskError } from '../core/index.ts'
import { type CheckedDocument, parseDocument } from '../document/index.ts'
import { expressionIn } from './decode/names.ts'
import { planRules, type RulePlan, repliesOf } from './decode/rules.ts'
import { checkCallable, checkExpects, planCommands } from './encode/commands.ts'
import type { Expression } from './expression/index.ts'
import { type FramerPlan, planFramer } from './framing/plan.ts'
import { defaultIdentity, planIdentity } from './identity/plan.ts'
import { planBus, planLink } from './link.ts'
import { checkMatch } from './match/check.ts'
import type { BusInfo, Profile, StartOptions } from './model.ts'
import { checkNames } from './names.ts'
import { Problems } from './problems.ts'
import { personalData } from './redact.ts'
import {
  type CommandSpec,
  type Definition,
  type KeepaliveSpec,
  ProfileSchema,
  type SessionSpec,
  type WriteSpec,
} from './schema/index.ts'
import { LiveSession } from './session.ts'
import type { SessionPlan } from './session-plan.ts'
import { mayShowBytes } from './unknown-frames.ts'

type Commands = Readonly<Record<string, CommandSpec>>

/** A profile that was read: compiled when nothing is wrong with it. */
export type Reading =
  | {
      readonly kind: 'good'
      readonly definition: Definition
      readonly plan: SessionPlan
      readonly document: CheckedDocument<Definition>
    }
  | { readonly kind: 'bad'; readonly problems: readonly DeskError[] }

/** Compiles a profile's YAML. Throws the first problem, with its place; `lint` gives all. */
export function compile(source: string, file?: string): Profile {
  const reading = read(source, file)
  if (reading.kind === 'bad') throw reading.problems[0]
  return toProfile(reading.definition, reading.plan)
}

/** Reads and compiles, collecting what is wrong. */
export function read(source: string, file?: string): Reading {
  const document = parseDocument(source, ProfileSchema, file)
  if (document.value === undefined) return { kind: 'bad', problems: document.problems }
  const problems = new Problems(document.locate)
  const plan = planSession(document.value, problems)
  if (problems.found.length > 0) return { kind: 'bad', problems: problems.found }
  return { kind: 'good', definition: document.value, plan, document }
}

/** Starts a session of a compiled plan; the profile's own tests use it, too. */
export function startSession(plan: SessionPlan, now: number, options: StartOptions = {}): LiveSession {
  return new LiveSession(plan, now, options)
}

function planSession(definition: Definition, problems: Problems): SessionPlan {
  const { decode, session = {}, privacy } = definition
  const bus = planBus(definition.link, problems.at('link', 'bus'))
  const commands = withSizes(withAddress(definition.commands ?? {}, bus), definition.link)
  checkNames({ decode, commands: definition.commands ?? {} }, problems)
  const charset = definition.text?.charset ?? 'ascii'
  const framers = planFramers(definition, problems)
  const context = { framers: framers.map(({ id }) => id), commands: Object.keys(commands), ambient, charset }
  const rules = planRules(decode, context, problems.at('decode'))
  const plan = planCommands(commands, replyFields(definition), charset, problems.at('commands'))
  checkExpects(
    definition.commands ?? {},
    context.framers,
    decode.map(({ id }) => id),
    problems.at('commands'),
  )
  checkReplies(definition, problems)
  checkSessionNames(definition, problems.at('session'))
  checkMatch(definition, problems)
  return {
    link: planLink(definition.link, problems.at('link')),
    bus,
    framers,
    rules,
    commands: plan,
    session,
    conditions: planConditions(session, problems.at('session', 'keepalive')),
    identity: planIdentity(definition, problems.at('identity')),
    isPlain: mayShowBytes(definition.class, privacy?.redact ?? []) && !tellsPersonalData(rules),
  }
}

/** Names that every expression on what arrives may use. */
const ambient: readonly string[] = ['variant']

/** Streams are cut into frames; everything else arrives whole. */
function planFramers(definition: Definition, problems: Problems): readonly FramerPlan[] {
  const { rx = [], decode, link } = definition
  const framers = [rx]
    .flat()
    .map((spec, index) => planFramer(spec, index, rxAt(problems, rx, index), characterMs(link)))
  const names = framers.map((framer) => framer.id)
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) rxAt(problems, rx, index).add('DB-PRO-025', { name })
  }
  const isStream = 'serial' in link || 'tcp' in link
  if (isStream && decode.length > 0 && framers.length === 0) problems.at('decode').addAtKey('DB-PRO-028')
  if (!isStream && framers.length > 0) problems.at('rx').addAtKey('DB-PRO-060')
  const commands = Object.keys(definition.commands ?? {})
  for (const [index, { replyTo }] of framers.entries()) {
    const unknown = replyTo.find((name) => !commands.includes(name))
    if (unknown !== undefined) rxAt(problems, rx, index).at('replyTo').addUnknown(unknown, commands)
  }
  return framers
}

/** A profile that nobody has linted may have forgotten to say what is personal. */
function tellsPersonalData(rules: readonly RulePlan[]): boolean {
  const events = rules.flatMap((rule) => rule.emits.flatMap((emit) => emit.events))
  return events.some(({ name, keys }) => keys.some((key) => personalData[name]?.includes(key)))
}

/** On a bus every command is for one address. */
function withAddress(commands: Commands, bus: BusInfo | undefined): Commands {
  if (!bus) return commands
  const address = { [bus.param]: { int: [bus.lowest, bus.highest] } }
  return Object.fromEntries(
    Object.entries(commands).map(([name, spec]) => [name, { ...spec, params: { ...address, ...spec.params } }]),
  )
}

/** Reports have one size: what is shorter is filled up. */
function withSizes(commands: Commands, link: Definition['link']): Commands {
  if (!('hid' in link)) return commands
  const { hid } = link
  const fill = (write: WriteSpec): WriteSpec => {
    const size = 'bytes' in write ? hid[write.kind ?? 'output'] : undefined
    return size === undefined ? write : { pad: size, ...write }
  }
  return Object.fromEntries(
    Object.entries(commands).map(([name, spec]) => [name, { ...spec, write: spec.write.map(fill) }]),
  )
}

function planConditions(session: SessionSpec, problems: Problems): ReadonlyMap<KeepaliveSpec, Expression> {
  const conditions = new Map<KeepaliveSpec, Expression>()
  for (const [index, keepalive] of (session.keepalive ?? []).entries()) {
    const { when } = keepalive
    const condition = when === undefined ? undefined : expressionIn(when, ambient, problems.at(index, 'when'))
    if (condition) conditions.set(keepalive, condition)
  }
  return conditions
}

function rxAt(problems: Problems, rx: NonNullable<Definition['rx']>, index: number): Problems {
  return Array.isArray(rx) ? problems.at('rx', index) : problems.at('rx')
}

/** How long one character takes on the wire, with its start, parity and stop bits; undefined where that means nothing. */
function characterMs(link: Definition['link']): number | undefined {
  if (!('serial' in link)) return undefined
  const { baud, data = 8, parity = 'none', stop = 1 } = link.serial
  return (1000 * (1 + data + (parity === 'none' ? 0 : 1) + stop)) / baud
}

/** The fields that a command can count on when it is used as a reply: those that every rule using it has. */
function replyFields({ decode }: Definition): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>()
  for (const rule of decode) {
    for (const { command } of repliesOf(rule)) {
      const here = ['b', ...ambient, ...Object.keys(rule.fields ?? {})]
      const before = fields.get(command)
      fields.set(command, before ? before.filter((name) => here.includes(name)) : here)
    }
  }
  return fields
}

function checkReplies({ decode, commands = {} }: Definition, problems: Problems): void {
  for (const [index, rule] of decode.entries()) {
    for (const { command } of repliesOf(rule)) {
      const here = problems.at('decode', index, 'reply')
      const spec = commands[command]
      if (!spec) here.addUnknown(command, Object.keys(commands))
      const missing = Object.keys(spec?.params ?? {}).find(
        (name) => spec?.defaults?.[name] === undefined && !Object.hasOwn(rule.fields ?? {}, name),
      )
      if (missing !== undefined) here.add('DB-PRO-023', { name: missing })
    }
  }
}

function checkSessionNames({ session = {}, commands = {} }: Definition, problems: Problems): void {
  for (const key of ['open', 'close'] as const) {
    for (const [index, name] of (session[key] ?? []).entries()) checkCallable(name, commands, problems.at(key, index))
  }
  for (const key of ['poll', 'keepalive'] as const) {
    for (const [index, { send }] of (session[key] ?? []).entries()) {
      checkCallable(send, commands, problems.at(key, index, 'send'))
    }
  }
}

function toProfile(definition: Definition, plan: SessionPlan): Profile {
  return {
    id: definition.profile,
    name: definition.name ?? definition.profile,
    revision: definition.revision ?? 1,
    deviceClass: definition.class,
    link: plan.link,
    ...(plan.bus ? { bus: plan.bus } : {}),
    commands: new Map([...plan.commands.commands].map(([name, command]) => [name, command.info])),
    redact: definition.privacy?.redact ?? [],
    isPlain: plan.isPlain,
    match: definition.match ?? [],
    identity: definition.identity ?? defaultIdentity,
    tests: definition.tests ?? [],
    start: (now, options) => startSession(plan, now, options),
  }
}
