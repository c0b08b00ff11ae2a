import { onTestFinished } from 'vitest'
import { type Centre, mosquittoFiles, openCentre, startDoorkeeper } from '../../src/centre/index.ts'
import { keptLog, systemClock } from '../support/faces.ts'
import { type EnrollingCentre, startEnrollingCentre } from './enrolling-centre.ts'
import { brokerUrls, type ShippedBroker, startShippedBroker } from './shipped-broker.ts'

/** A centre that enrols desks and takes their facts, on the broker as it is shipped, with who is shut out at its door. */
export interface Site {
  readonly place: EnrollingCentre
  readonly broker: ShippedBroker
  readonly centre: Centre
  /** The ids of the facts that took effect, by desk, in order. */
  readonly applied: ReadonlyMap<string, readonly string[]>
}

/** Starts one; it ends with the test. */
export async function startSite(): Promise<Site> {
  const log = keptLog()
  const urls = await brokerUrls()
  const place = await startEnrollingCentre({ settings: { broker: urls.desks } })
  const { enrolment, store } = place
  const broker = await startShippedBroker(enrolment, urls)
  const account = { url: urls.servers, clientId: 'deskbridge-centre', ...broker.centre }
  const files = mosquittoFiles({ folder: broker.folder, pidFile: broker.pidFile })
  const doorkeeper = await startDoorkeeper({ enrolment, broker: account, files, clock: systemClock, log })
  place.beforeReply(() => doorkeeper.refresh())
  const applied = new Map<string, readonly string[]>()
  const centre = openCentre({
    broker: account,
    store,
    refuses: (desk) => {
      doorkeeper.seen(desk)
      return doorkeeper.isDenied(desk)
    },
    applied(facts) {
      for (const { desk, fact } of facts) applied.set(desk, [...(applied.get(desk) ?? []), fact.id])
    },
  })
  onTestFinished(async () => {
    await doorkeeper.stop()
    await centre.stop()
    await place.stop()
  })
  return { place, broker, centre, applied }
}
