import { createPrivateKey, X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { DeskError } from '../../../src/core/index.ts'
import type { Config } from '../../config/config.ts'
import { bad, type Finding, good, judge, unsure } from '../finding.ts'
import type { Check } from '../sight.ts'

type Settings = ReturnType<Config['broker']>

/** Renewal comes at two thirds of the life of a certificate; who comes below this part of it was not renewed. */
const lastPart = 1 / 6
const dayMs = 86_400_000

/** Certificate, key and CA of this desk are there, belong together, and are of this time and this desk. */
export const certificateCheck: Check = {
  needs: [],
  look: ({ config, surroundings }) => look(config, surroundings.clock.wall()),
}

function look(config: Config, now: number): readonly Finding[] {
  try {
    const settings = config.broker()
    if (Object.keys(settings.files ?? {}).length === 0) return []
    const broken = [caProblem(settings), pairProblem(settings)].filter((error) => error !== undefined)
    return broken.length > 0 ? broken.map((error) => bad('certificate', error)) : lookAtOwn(settings, config, now)
  } catch (error) {
    if (error instanceof DeskError) return [bad('certificate', error)]
    throw error
  }
}

function caProblem({ ca, files }: Settings): DeskError | undefined {
  if (ca === undefined) return undefined
  try {
    new X509Certificate(ca)
    return undefined
  } catch (error) {
    return unusable(files?.ca, error)
  }
}

function pairProblem({ cert, key, files }: Settings): DeskError | undefined {
  const names = `${files?.cert ?? '–'}, ${files?.key ?? '–'}`
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) return unusable(names, new Error('one without the other'))
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return undefined
    return unusable(names, new Error('the key is not that of the certificate'))
  } catch (error) {
    return unusable(names, error)
  }
}

function unusable(files: string | undefined, cause: unknown): DeskError {
  return new DeskError('DB-LNK-018', { files: files ?? '–', reason: (cause as Error).message }, { cause })
}

function lookAtOwn(settings: Settings, config: Config, now: number): readonly Finding[] {
  const { cert, files } = settings
  if (cert === undefined) return [good('certificate')]
  const own = new X509Certificate(cert)
  const file = files?.cert ?? '–'
  const wrong = [timeProblem(own, file, now) ?? nameProblem(own, settings, config), openKey(files?.key)]
  const findings = judge('certificate', wrong)
  const aging = agingProblem(own, file, now)
  return aging && wrong.every((error) => error === undefined) ? [unsure('certificate', aging)] : findings
}

function timeProblem({ validFrom, validTo }: X509Certificate, cert: string, now: number): DeskError | undefined {
  const [from, until] = [Date.parse(validFrom), Date.parse(validTo)]
  if (now > until) return new DeskError('DB-DCT-011', { cert, until: formatTime(until), now: formatTime(now) })
  if (now < from) return new DeskError('DB-DCT-012', { cert, from: formatTime(from), now: formatTime(now) })
  return undefined
}

function agingProblem({ validFrom, validTo }: X509Certificate, cert: string, now: number): DeskError | undefined {
  const [from, until] = [Date.parse(validFrom), Date.parse(validTo)]
  if (until - now > (until - from) * lastPart) return undefined
  return new DeskError('DB-DCT-013', { cert, until: formatTime(until), days: Math.floor((until - now) / dayMs) })
}

/** The fence of the broker goes by this name. Where a user name is given it may go by that one. */
function nameProblem({ subject }: X509Certificate, settings: Settings, config: Config): DeskError | undefined {
  const found = /^CN=(.*)$/m.exec(subject)?.[1]?.replaceAll('\\', '')
  const wanted = `${config.centre}/${config.desk}`
  if (settings.username !== undefined || found === undefined || found === wanted) return undefined
  return new DeskError('DB-DCT-014', { cert: settings.files?.cert ?? '–', found, wanted })
}

/** Whoever can read the key of a desk can be that desk. */
function openKey(key: string | undefined): DeskError | undefined {
  if (key === undefined || process.platform === 'win32') return undefined
  const othersMay = 0o007
  return (statSync(key).mode & othersMay) === 0 ? undefined : new DeskError('DB-DCT-030', { key })
}

function formatTime(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ')
}
