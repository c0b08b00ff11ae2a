import type { UpdateReport } from '../../src/contract/index.ts'
import { dataParts, type Manifest, readCurrent, readShelf, type UpdatePlaces } from '../../src/update/index.ts'

/** Something that is on its way, or did not arrive. */
export type UnderWay = Pick<UpdateReport, 'state' | 'error'> & Pick<Manifest, 'part' | 'issue' | 'version'>

/** How far updates are: what is under way, else what the disk says of each part. */
export function reportsOf(
  places: UpdatePlaces,
  running: string,
  underWay: ReadonlyMap<string, UnderWay>,
): readonly UpdateReport[] {
  const onDisk = [programReport(places, running), ...dataReports(places)].filter((one) => one !== undefined)
  const others = onDisk.filter(({ part, issue }) => (underWay.get(part)?.issue ?? 0) <= issue)
  const moving = [...underWay.values()].filter(
    ({ part, issue }) => !others.some((one) => one.part === part && one.issue >= issue),
  )
  return [...moving, ...others]
}

function programReport(places: UpdatePlaces, running: string): UpdateReport | undefined {
  const { active, pending, failed } = readCurrent(places).value
  if (pending) {
    const state = pending.folder === running ? 'trying' : 'waiting'
    return { part: 'program', issue: pending.issue, version: pending.version, state }
  }
  if (failed && failed.issue > (active?.issue ?? 0)) {
    return { part: 'program', issue: failed.issue, version: failed.version, state: 'failed', error: 'DB-UPD-016' }
  }
  if (!active) return undefined
  return { part: 'program', issue: active.issue, version: active.version, state: 'installed' }
}

function dataReports(places: UpdatePlaces): readonly UpdateReport[] {
  const shelf = readShelf(places).value
  return dataParts.flatMap((part) => {
    const { active } = shelf[part]
    return active ? [{ part, issue: active.issue, version: active.version, state: 'installed' as const }] : []
  })
}
