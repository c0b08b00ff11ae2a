import { checkCallable } from '../encode/commands.ts'
import type { Problems } from '../problems.ts'
import type { Definition, MatchEntry } from '../schema/index.ts'

/** What a profile says about finding its device: entries that mean something, and probes that can be sent. */
export function checkMatch(definition: Definition, problems: Problems): void {
  for (const [index, entry] of (definition.match ?? []).entries()) {
    const here = problems.at('match', index)
    if (!(entry.usb || entry.hid || entry.probe || entry.bound)) here.add('DB-PRO-065')
    checkRelease(entry, here.at('usb', 'release'))
    if (entry.probe) checkProbe(entry.probe, definition, here.at('probe'))
    const [wire = ''] = Object.keys(definition.link)
    if (entry.bound !== undefined && !isSameWire(entry.bound, wire)) {
      here.at('bound').add('DB-PRO-066', { bound: entry.bound, link: wire })
    }
  }
}

/** A serial device may stand behind a serial server, which is reached by TCP. */
export function isSameWire(found: string, wanted: string): boolean {
  const streams = ['serial', 'tcp']
  return found === wanted || (streams.includes(found) && streams.includes(wanted))
}

function checkRelease({ usb }: MatchEntry, problems: Problems): void {
  const release = usb?.release
  if (typeof release !== 'object') return
  const [low = 0, high = 0] = release
  if (low > high) problems.add('DB-PRO-026', { low, high })
}

function checkProbe(
  { send, rule }: NonNullable<MatchEntry['probe']>,
  { commands = {}, decode }: Definition,
  problems: Problems,
): void {
  checkCallable(send, commands, problems.at('send'))
  const rules = decode.map(({ id }) => id)
  if (!rules.includes(rule)) problems.at('rule').addUnknown(rule, rules)
}
