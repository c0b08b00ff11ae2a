import type { LearningView } from '../../learn/learning-view.ts'
import { byId } from '../../page/dom.ts'
import { layLearningPanel } from '../../page/learn.ts'
import { answered, type Post } from './ask.ts'

const askEvery = 500

/** The panel in which a device is learnt; the desk is asked how it is going for as long as the panel is open. */
export function layLearning(post: Post, counter: () => string): { draw(): void } {
  const panel = layLearningPanel({ post, counter })
  const dialog = byId('learn') as HTMLDialogElement
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async () => {
    clearTimeout(timer)
    const came = await answered(post, 'learn-state', {})
    if (came.kind === 'done') panel.show(came.answer as LearningView)
    if (dialog.open) timer = setTimeout(() => void look(), askEvery)
  }
  byId('learn-open').addEventListener('click', () => void look())
  return { draw: panel.draw }
}
