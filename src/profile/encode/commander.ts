import { DeskError } from '../../core/index.ts'
import { cannotCompute, type Scope, toInteger, type Value, within } from '../expression/index.ts'
import type { CommandArgs, DeviceWrite } from '../model.ts'
import type { CommandPlan, CommandsPlan, Retained, SetPlan, StepPlan } from './commands.ts'
import { Exchange, type Outcome } from './exchange.ts'
import { checkArgs } from './params.ts'
import { scrollEvery, scrolled } from './scroll.ts'

/**
 * Who calls: what is internal is closed to everybody but the profile itself, and what is destructive to everybody but a
 * technician (and the profile's own tests, which reach no device).
 */
export type Caller = 'outside' | 'technician' | 'profile'

/** A command that the device failed to carry out, as a `fault` tells it. */
export interface CommandFault {
  readonly reason: 'unanswered' | 'refused'
  readonly command: string
}

type Values = ReadonlyMap<string, Value>

/** So many calls wait for the answer of another; who sends more is told so. */
const maxQueued = 32

/** The commands of one device at work, with what is remembered of its outputs. */
export class Commander {
  readonly #plan: CommandsPlan
  readonly #retained: Map<string, Retained>
  /** When each command with a rate may go out again, and the call that waits for that. */
  readonly #readyAt = new Map<string, number>()
  readonly #waiting = new Map<string, Values>()
  readonly #exchange = new Exchange()
  /** Calls that wait for the answer of another. */
  #queue: { readonly plan: CommandPlan; readonly values: Values }[] = []
  /** Texts that move. */
  readonly #scrolls = new Map<string, { readonly values: Values; readonly every: number; steps: number; at: number }>()
  #faults: CommandFault[] = []

  constructor(plan: CommandsPlan) {
    this.#plan = plan
    this.#retained = new Map(plan.retained)
  }

  /** When something is due; null for never. */
  get wakeAt(): number | null {
    const waiting = this.#exchange.isOpen ? [] : [...this.#waiting.keys()]
    const rates = waiting.map((name) => this.#readyAt.get(name) ?? 0)
    const scrolls = [...this.#scrolls.values()].map((scroll) => scroll.at)
    const times = [...rates, ...scrolls, ...(this.#exchange.wakeAt === null ? [] : [this.#exchange.wakeAt])]
    return times.length > 0 ? Math.min(...times) : null
  }

  /** Whether the answer to a command is due. */
  isAwaited(command: string): boolean {
    return this.#exchange.isAwaited(command)
  }

  /** The writes of a call. Throws `DB-PRO-030` to `-035`, `-082` and `-083`, and then has changed nothing. */
  call(name: string, args: CommandArgs, now: number, caller: Caller): readonly DeviceWrite[] {
    const plan = this.#find(name)
    if (plan.info.internal && caller !== 'profile') throw new DeskError('DB-PRO-031', { name })
    if (plan.info.destructive && caller === 'outside') throw new DeskError('DB-PRO-082', { name })
    const values = checkArgs(name, plan.params, args)
    return this.#exchange.isOpen ? this.#enqueue(plan, values, caller) : this.#callAtRate(plan, values, now)
  }

  /** The writes of a reply: it sees the fields of the frame; those named like its parameters are its arguments. */
  reply(name: string, frame: Scope): readonly DeviceWrite[] {
    const plan = this.#find(name)
    const args: Record<string, string | number | boolean> = {}
    for (const { info } of plan.params) {
      const value = frame(info.name)
      if (value !== undefined && typeof value !== 'object') args[info.name] = value
    }
    return this.#run(plan, within(checkArgs(name, plan.params, args), frame))
  }

  /** The writes that a frame asks for: the same command once more, or the one that waited for its answer. */
  heard(framer: string, rule: string | undefined, now: number): readonly DeviceWrite[] {
    return this.#conclude(this.#exchange.heard(framer, rule, now), now)
  }

  /** The writes of calls that had to wait and are due. */
  tick(now: number): readonly DeviceWrite[] {
    const writes = [...this.#conclude(this.#exchange.tick(now), now)]
    const due = [...this.#waiting].filter(([name]) => (this.#readyAt.get(name) ?? 0) <= now)
    for (const [name, values] of due) {
      if (this.#exchange.isOpen) break
      this.#waiting.delete(name)
      writes.push(...this.#callAtRate(this.#find(name), values, now))
    }
    return [...writes, ...this.#tickScrolls(now)]
  }

  /** What went wrong since somebody asked. */
  takeFaults(): readonly CommandFault[] {
    const faults = this.#faults
    this.#faults = []
    return faults
  }

  /** Forgets calls that wait: the wire they were for is gone. */
  forget(): void {
    this.#waiting.clear()
    this.#readyAt.clear()
    this.#scrolls.clear()
    this.#exchange.forget()
    this.#queue = []
  }

  #find(name: string): CommandPlan {
    const plan = this.#plan.commands.get(name)
    if (plan) return plan
    const open = [...this.#plan.commands.values()].filter(({ info }) => !info.internal)
    throw new DeskError('DB-PRO-030', { name, allowed: open.map(({ info }) => info.name).join(', ') || '–' })
  }

  /** Waits for the answer of another. The newest of its kind is enough for what coalesces, and for the profile's own. */
  #enqueue(plan: CommandPlan, values: Values, caller: Caller): readonly DeviceWrite[] {
    const isSuperseded = (queued: Values) => plan.info.coalesce === 'latest' || sameValues(queued, values)
    if (plan.info.coalesce === 'latest' || caller === 'profile') {
      this.#queue = this.#queue.filter((queued) => queued.plan !== plan || !isSuperseded(queued.values))
    }
    if (this.#queue.length < maxQueued) this.#queue.push({ plan, values })
    // What the profile itself sends is sent again anyway.
    else if (caller !== 'profile') throw new DeskError('DB-PRO-083', { name: plan.info.name, max: maxQueued })
    return []
  }

  #conclude(outcome: Outcome, now: number): readonly DeviceWrite[] {
    if (outcome.kind === 'again') return outcome.writes
    if (outcome.kind === 'failed') this.#faults.push({ reason: outcome.reason, command: outcome.command })
    return this.#exchange.isOpen ? [] : this.#drain(now)
  }

  #drain(now: number): readonly DeviceWrite[] {
    const writes: DeviceWrite[] = []
    while (!this.#exchange.isOpen) {
      const next = this.#queue.shift()
      if (!next) break
      writes.push(...this.#callAtRate(next.plan, next.values, now))
    }
    return writes
  }

  /** Of calls that come too fast, the latest waits and the others are superseded. */
  #callAtRate(plan: CommandPlan, values: Values, now: number): readonly DeviceWrite[] {
    const { name } = plan.info
    if (plan.every > 0 && now < (this.#readyAt.get(name) ?? Number.NEGATIVE_INFINITY)) {
      this.#waiting.set(name, values)
      return []
    }
    const writes = this.#run(plan, within(scrolled(plan.params, values, 0)))
    if (plan.every > 0) this.#readyAt.set(name, now + plan.every)
    if (plan.expect) this.#exchange.begin(name, plan.expect, writes, now)
    for (const stopped of [name, ...plan.stops]) this.#stop(stopped, name)
    const every = scrollEvery(plan.params, values)
    if (every !== undefined) {
      const pace = Math.max(every, plan.every)
      this.#scrolls.set(name, { values, every: pace, steps: 0, at: now + pace })
    }
    return writes
  }

  /** Ends what moves, and what would begin to move when its turn comes. */
  #stop(name: string, by: string): void {
    this.#scrolls.delete(name)
    if (name !== by) this.#waiting.delete(name)
  }

  #tickScrolls(now: number): readonly DeviceWrite[] {
    const due = [...this.#scrolls].filter(([, scroll]) => scroll.at <= now)
    return due.flatMap(([name, scroll]) => {
      scroll.at = now + scroll.every
      if (this.#exchange.isOpen || this.#waiting.has(name)) return []
      scroll.steps++
      const plan = this.#find(name)
      if (plan.every > 0) this.#readyAt.set(name, now + plan.every)
      return this.#run(plan, within(scrolled(plan.params, scroll.values, scroll.steps)))
    })
  }

  #run(plan: CommandPlan, args: Scope): readonly DeviceWrite[] {
    const names = new Map<string, Value>()
    const after = new Map(this.#retained)
    const scope = within(names, (name) => args(name) ?? after.get(name))
    for (const [name, expression] of plan.lets) if (expression) names.set(name, expression.evaluate(scope))
    for (const set of plan.sets) after.set(set.name, applySet(set, after.get(set.name), scope))
    const writes = renderSteps(plan.steps, scope)
    const before = plan.pre.flatMap((name) =>
      this.#run(this.#find(name), within(checkArgs(name, this.#find(name).params, {}))),
    )
    for (const { name } of plan.sets) this.#retained.set(name, after.get(name) ?? 0)
    return [...before, ...writes]
  }
}

function sameValues(left: Values, right: Values): boolean {
  return JSON.stringify([...left]) === JSON.stringify([...right])
}

function applySet(set: SetPlan, before: Retained | undefined, scope: Scope): Retained {
  const value = toInteger(set.value?.evaluate(scope) ?? 0)
  if (!set.index) return value
  const index = toInteger(set.index.evaluate(scope))
  if (typeof before !== 'object' || before[index] === undefined) throw cannotCompute(`there is no element ${index}`)
  return before.with(index, value)
}

function renderSteps(steps: readonly StepPlan[], scope: Scope): readonly DeviceWrite[] {
  const writes: DeviceWrite[] = []
  let delay = 0
  for (const step of steps) {
    if (step.kind === 'delay') {
      delay += step.ms
      continue
    }
    const write = renderStep(step, scope)
    writes.push(delay > 0 ? { ...write, delay } : write)
    delay = 0
  }
  return delay > 0 ? [...writes, { bytes: new Uint8Array(), delay }] : writes
}

function renderStep(step: Exclude<StepPlan, { kind: 'delay' }>, scope: Scope): DeviceWrite {
  if (step.kind === 'message') return { bytes: step.message.render(scope), isMessage: true }
  if (step.kind === 'read') return { bytes: new Uint8Array(), report: { number: step.report, kind: 'read' } }
  const bytes = padTo(step.template.render(scope, step.check), step.pad, step.fill)
  return step.report ? { bytes, report: step.report } : { bytes }
}

function padTo(bytes: Uint8Array, length: number, fill: number): Uint8Array {
  if (bytes.length >= length) return bytes
  const padded = new Uint8Array(length).fill(fill)
  padded.set(bytes)
  return padded
}
