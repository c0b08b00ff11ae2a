import type { RulePlan } from './decode/rules.ts'
import type { CommandsPlan } from './encode/commands.ts'
import type { Expression } from './expression/index.ts'
import type { FramerPlan } from './framing/plan.ts'
import type { BusInfo, Link } from './model.ts'
import type { KeepaliveSpec, SessionSpec } from './schema/index.ts'

/** A profile, compiled: all that a session needs. */
export interface SessionPlan {
  readonly link: Link
  readonly bus: BusInfo | undefined
  readonly framers: readonly FramerPlan[]
  readonly rules: readonly RulePlan[]
  readonly commands: CommandsPlan
  readonly session: SessionSpec
  /** The conditions of keep-alives that have one. */
  readonly conditions: ReadonlyMap<KeepaliveSpec, Expression>
  /** The fields that tell which device it is. */
  readonly identity: readonly string[]
  /** Whether bytes of the device may be shown. */
  readonly isPlain: boolean
}
