import { parse } from 'yaml'
import {
  keepAddress,
  keepBoolean,
  keepCount,
  keepEach,
  keepMembers,
  keepName,
  keepNumber,
  keepPort,
  keepPresence,
  keepValues,
  keepWord,
} from './plain.ts'

const rating = keepMembers({
  afterTouch: keepNumber,
  grace: keepNumber,
  untouched: keepNumber,
  levels: keepNumber,
  scale: keepWord,
  set: keepMembers({ scale: keepWord, levels: keepCount, more: keepCount }),
})
const keys = keepValues(keepName)

const kept = keepMembers({
  centre: keepWord,
  desk: keepWord,
  data: keepPresence,
  profiles: keepPresence,
  root: keepPresence,
  language: keepWord,
  log: keepWord,
  retentionDays: keepNumber,
  broker: keepMembers({
    url: keepAddress,
    username: keepPresence,
    password: keepPresence,
    ca: keepPresence,
    cert: keepPresence,
    key: keepPresence,
    receipts: keepWord,
  }),
  applications: keepEach(keepAddress),
  page: keepMembers({ port: keepNumber, pad: keepBoolean, help: keepPresence }),
  counters: keepEach(
    keepMembers({
      id: keepName,
      doublePress: keepNumber,
      requestTimeout: keepNumber,
      pauseReasons: keepCount,
      transfer: keepMembers({ to: keepPresence }),
      rating,
    }),
  ),
  devices: keepEach(
    keepMembers({
      name: keepWord,
      profile: keepWord,
      port: keepPort,
      tcp: keepAddress,
      url: keepAddress,
      place: keepWord,
      serial: keepPresence,
      baud: keepNumber,
      counter: keepName,
      role: keepWord,
      keys,
      addresses: keepValues(keepName),
    }),
  ),
  adopt: keepEach(keepMembers({ profile: keepWord, counter: keepName, role: keepWord, keys })),
})

/**
 * A configuration as others may see it: which keys are written and how the desk is made, without passwords, people,
 * texts of the site and folders. One that is no YAML tells nothing.
 */
export function plainConfig(source: string): unknown {
  try {
    return kept(parse(source, { logLevel: 'silent' })) ?? {}
  } catch {
    return '(no YAML)'
  }
}
