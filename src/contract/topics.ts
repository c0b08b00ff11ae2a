import { allDesks } from './names.ts'

/** The root of all topics, unless the configuration names another. */
export const defaultRoot = 'deskbridge/1'

/** The topics of one desk: the only place where they are spelled. */
export interface DeskTopics {
  readonly facts: string
  readonly requests: string
  readonly results: string
  readonly state: string
  readonly devices: string
  readonly counters: string
  readonly receipts: string
  readonly commands: string
  readonly waiting: string
  readonly config: string
  readonly provision: string
  readonly time: string
  readonly release: string
}

/** The topics of a desk. `centre` and `desk` may be `+` to watch all. */
export function deskTopics(centre: string, desk: string, root: string = defaultRoot): DeskTopics {
  const own = `${root}/${centre}/${desk}`
  return {
    facts: `${own}/facts`,
    requests: `${own}/requests`,
    results: `${own}/results`,
    state: `${own}/state`,
    devices: `${own}/devices`,
    counters: `${own}/counters`,
    receipts: `${own}/receipts`,
    commands: `${own}/commands`,
    waiting: `${own}/waiting`,
    config: `${own}/config`,
    provision: `${own}/provision`,
    time: `${root}/${centre}/${allDesks}/time`,
    release: `${root}/${centre}/${allDesks}/release`,
  }
}

/** What a topic under a root is about, or undefined for a topic that is not ours. */
export function parseTopic(
  topic: string,
  root: string = defaultRoot,
): { centre: string; desk: string; name: string } | undefined {
  if (!topic.startsWith(`${root}/`)) return undefined
  const [centre, desk, name, ...more] = topic.slice(root.length + 1).split('/')
  return centre && desk && name && more.length === 0 ? { centre, desk, name } : undefined
}
