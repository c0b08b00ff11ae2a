import { expressionIn } from '../decode/names.ts'
import type { Expression } from '../expression/index.ts'
import type { CommandInfo, DeviceWrite } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { Charset, CheckSpec, CommandSpec, ExpectSpec, WriteSpec } from '../schema/index.ts'
import type { ExpectPlan } from './exchange.ts'
import { type MessageTemplate, parseMessage } from './message.ts'
import { type ParamPlan, planParams } from './params.ts'
import { parseTemplate, type Template } from './template.ts'

/** What the host remembers of a device that takes all its outputs at once. */
export type Retained = number | readonly number[]

export type StepPlan =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'message'; readonly message: MessageTemplate }
  | { readonly kind: 'read'; readonly report: number }
  | {
      readonly kind: 'bytes'
      readonly template: Template
      readonly check: CheckSpec | undefined
      readonly pad: number
      readonly fill: number
      readonly report: DeviceWrite['report']
    }

export interface CommandPlan {
  readonly info: CommandInfo
  readonly params: readonly ParamPlan[]
  readonly lets: readonly (readonly [name: string, expression: Expression | undefined])[]
  readonly sets: readonly SetPlan[]
  readonly pre: readonly string[]
  readonly steps: readonly StepPlan[]
  /** At most one call in so many milliseconds goes out; 0 for no limit. */
  readonly every: number
  readonly expect: ExpectPlan | undefined
  /** The commands whose moving text ends with this one. */
  readonly stops: readonly string[]
}

export interface SetPlan {
  readonly name: string
  readonly index: Expression | undefined
  readonly value: Expression | undefined
}

export interface CommandsPlan {
  readonly commands: ReadonlyMap<string, CommandPlan>
  readonly retained: ReadonlyMap<string, Retained>
}

/** What a command finds beside its own parameters when it is used as a reply: the fields of the frame. */
export type ReplyFields = ReadonlyMap<string, readonly string[]>

/** Compiles the `commands`. */
export function planCommands(
  specs: Readonly<Record<string, CommandSpec>>,
  replyFields: ReplyFields,
  charset: Charset,
  problems: Problems,
): CommandsPlan {
  const retained = new Map<string, Retained>()
  const commands = new Map<string, CommandPlan>()
  for (const [name, spec] of Object.entries(specs)) {
    for (const [key, { init }] of Object.entries(spec.retain ?? {})) if (!retained.has(key)) retained.set(key, init)
    const here = problems.at(name)
    checkPre(name, specs, here)
    if (spec.rate && !spec.coalesce) here.at('rate').add('DB-PRO-022')
    for (const [index, stop] of (spec.stops ?? []).entries()) {
      if (!Object.hasOwn(specs, stop)) here.at('stops', index).addUnknown(stop, Object.keys(specs))
    }
    commands.set(name, planCommand(name, spec, replyFields.get(name) ?? [], charset, here))
  }
  return { commands, retained }
}

function planCommand(
  name: string,
  spec: CommandSpec,
  outer: readonly string[],
  charset: Charset,
  problems: Problems,
): CommandPlan {
  const params = planParams(spec, charset, problems)
  const known = [...outer, ...params.map((param) => param.info.name), ...Object.keys(spec.retain ?? {})]
  const lets = Object.entries(spec.let ?? {}).map(([key, source]) => {
    const expression = expressionIn(source, known, problems.at('let', key))
    known.push(key)
    return [key, expression] as const
  })
  const sets = Object.entries(spec.set ?? {}).map(([key, { index, value }]) => {
    const here = problems.at('set', key)
    if (!Object.hasOwn(spec.retain ?? {}, key)) here.addUnknown(key, Object.keys(spec.retain ?? {}))
    const at = index === undefined ? undefined : expressionIn(index, known, here.at('index'))
    return { name: key, index: at, value: expressionIn(value, known, here.at('value')) }
  })
  return {
    info: {
      name,
      params: params.map((param) => param.info),
      internal: spec.internal ?? false,
      coalesce: spec.coalesce ?? 'none',
      ...(spec.destructive ? { destructive: spec.destructive } : {}),
    },
    params,
    lets,
    sets,
    pre: spec.pre ?? [],
    steps: spec.write.flatMap((write, index) => planStep(write, known, charset, problems.at('write', index))),
    every: spec.rate?.every ?? 0,
    expect: planExpect(spec.expect, problems.at('expect')),
    stops: spec.stops ?? [],
  }
}

function planExpect(spec: ExpectSpec | undefined, problems: Problems): ExpectPlan | undefined {
  if (!spec) return undefined
  if (spec.frame === undefined && spec.rule === undefined) problems.add('DB-PRO-084')
  return {
    frames: [spec.frame ?? []].flat(),
    rules: [spec.rule ?? []].flat(),
    refusals: [spec.refused ?? []].flat(),
    timeout: spec.timeout,
    retries: spec.retries ?? 0,
  }
}

/** The answers that commands wait for must be ones that can arrive. */
export function checkExpects(
  specs: Readonly<Record<string, CommandSpec>>,
  framers: readonly string[],
  rules: readonly string[],
  problems: Problems,
): void {
  for (const [name, { expect = { timeout: 0 } }] of Object.entries(specs)) {
    for (const key of ['frame', 'rule', 'refused'] as const) {
      const known = key === 'frame' ? framers : rules
      const unknown = [expect[key] ?? []].flat().find((one) => !known.includes(one))
      if (unknown !== undefined) problems.at(name, 'expect', key).addUnknown(unknown, known)
    }
  }
}

function planStep(spec: WriteSpec, names: readonly string[], charset: Charset, problems: Problems): StepPlan[] {
  if ('delay' in spec) return [{ kind: 'delay', ms: spec.delay }]
  if ('text' in spec) {
    const message = parseMessage(spec.text)
    for (const name of message.names) if (!names.includes(name)) problems.at('text').addUnknown(name, names)
    return [{ kind: 'message', message }]
  }
  if ('read' in spec) return [{ kind: 'read', report: spec.read }]
  const here = problems.at('bytes')
  const template = here.try(() => parseTemplate(spec.bytes, charset))
  if (!template) return []
  for (const name of template.names) if (!names.includes(name)) here.addUnknown(name, names)
  if (template.hasCheck !== (spec.check !== undefined)) here.add('DB-PRO-024')
  const { check, pad = 0, fill = 0 } = spec
  return [{ kind: 'bytes', template, check, pad, fill, report: reportOf(spec) }]
}

function reportOf({ report, kind }: Extract<WriteSpec, { bytes: unknown }>): DeviceWrite['report'] {
  return report === undefined && kind === undefined ? undefined : { number: report ?? 0, kind: kind ?? 'output' }
}

/** `pre` must name commands that exist, need no arguments and do not lead back here. */
function checkPre(name: string, specs: Readonly<Record<string, CommandSpec>>, problems: Problems): void {
  for (const [index, pre] of (specs[name]?.pre ?? []).entries()) {
    const here = problems.at('pre', index)
    checkCallable(pre, specs, here)
    if (reaches(pre, name, specs, new Set())) here.add('DB-PRO-013', { name })
  }
}

function reaches(from: string, to: string, specs: Readonly<Record<string, CommandSpec>>, seen: Set<string>): boolean {
  if (from === to) return true
  if (seen.has(from) || !Object.hasOwn(specs, from)) return false
  seen.add(from)
  return (specs[from]?.pre ?? []).some((next) => reaches(next, to, specs, seen))
}

/** A command that the profile itself calls must exist and get along without arguments. */
export function checkCallable(name: string, specs: Readonly<Record<string, CommandSpec>>, problems: Problems): void {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
  if (!spec) problems.addUnknown(name, Object.keys(specs))
  if (spec?.destructive) problems.add('DB-PRO-085', { name })
  const missing = Object.keys(spec?.params ?? {}).find((param) => spec?.defaults?.[param] === undefined)
  if (missing !== undefined) problems.add('DB-PRO-023', { name: missing })
}
