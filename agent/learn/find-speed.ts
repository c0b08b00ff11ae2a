import type { Wire } from '../../src/bus/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { bestSetting, type LineSetting, nextSetting, type Trial } from '../../src/profile/index.ts'
import type { Circle } from './converse.ts'

const patienceMs = 20_000
/** Silence behind what one press and its release say. */
const quietMs = 800

/** A serial line and the people beside it. */
export interface Search extends Circle {
  readonly port: string
  open(setting: LineSetting): Promise<Wire>
}

/** Finds how a serial line is set by trying, with two presses of one key at each setting. Throws `DB-PRO-098`. */
export async function findSpeed(search: Search): Promise<LineSetting> {
  const trials: Trial[] = []
  for (let setting = nextSetting(trials); setting; setting = nextSetting(trials)) {
    trials.push(await tryOne(search, setting))
  }
  const found = bestSetting(trials)
  if (!found) throw new DeskError('DB-PRO-098', { port: search.port })
  search.audience.found(found)
  return found
}

async function tryOne(search: Search, setting: LineSetting): Promise<Trial> {
  const { audience, inlet } = search
  const wire = await search.open(setting)
  try {
    inlet.listen(wire)
    audience.tries(setting, 1)
    const first = await onePress(search)
    if (first.length > 0) audience.tries(setting, 2)
    const second = first.length > 0 ? await onePress(search) : first
    return { setting, first, second }
  } finally {
    await wire.close()
    inlet.forget()
  }
}

/** All that arrives up to a silence; nothing when the person has had enough, or nobody presses. */
async function onePress({ inlet, audience, clock }: Search): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let until = clock.mono() + patienceMs; ; ) {
    const happening = await inlet.next(until)
    if (happening.kind === 'lost') throw new DeskError(happening.reason.code, happening.reason.args)
    if (happening.kind !== 'bytes') return new Uint8Array(Buffer.concat(parts))
    audience.hears(happening.chunk.bytes)
    parts.push(happening.chunk.bytes)
    until = clock.mono() + quietMs
  }
}
