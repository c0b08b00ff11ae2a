import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openPlan, serveReferenceCentre } from '../../../src/centre/index.ts'
import { startFleetBroker } from '../../fleet/broker.ts'
import { type CounterDesk, startCounterDesk } from '../../support/counter-desk.ts'
import { silentLog, systemClock, systemRandom } from '../../support/faces.ts'
import { until } from '../../support/wait.ts'

/** The web application that is paired with the desk. */
export const application = 'https://motcua.test'

/** A desk with its page, an application and a centre that never lacks citizens. */
export interface OneDesk extends AsyncDisposable {
  readonly desk: CounterDesk
  /** Where its page is. */
  readonly url: string
}

/** Starts the shipped program with a broker and a reference centre. */
export async function openOneDesk(folder: string): Promise<OneDesk> {
  mkdirSync(folder, { recursive: true })
  await using parts = new AsyncDisposableStack()
  const broker = parts.use(await startFleetBroker(folder))
  const centre = await serveReferenceCentre({
    ...{ folder: join(folder, 'centre'), broker: { url: broker.url, clientId: 'centre' }, keepWaiting: 20 },
    ...{ plan: { ...openPlan, centre: 'vinh-long' }, clock: systemClock, random: systemRandom, log: silentLog },
  })
  parts.defer(() => centre.stop())
  const desk = await startCounterDesk({
    ...{ centre: 'vinh-long', desk: 'quay-05', counter: '5', folder, brokerUrl: broker.url },
    settings: { doublePress: 0 },
    config: { applications: [application] },
  })
  parts.defer(() => desk.stop())
  let url: string | undefined
  await until('the desk is online with its page', async () => {
    url = (await desk.client.page()).url
    return url !== undefined && (await desk.client.status()).online
  })
  const owned = parts.move()
  return { desk, url: url ?? '', [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
