/** The browser's end of a desk: `openDesk` for web applications of the centre, `connectDesk` for the desk's own pages. */
export type { ApplicationBody } from '../api/actions.ts'
export type { ApplicationEvent, ApplicationView } from '../api/application.ts'
export type { CardContentView, CardView } from '../api/card.ts'
export type { CounterView, DeviceView, LinkView, Notice, Problem, Words } from '../api/state.ts'
export { connectDesk, type Desk, type DeskListener, type DeskOptions } from './follow.ts'
export { type NetworkAccess, networkAccess } from './network-access.ts'
export type { DeskNews } from './news.ts'
export {
  type CallDetails,
  type CallName,
  type DeskProofCheck,
  type OpenDeskOptions,
  openDesk,
  type PairedDesk,
} from './open-desk.ts'
export type { CardOptions } from './read-card.ts'
export { DeskRefusal, type PageCode, type RefusalWords } from './refusal.ts'
export type { AskCode, CodeQuestion, SessionStore } from './session.ts'
export { withNotice } from './with-notice.ts'
