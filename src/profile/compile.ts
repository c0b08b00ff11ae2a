import type { DeskError } from '../core/index.ts'
import { type CheckedDocument, parseDocument } from '../document/index.ts'
import { planRules, repliesOf } from './decode/rules.ts'
import { checkCallable, checkExpects, planCommands } from './encode/commands.ts'
import { planFramer } from './framing/plan.ts'
import type { Link, Profile } from './model.ts'
import { checkNames } from './names.ts'
import { Problems } from './problems.ts'
import { type Definition, type LinkSpec, ProfileSchema } from './schema/index.ts'
import { LiveSession, type SessionPlan } from './session.ts'

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
export function startSession(plan: SessionPlan, now: number): LiveSession {
  return new LiveSession(plan, now)
}

function planSession(definition: Definition, problems: Problems): SessionPlan {
  const { rx = [], decode, commands = {}, session = {} } = definition
  checkNames({ decode, commands }, problems)
  const charset = definition.text?.charset ?? 'ascii'
  const framers = [rx]
    .flat()
    .map((spec, index) => planFramer(spec, index, rxAt(problems, rx, index), characterMs(definition.link)))
  const names = framers.map((framer) => framer.id)
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) rxAt(problems, rx, index).add('DB-PRO-025', { name })
  }
  if (decode.length > 0 && framers.length === 0) problems.at('decode').addAtKey('DB-PRO-028')
  const rules = planRules(decode, names, charset, problems.at('decode'))
  const plan = planCommands(commands, replyFields(definition), charset, problems.at('commands'))
  const ruleIds = decode.map(({ id }) => id)
  checkExpects(commands, names, ruleIds, problems.at('commands'))
  for (const [index, { replyTo }] of framers.entries()) {
    const unknown = replyTo.find((name) => !Object.hasOwn(commands, name))
    if (unknown !== undefined) rxAt(problems, rx, index).at('replyTo').addUnknown(unknown, Object.keys(commands))
  }
  checkReplies(definition, problems)
  checkSessionNames(definition, problems.at('session'))
  return { framers, rules, commands: plan, session }
}

function rxAt(problems: Problems, rx: NonNullable<Definition['rx']>, index: number): Problems {
  return Array.isArray(rx) ? problems.at('rx', index) : problems.at('rx')
}

/** How long one character takes on the wire, with its start, parity and stop bits; undefined where that means nothing. */
function characterMs(link: LinkSpec): number | undefined {
  if (!('serial' in link)) return undefined
  const { baud, data = 8, parity = 'none', stop = 1 } = link.serial
  return (1000 * (1 + data + (parity === 'none' ? 0 : 1) + stop)) / baud
}

/** The fields that a command can count on when it is used as a reply: those that every rule using it has. */
function replyFields({ decode }: Definition): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>()
  for (const rule of decode) {
    for (const { command } of repliesOf(rule)) {
      const here = ['b', ...Object.keys(rule.fields ?? {})]
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
    link: toLink(definition.link),
    commands: new Map([...plan.commands.commands].map(([name, command]) => [name, command.info])),
    redact: definition.privacy?.redact ?? [],
    match: definition.match ?? [],
    tests: definition.tests ?? [],
    start: (now) => startSession(plan, now),
  }
}

function toLink(spec: LinkSpec): Link {
  if ('tcp' in spec) return { kind: 'tcp' }
  const defaults = { data: 8, parity: 'none', stop: 1, flow: 'none', openDelay: 0 } as const
  return { kind: 'serial', ...defaults, ...spec.serial }
}
