import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import {
  type DeskEnrolment,
  type DeskState,
  type EnrolmentActs,
  enrolmentActs,
  type Fleet,
  type FleetActs,
  watchFleet,
} from '../../src/centre/index.ts'
import { type DeskIdentity, enrolDesk } from '../../src/identity/index.ts'
import { type EnrollingCentre, newDeskFolder, startEnrollingCentre } from '../enrolment/enrolling-centre.ts'
import { keptLog, systemClock } from '../support/faces.ts'
import { openPage, signIn, testStage } from './browser-stage.ts'

/** A desk that needs nobody. */
export const well: DeskState = { online: true, version: '1.2.0', backlog: 0, disk: 'room', clock: 'synced' }

/** What the page of all desks shows and can do. */
export interface WatchedStage {
  readonly watch: Fleet
  readonly acts: FleetActs
}

/** The page of all desks, as an operator sees it. */
export async function openFleetPage(
  browser: Browser,
  fleet: WatchedStage,
  size?: readonly [number, number],
): Promise<Page> {
  const stage = await testStage({ fleet })
  const office = await openPage(browser, stage, '/quan-ly?lang=vi', size ? { size } : {})
  await signIn(office)
  await office.getByRole('link', { name: 'Máy ở các quầy' }).waitFor()
  const expected = /status of 4\d\d/
  const page = await openPage(browser, stage, '/may-quay?lang=vi', { context: office.context(), expected })
  await page.locator('[data-desk]').first().waitFor()
  return page
}

/** The row of a desk. */
export function rowOf(page: Page, desk: string) {
  return page.locator(`[data-desk="${desk}"]`)
}

/** Opens the dialog of a desk at one act. */
export async function openAct(page: Page, desk: string, act: string): Promise<void> {
  await rowOf(page, desk).getByRole('button', { name: 'Thao tác' }).click()
  await page.locator('#act').getByRole('button', { name: act }).click()
}

/** Agrees to what the dialog says. */
export async function agree(page: Page): Promise<void> {
  await page.locator('#act-buttons button[type=submit]').click()
}

/** Desks that were enrolled from codes at a real centre, and what IT does with them. */
export interface EnrolledFleet {
  readonly centre: EnrollingCentre
  readonly watch: Fleet
  readonly acts: EnrolmentActs
  readonly identities: ReadonlyMap<string, DeskIdentity>
  /** A PC is enrolled with a code that somebody read on the page. */
  enrol(desk: string, code: string): Promise<DeskIdentity>
}

/** Enrols desks by their short names; what they say of themselves is what the test says. */
export async function enrolFleet(...names: readonly string[]): Promise<EnrolledFleet> {
  const centre = await startEnrollingCentre()
  let books: ReadonlyMap<string, DeskEnrolment> = new Map()
  const read = async () => {
    const all = await centre.enrolment.desks()
    books = new Map(
      all.map(({ desk, until, state, isToForget }) => [
        desk,
        { ends: until, isBlocked: state === 'revoked', isToForget },
      ]),
    )
  }
  centre.beforeReply(read)
  const enrol = async (desk: string, code: string) =>
    await enrolDesk({ folder: newDeskFolder(), server: centre.url, desk, code, log: keptLog() })
  const identities = new Map<string, DeskIdentity>()
  for (const name of names) identities.set(name, await enrol(name, (await centre.enrolment.code(name)).code))
  await read()
  const watch = watchFleet({ known: [], clock: systemClock, enrolled: () => books })
  onTestFinished(() => watch.stop())
  for (const desk of books.keys()) watch.state(desk, well)
  return { centre, watch, acts: enrolmentActs(centre.enrolment, { changed: read }), identities, enrol }
}
