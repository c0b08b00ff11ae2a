import { repliesOf } from '../decode/rules.ts'
import type { Problems } from '../problems.ts'
import { personalData } from '../redact.ts'
import type { Definition } from '../schema/index.ts'
import type { SessionPlan } from '../session-plan.ts'

/** USB numbers of adapter chips and hobby firmware: they say nothing about the device behind them. */
const sharedUsb: ReadonlySet<string> = new Set(['16c0:05df', '10c4:ea60', '1a86:7523', '0403:6001', '04d8:f372'])

/** What only somebody who knows the world would notice. */
export function lintMeaning(definition: Definition, plan: SessionPlan, problems: Problems): void {
  for (const key of ['revision', 'name', 'sources', 'evidence', 'support', 'match'] as const) {
    if (definition[key] === undefined) problems.add('DB-PRO-027', { key })
  }
  lintMatch(definition, problems)
  lintParams(definition, problems)
  lintDanger(definition, problems)
  lintPrivacy(definition, plan, problems)
  lintReplies(definition, problems)
}

function lintMatch({ match = [] }: Definition, problems: Problems): void {
  for (const [index, entry] of match.entries()) {
    if (!entry.usb) continue
    const { vid, pid, ...qualifiers } = entry.usb
    if (Object.keys(qualifiers).length > 0 || entry.probe || entry.bound) continue
    const hex = (value: number) => value.toString(16).padStart(4, '0')
    // A maker without a product is as little as shared numbers are.
    const id = pid ? pid.map((one) => `${hex(vid)}:${hex(one)}`).find((one) => sharedUsb.has(one)) : `${hex(vid)}:*`
    if (id !== undefined) problems.at('match', index, 'usb').add('DB-PRO-017', { id })
  }
}

/** Names of commands that write into a device for good, until somebody says that they do not. */
const lasting = /eeprom|factory|flash|unitid|setaddress|setserial|setbaud/i

function lintDanger({ commands = {} }: Definition, problems: Problems): void {
  for (const [name, { destructive }] of Object.entries(commands)) {
    if (!destructive && lasting.test(name.replaceAll('-', '')))
      problems.at('commands', name).addAtKey('DB-PRO-086', { name })
  }
}

function lintParams({ commands = {} }: Definition, problems: Problems): void {
  for (const [command, { params = {} }] of Object.entries(commands)) {
    for (const [name, param] of Object.entries(params)) {
      if (!('text' in param) || param.text.overflow !== undefined) continue
      problems.at('commands', command, 'params', name).add('DB-PRO-014', { name })
    }
  }
}

function lintPrivacy({ decode, privacy }: Definition, { rules }: SessionPlan, problems: Problems): void {
  for (const [index, rule] of rules.entries()) {
    for (const event of rule.emits.flatMap((emit) => emit.events)) {
      const bare = event.keys.filter((key) => personalData[event.name]?.includes(key) && !privacy?.redact.includes(key))
      for (const field of bare) {
        const here = problems.at('decode', index, ...(decode[index]?.emit ? ['emit'] : []))
        here.add('DB-PRO-018', { event: event.name, field })
      }
    }
  }
}

/** An event that is filtered is never accepted, so a device that waits for that would repeat forever. */
function lintReplies({ decode, session }: Definition, problems: Problems): void {
  const filtered = [session?.dedupe ?? []].flat().map((dedupe) => dedupe.event)
  for (const [index, rule] of decode.entries()) {
    const waits = repliesOf(rule).some((reply) => reply.after === 'durable')
    const isFiltered = (rule.emit ?? []).some((emit) => 'event' in emit && filtered.includes(emit.event))
    if (waits && isFiltered) problems.at('decode', index, 'reply').add('DB-PRO-021', { rule: rule.id })
  }
}
