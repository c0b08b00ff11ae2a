import { type Static, Type } from 'typebox'
import { type FeedSource, mapFeed } from '../feed.ts'
import {
  counterSchema,
  type DeskEvent,
  type DeskView,
  deviceSchema,
  linkSchema,
  noticeSchema,
  stateSchema,
} from './state.ts'

const closed = { additionalProperties: false } as const
const { desk, link, clock, disk, alarms, counters, devices, notices } = stateSchema.properties

/** What a paired application is told at the start: the desk, without who may sign in and what could be plugged. */
export const applicationStateSchema = Type.Object(
  { desk, link, clock, disk, alarms, counters, devices, notices },
  { ...closed, description: 'How the desk is, as a paired application sees it. Never a rating' },
)
export type ApplicationView = Static<typeof applicationStateSchema>

const event = <K extends string, P extends Parameters<typeof Type.Object>[0]>(kind: K, description: string, rest: P) =>
  Type.Object({ kind: Type.Literal(kind, { description: 'What changed' }), ...rest }, { ...closed, description })

/** What changed, as a paired application sees it; each with the whole of its part. */
export const applicationEventSchema = Type.Union([
  event('counter', 'Something changed at a counter', { counter: counterSchema }),
  event('link', 'The way to the centre changed', { link: linkSchema }),
  event('devices', 'A device came, went or changed', {
    devices: Type.Array(deviceSchema, { description: 'All of them' }),
  }),
  event('notice', 'Words for the officer', { notice: noticeSchema }),
  event('desk', 'The clock, the disk or what somebody must look at changed', { clock, disk, alarms }),
])
export type ApplicationEvent = Static<typeof applicationEventSchema>

/** The feed of the desk's own pages as applications may follow it. */
export function forApplications(feed: FeedSource<DeskView, DeskEvent>): FeedSource<ApplicationView, ApplicationEvent> {
  return mapFeed(feed, stateFor, eventFor)
}

/** Picked, not left out: what is added for our own pages is not for others until somebody says so. */
function stateFor({ desk, link, clock, disk, alarms, counters, devices, notices }: DeskView): ApplicationView {
  return { desk, link, clock, disk, alarms, counters, devices, notices }
}

function eventFor(event: DeskEvent): ApplicationEvent | undefined {
  switch (event.kind) {
    case 'devices':
      return { kind: event.kind, devices: event.devices }
    case 'desk':
      return { kind: event.kind, clock: event.clock, disk: event.disk, alarms: event.alarms }
    case 'counter':
    case 'link':
    case 'notice':
      return event
  }
}
