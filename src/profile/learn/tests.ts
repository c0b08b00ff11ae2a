import { encodeHex } from '../bytes.ts'
import { type Finding, tellsReleases } from './compose.ts'
import type { Sighting } from './frames.ts'
import type { Stroke } from './scene.ts'
import { isStream } from './trace.ts'
import type { Tree, Value } from './yaml.ts'

/** Silence after which whatever had begun is over. */
const pause: Tree = { idle: 500 }
const mostChatter = 6

/** The tests of a learnt profile: what the device really said, and what spoils it. */
export function testsOf(finding: Finding): readonly Tree[] {
  const { trace, scene, checks } = finding
  const [first] = scene.strokes
  if (!first) return []
  const spoilt = checks.some(Boolean) ? [corrupted(finding, first)] : []
  const stream = isStream(trace.link) && first.press.frame.length > 1 ? [split(finding, first)] : []
  const reports = isStream(trace.link) ? [] : [cutOff(first)]
  return [...pressesOf(finding), ...chatterOf(finding), ...stream, ...spoilt, ...reports]
}

/** Bytes of garbage in front of a frame; which of these shows that they are dropped depends on the framing. */
export function garbageTests(finding: Finding): readonly Tree[] {
  const [first] = finding.scene.strokes
  if (!first || !isStream(finding.trace.link)) return []
  const frame = hex(first.press.frame)
  const max = finding.framing[0]?.max ?? 0
  const long = encodeHex(new Uint8Array(Math.min(max + 1, 256)).fill(0xff))
  const name = 'garbage before'
  const expect = [`press ${first.key}`]
  const rest = restOf(finding)
  return [
    { name, rx: [`FF 00 ${frame}`, ...rest], expect },
    { name, rx: ['FF', pause, frame, ...rest], expect },
    { name, rx: [long, pause, frame, ...rest], expect },
    { name, rx: [`${long} ${endOf(finding)}`, pause, frame, ...rest], expect },
  ]
}

function pressesOf(finding: Finding): readonly Tree[] {
  const seen = new Set<string>()
  return finding.scene.strokes.flatMap((stroke) => {
    const rx = rxOf(finding, stroke)
    const frames = JSON.stringify(rx)
    if (seen.has(frames)) return []
    const name = seen.has(stroke.key) ? `${stroke.key} once more` : stroke.key
    seen.add(frames).add(stroke.key)
    return [{ name, ...reportOf(stroke.press), rx, expect: expected(finding, stroke) }]
  })
}

function chatterOf({ scene }: Finding): readonly Tree[] {
  const unique = new Map(scene.chatter.map((one) => [`${one.report} ${hex(one.frame)}`, one]))
  return [...Map.groupBy([...unique.values()], ({ report }) => report).values()].map((ofReport, index) => ({
    name: index === 0 ? 'what it says by itself' : `what it says by itself (${index + 1})`,
    ...reportOf(ofReport[0]),
    rx: ofReport.slice(0, mostChatter).map(({ frame }) => hex(frame)),
    expect: [],
  }))
}

function split(finding: Finding, stroke: Stroke): Tree {
  const { frame } = stroke.press
  const half = Math.ceil(frame.length / 2)
  const reads = [hex(frame.subarray(0, half)), hex(frame.subarray(half)), ...restOf(finding)]
  return { name: 'split read', rx: reads, expect: [`press ${stroke.key}`] }
}

function corrupted(finding: Finding, { press }: Stroke): Tree {
  const spoilt = press.frame.slice()
  const at = spoilt.length + Math.max(...finding.checks.map((check) => check?.at ?? -spoilt.length))
  spoilt[at] = (spoilt[at] ?? 0) ^ 1
  return { name: 'a check value that is wrong', rx: hex(spoilt), expect: [] }
}

function cutOff({ press }: Stroke): Tree {
  const part = press.frame.subarray(0, Math.max(1, press.frame.length - 1))
  return { name: 'a report that is cut off', ...reportOf(press), rx: hex(part), expect: [] }
}

function rxOf(finding: Finding, { press, release }: Stroke): readonly Value[] {
  const isTold = release !== undefined && tellsReleases(finding)
  const rest = restOf(finding)
  return [hex(press.frame), ...rest, ...(isTold ? [hex(release.frame), ...rest] : [])]
}

function expected(finding: Finding, { key }: Stroke): readonly Value[] {
  return tellsReleases(finding) ? [`press ${key}`, `release ${key}`] : [`press ${key}`]
}

/** Where silence ends a frame, a test has silence. */
function restOf({ framing }: Finding): readonly Value[] {
  return framing.some(({ mode }) => mode === 'gap') ? [pause] : []
}

function endOf({ framing }: Finding): string {
  const [end = ''] = [framing[0]?.end ?? []].flat()
  return end
}

function reportOf(one: Sighting | undefined): Tree {
  return one && one.report > 0 ? { report: one.report } : {}
}

function hex(bytes: Uint8Array): string {
  return encodeHex(bytes)
}
