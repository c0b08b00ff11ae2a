import { byId, inputById, makeButton, makeScrollable, redraw, setText } from '../../../page-kit/index.ts'
import type { FleetPower, FleetView } from '../views/fleet.ts'
import type { WorkView } from '../views/fleet-work.ts'
import { layActDialog } from './act-dialog.ts'
import { get, post, wordsOfRefusal } from './ask.ts'
import { drawDesks } from './draw-fleet.ts'
import { drawWork } from './draw-work.ts'
import { follow } from './follow.ts'
import { layConfiguration } from './push-configuration.ts'
import { loadWords, say } from './words.ts'

/** How often it is looked what is on its way: while something is, and else. */
const lookEvery = { underWay: 1_500, quiet: 15_000 }

await loadWords()
makeScrollable(byId('desks-scroll'), say('web.fleet.title'))
const onlyAlarms = inputById('only-alarms')
const dialog = layActDialog(lookNow)
let shown: FleetView | undefined
let looking: ReturnType<typeof setTimeout> | undefined
onlyAlarms.addEventListener('change', draw)
layConfiguration(lookNow)
if (await mayStay()) {
  follow<FleetView>('/v1/fleet', {
    view(view) {
      shown = view
      draw()
    },
    connected(connected) {
      byId('lost').hidden = connected
    },
    mayFollow: mayStay,
  })
  lookNow()
}

/** Signing in is done on the operator's page. */
async function mayStay(): Promise<boolean> {
  try {
    const { signedIn } = await get<{ readonly signedIn: boolean }>('/v1/session')
    if (!signedIn) location.assign('/quan-ly')
    return signedIn
  } catch {
    byId('lost').hidden = false
    return true
  }
}

function draw(): void {
  if (!shown) return
  const { desks, online, alarmed, can } = shown
  const summary = say('web.fleet.summary', { online, all: desks.length, alarms: alarmed })
  setText(byId('summary'), desks.length > 0 && alarmed === 0 ? `${summary}. ${say('web.fleet.all-well')}` : summary)
  byId('none').hidden = desks.length > 0
  byId('configuration').hidden = !can.includes('configuration')
  byId('bundles-of-desks').hidden = !can.includes('bundles')
  redraw(byId('acts'), can, () => actsForAll(can))
  drawDesks(onlyAlarms.checked ? desks.filter(({ alarms }) => alarms.length > 0) : desks, dialog.choose)
}

function actsForAll(can: readonly FleetPower[]): readonly HTMLElement[] {
  const code = makeButton('quiet', say('web.fleet.act.code.new'), dialog.codeForNew)
  const wave = makeButton('quiet', say('web.fleet.act.wave'), () => void startWave())
  return [...(can.includes('desks') ? [code] : []), ...(can.includes('wave') ? [wave] : [])]
}

/** Does something that the centre may refuse, and says on the page what became of it. */
async function startWave(): Promise<void> {
  const problem = byId('problem')
  problem.hidden = false
  try {
    await post('/v1/fleet/wave', {})
    problem.className = 'problem done'
    setText(problem, say('web.fleet.act.done', { what: say('web.fleet.act.wave') }))
  } catch (error) {
    problem.className = 'problem'
    setText(problem, wordsOfRefusal(error))
  }
}

function lookNow(): void {
  clearTimeout(looking)
  void look()
}

async function look(): Promise<void> {
  // A centre that is away is told of elsewhere on the page.
  const work = await get<WorkView>('/v1/fleet/work').catch(() => undefined)
  if (work) drawWork(work)
  clearTimeout(looking)
  looking = setTimeout(() => void look(), work?.isUnderWay ? lookEvery.underWay : lookEvery.quiet)
}
