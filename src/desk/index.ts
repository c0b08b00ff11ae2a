export { type Access, type AccessOptions, accessFile, openAccess, type Pairing } from './access/access.ts'
export { anyUser, type PeerUser } from './access/peer.ts'
export type { Helper, WindowContent, Windows, WindowWord } from './access/windows.ts'
export { type Action, type Actions, type Asker, action } from './action.ts'
export { applicationActions, deskActions } from './api/actions.ts'
export { type ApplicationEvent, type ApplicationView, forApplications } from './api/application.ts'
export { type CardContentView, type CardView, cardActions } from './api/card.ts'
export type {
  CounterView,
  DeskEvent,
  DeskView,
  DeviceOffer,
  DeviceView,
  LinkView,
  Notice,
  Problem,
  Words,
} from './api/state.ts'
export { withNotice } from './client/with-notice.ts'
export { createFeed, type Feed, type FeedOptions, type FeedSource, type FeedStart, mapFeed } from './feed.ts'
export { portHolder } from './holder.ts'
export { type DeskService, keepServing } from './keep-serving.ts'
export type { Page, Pages } from './pages.ts'
export { type DeviceKey, openDeviceKey } from './proof/device-key.ts'
export type { DeskIdentity } from './proof/prove.ts'
export type { ServedApplications } from './reception.ts'
export { createDeskServer, type DeskServer, type DeskServerOptions } from './server.ts'
