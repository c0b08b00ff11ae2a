import type { Clock, DeskError, Log, Random } from '../../src/core/index.ts'
import {
  type Actions,
  type DeskEvent,
  type DeskView,
  type FeedSource,
  forApplications,
  openAccess,
  openDeviceKey,
  type ServedApplications,
} from '../../src/desk/index.ts'
import type { Config } from '../config/config.ts'
import { type SessionDoor, serveSessionDoor } from './door.ts'
import { sessionDoorPath } from './paths.ts'

/** The web applications of the centre at a running desk. */
export interface Applications {
  /** For `createDeskServer`. */
  readonly served: ServedApplications
  /** What the clerk must know of them. */
  alarms(): readonly DeskError[]
  /** Lets session helpers in, which open the windows at this address. */
  openDoor(url: () => string | undefined): Promise<SessionDoor>
}

/** What they need of the desk. */
export interface ApplicationsOptions {
  readonly config: Pick<Config, 'applications' | 'centre' | 'desk' | 'dataFolder'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The actions of `applicationActions`, as the desk does them. */
  readonly actions: Actions
  readonly feed: FeedSource<DeskView, DeskEvent>
  /** The alarms changed. */
  readonly changed: () => void
}

/**
 * Opens the desk for the applications that its configuration names. Where it names none, nobody but its own pages gets
 * in, but a page may still be told so.
 * @throws DeskError DB-DSK-028 the key of the desk cannot be used.
 */
export function openApplications({ config, actions, feed, ...world }: ApplicationsOptions): Applications {
  const { applications: origins, centre, desk, dataFolder } = config
  const access = openAccess({ ...world, origins, folder: dataFolder })
  return {
    served: {
      access,
      actions,
      feed: forApplications(feed),
      identity: { centre, desk, key: openDeviceKey(dataFolder) },
    },
    alarms: access.alarms,
    openDoor: (url) =>
      serveSessionDoor({ path: sessionDoorPath(dataFolder), windows: access.windows, url, log: world.log }),
  }
}
