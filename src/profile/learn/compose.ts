import type { CheckSpec, FramerSpec } from '../schema/index.ts'
import { linkOf } from './frames.ts'
import type { Framing } from './framings.ts'
import { lampCommand } from './lamp-command.ts'
import type { Lamps } from './lamps.ts'
import type { Part } from './meanings.ts'
import { rulesOf } from './rules.ts'
import type { Scene } from './scene.ts'
import { asked, isStream, type Trace, type TraceUsb } from './trace.ts'
import { HexNumber, type Tree, toYaml, type Value } from './yaml.ts'

/** All that was found out about a device. */
export interface Finding {
  readonly trace: Trace
  /** Empty for reports. */
  readonly framing: Framing
  readonly checks: readonly (CheckSpec | undefined)[]
  readonly scene: Scene
  readonly parts: readonly Part[]
}

/** Whether the device also tells of releases. */
export function tellsReleases({ parts }: Finding): boolean {
  return parts.every(({ meaning }) => meaning.releases)
}

/** A finding as a profile file. */
export function compose(finding: Finding, tests: readonly Tree[], lamps?: Lamps): string {
  const { trace, scene, parts } = finding
  const rules = rulesOf(scene, parts).map((rule) => (isStream(trace.link) ? rule : withSize(rule, parts)))
  const within = Math.ceil(scene.repeatMs * 1.5)
  const isRepeated = within > 0 && !tellsReleases(finding)
  const file: Tree = {
    profile: trace.profile,
    format: 1,
    revision: 1,
    name: trace.name,
    class: trace.deviceClass,
    sources: [sourceOf(trace)],
    evidence: 'hardware',
    support: { linux: 'full', windows: 'full' },
    match: [matchOf(trace)],
    identity: 'usb' in trace.link ? ['usb.serial', 'port'] : undefined,
    link: linkWithSize(trace, scene),
    rx: rxOf(finding, rules),
    decode: rules,
    commands: lamps && lampCommand(lamps),
    session: isRepeated ? { dedupe: { event: 'press', key: 'key', within } } : undefined,
    tests,
  }
  return `# Learnt by pressing the keys of one device. Look it over, and say more about it in "name" and "sources".\n${toYaml(file)}`
}

function sourceOf({ phases }: Trace): string {
  const count = asked(phases).length
  return `Recorded from a device on this PC, ${count} presses, by learning`
}

function matchOf({ link }: Trace): Tree {
  return 'usb' in link && link.usb ? { usb: usbOf(link.usb) } : { bound: link.kind }
}

function usbOf({ vid, pid, product, interface: number, usagePage, usage }: TraceUsb): Tree {
  const id = (value: number) => new HexNumber(value, 4)
  return { vid: id(vid), pid: [id(pid)], product, interface: number, usagePage, usage }
}

function linkWithSize(trace: Trace, { strokes }: Scene): Tree {
  const link = linkOf(trace.link) as unknown as Tree
  if (trace.link.kind !== 'hid') return link
  const isNumbered = strokes.some(({ press }) => press.report > 0)
  return { hid: { ...(isNumbered ? { numbered: true } : {}), input: sizeOf(strokes) } }
}

/** A report that is shorter than those that were seen was cut off. */
function withSize(rule: Tree, parts: readonly Part[]): Tree {
  const part = parts.find(({ meaning }) => JSON.stringify(meaning.emit) === JSON.stringify(rule.emit))
  if (!part) return rule
  const { id, when, ...rest } = rule
  return { id, when: { ...(when as Tree | undefined), len: sizeOf(part.strokes) }, ...rest }
}

function sizeOf(strokes: Scene['strokes']): number {
  return Math.max(...strokes.map(({ press }) => press.frame.length))
}

function rxOf({ framing, checks }: Finding, rules: readonly Tree[]): Value | undefined {
  const framers = framing.map((framer, index) => {
    const check = checks[index]
    const min = framer.mode === 'delimited' || framer.mode === 'length' ? needed(framer, check, rules) : 0
    return { ...framer, ...(min > 1 ? { min } : {}), ...(check ? { check } : {}) } as unknown as Tree
  })
  return framers.length > 1 ? framers : framers[0]
}

/** The length that a frame must have for its check value and for everything that the rules look at. */
function needed(framer: FramerSpec, check: CheckSpec | undefined, rules: readonly Tree[]): number {
  const [from, to] = check?.over ?? []
  const covered = check ? (from ?? 0) + Math.max(-(to ?? 0), -(check.at ?? 0)) + 1 : 0
  const marks = framer.mode === 'delimited' ? 2 : 0
  return Math.max(marks, covered, ...rules.map(reachOf))
}

function reachOf(rule: Tree): number {
  const fields = Object.values((rule.fields ?? {}) as Tree) as Tree[]
  const places = Object.keys(((rule.when as Tree | undefined)?.at ?? {}) as Tree).map((at) => Number(at) + 1)
  const spans = fields.flatMap(({ text, hex }) => [text, hex]).filter((span) => Array.isArray(span)) as number[][]
  const bytes = fields.flatMap(({ u8 }) => (typeof u8 === 'number' ? [u8 < 0 ? -u8 : u8 + 1] : []))
  const ends = spans.map(([from = 0, to = 0]) => (to > 0 ? to : from - to + 1))
  const levels = ((rule.emit ?? []) as Tree[]).flatMap(
    ({ buttons, keys }) => ((buttons ?? keys) as Tree | undefined)?.from,
  )
  return Math.max(0, ...places, ...bytes, ...ends, ...levels.filter((one) => typeof one === 'number'))
}
