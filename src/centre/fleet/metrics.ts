import { diskLevels } from '../../contract/index.ts'
import type { WatchedDesk } from './fleet.ts'

/** One time series family: its name, what it means, and how a desk gives it. */
interface Family {
  readonly name: string
  readonly help: string
  samples(desk: WatchedDesk): readonly Sample[]
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

const seconds = (wall: number | undefined): readonly Sample[] => (wall === undefined ? [] : [[{}, wall / 1000]])
const whether = (is: boolean) => (is ? 1 : 0)

const families: readonly Family[] = [
  {
    name: 'deskbridge_desk_online',
    help: 'Whether the desk is connected to the broker.',
    samples: ({ online }) => [[{}, whether(online)]],
  },
  {
    name: 'deskbridge_desk_info',
    help: 'Always 1; its label is the version of the program.',
    samples: ({ version }) => (version === undefined ? [] : [[{ version }, 1]]),
  },
  {
    name: 'deskbridge_desk_seen_timestamp_seconds',
    help: 'The last sign of life of the desk.',
    samples: ({ seen }) => seconds(seen),
  },
  {
    name: 'deskbridge_desk_fact_timestamp_seconds',
    help: 'When the centre took a fact of the desk last, since the centre was started.',
    samples: ({ lastFact }) => seconds(lastFact),
  },
  {
    name: 'deskbridge_desk_backlog_facts',
    help: 'Facts on the disk of the desk that the centre has not confirmed, as the desk said last.',
    samples: ({ backlog }) => [[{}, backlog]],
  },
  {
    name: 'deskbridge_desk_quarantined_facts',
    help: 'Facts that the broker can never take; they are kept apart at the desk.',
    samples: ({ quarantined }) => [[{}, quarantined]],
  },
  {
    name: 'deskbridge_desk_disk_level',
    help: 'How full the disk is: 1 for the level that holds.',
    samples: ({ disk }) => (disk === undefined ? [] : diskLevels.map((level) => [{ level }, whether(level === disk)])),
  },
  {
    name: 'deskbridge_desk_clock_stepped',
    help: 'Whether the clock of the desk jumped and has not been set right since.',
    samples: ({ clock }) => (clock === undefined ? [] : [[{}, whether(clock === 'stepped')]]),
  },
  {
    name: 'deskbridge_desk_certificate_end_timestamp_seconds',
    help: 'When the certificate of the desk ends.',
    samples: ({ enrolled }) => seconds(enrolled?.ends),
  },
  {
    name: 'deskbridge_desk_blocked',
    help: 'Whether the desk was blocked.',
    samples: ({ enrolled }) => (enrolled ? [[{}, whether(enrolled.isBlocked)]] : []),
  },
  {
    name: 'deskbridge_desk_alarms',
    help: 'What somebody should see to, by weight.',
    samples: ({ alarms }) =>
      (['bad', 'warn'] as const).map((weight) => [{ weight }, alarms.filter((one) => one.weight === weight).length]),
  },
  {
    name: 'deskbridge_device_ready',
    help: 'Whether a device of the desk works.',
    samples: ({ devices }) =>
      devices.map(({ name, profile, role, state }) => [{ device: name, profile, role }, whether(state === 'ready')]),
  },
]

/** The names of all series. */
export const metricNames: readonly string[] = families.map(({ name }) => name)

/**
 * All desks in the text format of Prometheus, version 0.0.4. No person, ticket or rating is in it; desks, counters and
 * devices are named.
 */
export function metricsText(desks: readonly WatchedDesk[]): string {
  return families
    .map(({ name, help, samples }) => {
      const lines = desks.flatMap((desk) =>
        samples(desk).map(([labels, value]) => `${name}{${labelsText({ ...placeOf(desk), ...labels })}} ${value}\n`),
      )
      return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
    })
    .join('')
}

function placeOf({ desk }: WatchedDesk): Readonly<Record<string, string>> {
  const [centre = '', name = ''] = desk.split('/')
  return { centre, desk: name }
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}="${escaped(value)}"`)
    .join(',')
}

/** What desks say of themselves comes from outside. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
