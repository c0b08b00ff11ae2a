import { DeskError } from '../../core/index.ts'
import { encodeHex, join } from '../bytes.ts'
import type { Cut } from './frames.ts'
import { type Scene, scenesOf, volatilePlaces } from './scene.ts'
import { asked, keyNames, type Trace } from './trace.ts'

/** What a key may be called: it stands in events, in maps and in the configuration of a site. */
const keyName = /^[a-z][a-z0-9-]{0,30}$/

/** Throws what makes a recording useless before anybody looks at its bytes. */
export function checkTrace({ phases }: Trace): void {
  const presses = asked(phases)
  const names = keyNames(phases)
  if (names.length === 0) throw new DeskError('DB-PRO-095', { key: '–', count: 0 })
  for (const key of names) {
    if (!keyName.test(key)) throw new DeskError('DB-PRO-097', { name: key })
    const own = presses.filter((one) => one.key === key)
    if (own.length < 2) throw new DeskError('DB-PRO-095', { key, count: own.length })
    if (own.some(({ press }) => phases[press]?.pieces.length === 0)) throw new DeskError('DB-PRO-091', { key })
  }
}

/** Why no profile was found, as near as can be told. */
export function whyNot(trace: Trace, cuts: readonly Cut[]): DeskError {
  const bytes = trace.phases.reduce((sum, { pieces }) => sum + join(pieces.map((piece) => piece.bytes)).length, 0)
  if (cuts.length === 0) return new DeskError('DB-PRO-094', { bytes })
  const scenes = cuts.flatMap(({ sightings }) => scenesOf(trace.phases, sightings))
  const alike = scenes.map(sameKeys).find((error) => error !== undefined)
  const moving = scenes.map(unlikeItself).find((error) => error !== undefined)
  return alike ?? moving ?? new DeskError('DB-PRO-096')
}

function sameKeys(scene: Scene): DeskError | undefined {
  const places = volatilePlaces(scene.strokes)
  const seen = new Map<string, string>()
  for (const { key, press, release } of scene.strokes) {
    const still = [press, release].map((one) => (one ? encodeHex(one.frame.filter((_, at) => !places.has(at))) : ''))
    const other = seen.get(still.join('|')) ?? key
    if (other !== key) return new DeskError('DB-PRO-093', { first: other, second: key, found: encodeHex(press.frame) })
    seen.set(still.join('|'), key)
  }
  return undefined
}

function unlikeItself({ strokes }: Scene): DeskError | undefined {
  const different = strokes.find(({ key, press }) => {
    const first = strokes.find((other) => other.key === key)
    return first?.press.frame.every((byte, at) => byte !== press.frame[at])
  })
  const first = strokes.find(({ key }) => key === different?.key)
  if (!different || !first) return undefined
  const [one, two] = [encodeHex(first.press.frame), encodeHex(different.press.frame)]
  return new DeskError('DB-PRO-092', { key: different.key, first: one, second: two })
}
