import type { EmitPlan } from '../decode/event.ts'
import type { Problems } from '../problems.ts'
import type { Definition } from '../schema/index.ts'
import type { SessionPlan } from '../session-plan.ts'

/** What a profile says about its events as a whole: each must be about events that its rules give. */
export function lintSession(definition: Definition, plan: SessionPlan, problems: Problems): void {
  const events = plan.rules.flatMap((rule) => rule.emits.flatMap((emit) => emit.events))
  const { dedupe, readings, keys } = plan.session
  const here = problems.at('session')
  for (const [index, reading] of (readings ?? []).entries()) {
    checkData(events, reading.event, reading.value, here.at('readings', index))
  }
  for (const [index, one] of [dedupe ?? []].flat().entries()) {
    checkData(events, one.event, one.key, Array.isArray(dedupe) ? here.at('dedupe', index) : here.at('dedupe'))
  }
  const isHeld = keys?.long !== undefined || keys?.double !== undefined
  if (isHeld && !events.some(({ name }) => name === 'release')) here.at('keys').addAtKey('DB-PRO-070')
  lintRedacted(definition, events, problems)
  lintAddress(plan, problems)
}

type Events = readonly EmitPlan['events'][number][]

function checkData(events: Events, event: string, value: string, problems: Problems): void {
  const isThere = events.some(({ name, keys }) => name === event && keys.includes(value))
  if (!isThere) problems.add('DB-PRO-071', { event, value })
}

/** A mistyped name would leave something personal in the logs. */
function lintRedacted({ privacy }: Definition, events: Events, problems: Problems): void {
  const data = new Set(events.flatMap(({ keys }) => keys))
  for (const [index, name] of (privacy?.redact ?? []).entries()) {
    if (!data.has(name)) problems.at('privacy', 'redact', index).addUnknown(name, data)
  }
}

/** On a bus a frame that does not say whose it is can be nobody's sign of life. */
function lintAddress({ bus, rules }: SessionPlan, problems: Problems): void {
  if (!bus) return
  for (const [index, rule] of rules.entries()) {
    const hasAddress = rule.ignore || rule.fields.some(({ name }) => name === bus.param)
    if (!hasAddress) problems.at('decode', index).add('DB-PRO-072', { param: bus.param })
  }
}
