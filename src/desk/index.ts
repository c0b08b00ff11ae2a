export { type Action, type Actions, action } from './action.ts'
export { createFeed, type Feed, type FeedOptions, type FeedStart } from './feed.ts'
export type { Page, Pages } from './pages.ts'
export { createDeskServer, type DeskServer, type DeskServerOptions } from './server.ts'
