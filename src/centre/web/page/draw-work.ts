import { byId, make, redraw } from '../../../page-kit/index.ts'
import type { BundleRow, PushRow, WorkView } from '../views/fleet-work.ts'
import { say, sayMoment, sayWords } from './words.ts'

/** What is on its way to desks, and what they brought. */
export function drawWork({ pushes, bundles }: WorkView): void {
  byId('no-pushes').hidden = pushes.length > 0
  redraw(byId('pushes'), pushes, () => pushes.map(pushItem))
  byId('no-bundles').hidden = bundles.length > 0
  redraw(byId('bundles'), bundles, () => bundles.map(bundleItem))
}

function pushItem({ revision, state, desks }: PushRow): HTMLElement {
  const item = make('li')
  item.dataset.revision = String(revision)
  const words = say(`web.fleet.configuration.${state === 'file' ? 'by-file' : state}`)
  const tone = state === 'stopped' ? 'bad' : state === 'done' ? 'good' : 'wait'
  item.append(make('b', tone, say('web.fleet.configuration.line', { revision, state: words })))
  const list = make('ul', 'desk-states')
  for (const one of desks) {
    const entry = make('li', '', `${short(one.desk)}: ${say(`web.fleet.configuration.desk.${one.state}`)}`)
    entry.dataset.state = one.state
    if (one.why) entry.append(make('small', 'bad', sayWords(one.why)))
    list.append(entry)
  }
  item.append(list)
  return item
}

function bundleItem(bundle: BundleRow): HTMLElement {
  const item = make('li', '', `${short(bundle.desk)}, ${sayMoment(bundle.at)} `)
  item.dataset.bundleOf = bundle.desk
  switch (bundle.state) {
    case 'coming':
      item.append(make('span', 'wait', say('web.fleet.bundles.coming')))
      break
    case 'failed':
      item.append(make('span', 'bad', say('web.fleet.bundles.failed', { reason: sayWords(bundle.why) })))
      break
    case 'here': {
      const link = make('a', '', bundle.name)
      link.href = `/goi-ho-tro.zip?name=${encodeURIComponent(bundle.name)}`
      const size = make('small', '', say('web.fleet.bundles.size', { size: Math.ceil(bundle.bytes / 1_024) }))
      item.append(link, ' ', size)
      break
    }
  }
  return item
}

function short(desk: string): string {
  return desk.split('/')[1] ?? desk
}
