import { byId, inputById, makeButton, makeScrollable, redraw, setText } from '../../../page-kit/index.ts'
import type { FleetView } from '../views/fleet.ts'
import { get, post, Refusal } from './ask.ts'
import { drawDesks } from './draw-fleet.ts'
import { follow } from './follow.ts'
import { loadWords, say } from './words.ts'

await loadWords()
makeScrollable(byId('desks-scroll'), say('web.fleet.title'))
const onlyAlarms = inputById('only-alarms')
let shown: FleetView | undefined
onlyAlarms.addEventListener('change', draw)
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
  const { desks, online, alarmed, acts } = shown
  const summary = say('web.fleet.summary', { online, all: desks.length, alarms: alarmed })
  setText(byId('summary'), desks.length > 0 && alarmed === 0 ? `${summary}. ${say('web.fleet.all-well')}` : summary)
  byId('none').hidden = desks.length > 0
  const all = acts.filter((act) => act === 'configure' || act === 'wave')
  redraw(byId('acts'), all, () =>
    all.map((act) =>
      makeButton('quiet', say(`web.fleet.act.${act}`), () => attempt(act, () => post(`/v1/fleet/${act}`, {}))),
    ),
  )
  drawDesks(onlyAlarms.checked ? desks.filter(({ alarms }) => alarms.length > 0) : desks, acts, {
    block: (desk) => void block(desk),
    bundle: (desk) => attempt('bundle', () => post('/v1/fleet/bundle', { desk })),
  })
}

/** Cutting a counter off is asked twice. */
async function block(desk: string): Promise<void> {
  const dialog = byId('sure')
  if (!(dialog instanceof HTMLDialogElement)) return
  setText(byId('sure-words'), say('web.fleet.act.block.sure', { desk }))
  dialog.returnValue = 'no'
  dialog.showModal()
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }))
  if (dialog.returnValue === 'yes') await attempt('block', () => post('/v1/fleet/block', { desk }))
}

/** Does something that the centre may refuse, and says on the page what became of it. */
async function attempt(act: string, what: () => Promise<unknown>): Promise<void> {
  const problem = byId('problem')
  problem.hidden = false
  try {
    await what()
    problem.className = 'problem done'
    setText(problem, say('web.fleet.act.done', { what: say(`web.fleet.act.${act}`) }))
  } catch (error) {
    problem.className = 'problem'
    const isRefused = error instanceof Refusal && error.message !== ''
    setText(problem, isRefused ? `${error.message}. ${error.next}` : say('web.lost'))
  }
}
