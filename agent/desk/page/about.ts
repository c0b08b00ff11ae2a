import { byId, make } from '../../page/dom.ts'
import { isWord, say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'

interface About {
  readonly program: { readonly version: string; readonly node: string; readonly system: string; readonly pid: number }
  readonly memory: number
  readonly upSeconds: number
  readonly files: { readonly config: string; readonly data: string }
  readonly link: {
    readonly broker: string
    readonly protocol: string | null
  }
  readonly journal: {
    readonly epoch: string
    readonly lastSequence: number
    readonly backlog: number
    readonly quarantined: number
    readonly bytes: number
    readonly disk: string
    readonly diskUsed: number | null
  }
  readonly repair: { readonly at?: string } | null
  readonly devices: readonly {
    readonly health: {
      readonly name: string
      readonly profile: string
      readonly state: string
      readonly reason?: string
    }
    readonly losses: number
  }[]
  readonly log: readonly string[]
}

/** Asks for the facts of the program and draws them. */
export async function showAbout(post: Post): Promise<void> {
  const came = await answered(post, 'about', {})
  if (came.kind === 'refused') return
  const about = came.answer as About
  byId('about').replaceChildren(
    programCard(about),
    linkCard(about),
    journalCard(about),
    devicesCard(about),
    logCard(about),
  )
}

function programCard({ program, memory, upSeconds, files }: About): HTMLElement {
  return card('program', [
    ['version', program.version],
    ['system', `${program.system}, Node ${program.node}, pid ${program.pid}`],
    [
      'up',
      say('page.about.duration', {
        hours: Math.floor(upSeconds / 3_600),
        minutes: Math.floor((upSeconds % 3_600) / 60),
      }),
    ],
    ['memory', `${memory} MB`],
    ['config', files.config],
    ['data', files.data],
  ])
}

function linkCard({ link }: About): HTMLElement {
  return card('link', [
    ['broker', link.broker],
    ['protocol', link.protocol ?? '–'],
  ])
}

function journalCard({ journal, repair }: About): HTMLElement {
  const level = isWord(`disk.level.${journal.disk}`) ? say(`disk.level.${journal.disk}`) : journal.disk
  return card('journal', [
    ['epoch', journal.epoch],
    ['last', String(journal.lastSequence)],
    ['backlog', String(journal.backlog)],
    ['quarantined', String(journal.quarantined)],
    ['bytes', `${Math.round(journal.bytes / 1024)} KiB`],
    ['disk', `${level}${journal.diskUsed === null ? '' : ` (${journal.diskUsed} %)`}`],
    ['repair', repair?.at ?? '–'],
  ])
}

function devicesCard({ devices }: About): HTMLElement {
  const made = make('section', 'card')
  made.append(make('h2', '', say('page.about.devices')))
  const list = make('ul')
  list.append(
    ...devices.map(({ health, losses }) => {
      const words = [health.name, health.profile, say(`device.state.${health.state}`), health.reason ?? '']
      return make(
        'li',
        '',
        `${words.filter((word) => word !== '').join(' · ')} · ${say('page.about.losses', { count: losses })}`,
      )
    }),
  )
  made.append(list)
  return made
}

function logCard({ log }: About): HTMLElement {
  const made = make('section', 'card wide')
  made.append(make('h2', '', say('page.about.log')))
  if (log.length === 0) made.append(make('p', 'hint', say('page.about.log.none')))
  else {
    const lines = make('pre', '', log.join('\n'))
    lines.tabIndex = 0
    lines.ariaLabel = say('page.about.log')
    lines.setAttribute('role', 'region')
    made.append(lines)
  }
  return made
}

function card(title: string, pairs: readonly (readonly [string, string])[]): HTMLElement {
  const made = make('section', 'card')
  const list = make('dl', 'pairs')
  for (const [name, value] of pairs) list.append(make('dt', '', say(`page.about.${name}`)), make('dd', '', value))
  made.append(make('h2', '', say(`page.about.${title}`)), list)
  return made
}
