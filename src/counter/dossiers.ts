import { serviceData, setDossiers } from './services.ts'
import { currentService, type Service } from './state.ts'
import { notify, record, type Turn } from './turn.ts'

/** More dossiers than this do not fit into a fact; the officer is told. */
export const maxDossiers = 50

/** Old and new form of a dossier code alike: three or four groups, date, serial. */
const dossierCode = /^[0-9A-Z]{1,4}(\.[0-9A-Z]{1,4}){2,3}-\d{6}-[0-9A-Z]{4,12}$/

/** The dossier code in what somebody typed, undefined where it is none. */
export function readDossier(typed: string): string | undefined {
  const dossier = typed.trim()
  return dossierCode.test(dossier) ? dossier : undefined
}

/** Whether somebody typed a dossier code. */
export function isDossier(typed: string): boolean {
  return readDossier(typed) !== undefined
}

/** A scanned code joins the current service. Anything but a dossier code may be personal data: it leaves no trace. */
export function scanDossier(turn: Turn, scanned: string): Turn {
  const dossier = readDossier(scanned)
  return dossier === undefined ? notify(turn, 'counter.notice.scan-no-dossier') : attach(turn, dossier)
}

/** A code that was typed joins the current service, or leaves it again. */
export function changeDossiers(turn: Turn, typed: string, act: 'attach' | 'detach'): Turn {
  const dossier = readDossier(typed)
  if (dossier === undefined) return notify(turn, 'counter.notice.no-dossier')
  return act === 'attach' ? attach(turn, dossier) : detach(turn, dossier)
}

function attach(turn: Turn, dossier: string): Turn {
  const service = currentService(turn.state)
  if (!service) return notify(turn, 'counter.notice.scan-no-service')
  if (service.dossiers.includes(dossier)) return notify(turn, 'counter.notice.dossier-known', { dossier })
  if (service.dossiers.length >= maxDossiers) return notify(turn, 'counter.notice.dossiers-full', { max: maxDossiers })
  return set(turn, service, { type: 'dossier.attached', dossier, dossiers: [...service.dossiers, dossier] })
}

function detach(turn: Turn, dossier: string): Turn {
  const service = currentService(turn.state)
  if (!service?.dossiers.includes(dossier)) return notify(turn, 'counter.notice.dossier-absent', { dossier })
  const dossiers = service.dossiers.filter((other) => other !== dossier)
  return set(turn, service, { type: 'dossier.detached', dossier, dossiers })
}

interface DossierChange {
  readonly type: 'dossier.attached' | 'dossier.detached'
  readonly dossier: string
  readonly dossiers: readonly string[]
}

function set(turn: Turn, service: Service, { type, dossier, dossiers }: DossierChange): Turn {
  const changed = { ...service, dossiers }
  return setDossiers(record(turn, type, { ...serviceData(changed), dossier }), service, dossiers)
}
