import { DeskError } from '../../core/index.ts'
import { cannotCompute, type Scope, toInteger, type Value, within } from '../expression/index.ts'
import type { CommandArgs, DeviceWrite } from '../model.ts'
import type { CommandPlan, CommandsPlan, Retained, SetPlan, StepPlan } from './commands.ts'
import { checkArgs } from './params.ts'

/** Who calls: what is internal is closed to everybody but the profile itself. */
export type Caller = 'outside' | 'profile'

/** The commands of one device at work, with what is remembered of its outputs. */
export class Commander {
  readonly #plan: CommandsPlan
  readonly #retained: Map<string, Retained>
  /** When each command with a rate may go out again, and the call that waits for that. */
  readonly #readyAt = new Map<string, number>()
  readonly #waiting = new Map<string, ReadonlyMap<string, Value>>()

  constructor(plan: CommandsPlan) {
    this.#plan = plan
    this.#retained = new Map(plan.retained)
  }

  /** When a waiting call is due; null while none waits. */
  get wakeAt(): number | null {
    const times = [...this.#waiting.keys()].map((name) => this.#readyAt.get(name) ?? 0)
    return times.length > 0 ? Math.min(...times) : null
  }

  /** The writes of a call. Throws `DB-PRO-030` to `-035` and then has changed nothing. */
  call(name: string, args: CommandArgs, now: number, caller: Caller): readonly DeviceWrite[] {
    const plan = this.#find(name)
    if (plan.info.internal && caller === 'outside') throw new DeskError('DB-PRO-031', { name })
    const values = checkArgs(name, plan.params, args)
    return plan.every > 0 ? this.#callAtRate(plan, values, now) : this.#run(plan, within(values))
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

  /** The writes of calls that had to wait and are due. */
  tick(now: number): readonly DeviceWrite[] {
    const due = [...this.#waiting].filter(([name]) => (this.#readyAt.get(name) ?? 0) <= now)
    return due.flatMap(([name, values]) => {
      this.#waiting.delete(name)
      return this.#callAtRate(this.#find(name), values, now)
    })
  }

  /** Forgets calls that wait: the wire they were for is gone. */
  forget(): void {
    this.#waiting.clear()
    this.#readyAt.clear()
  }

  #find(name: string): CommandPlan {
    const plan = this.#plan.commands.get(name)
    if (plan) return plan
    const open = [...this.#plan.commands.values()].filter(({ info }) => !info.internal)
    throw new DeskError('DB-PRO-030', { name, allowed: open.map(({ info }) => info.name).join(', ') || '–' })
  }

  /** Of calls that come too fast, the latest waits and the others are superseded. */
  #callAtRate(plan: CommandPlan, values: ReadonlyMap<string, Value>, now: number): readonly DeviceWrite[] {
    const { name } = plan.info
    if (now < (this.#readyAt.get(name) ?? Number.NEGATIVE_INFINITY)) {
      this.#waiting.set(name, values)
      return []
    }
    this.#readyAt.set(name, now + plan.every)
    return this.#run(plan, within(values))
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
  if (step.kind === 'message') return { bytes: step.bytes, isMessage: true }
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
