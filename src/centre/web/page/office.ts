import { byId, inputById, makeScrollable, setText } from '../../../page-kit/index.ts'
import type { OfficeView } from '../views/office.ts'
import { get, post, Refusal, wordsOfRefusal } from './ask.ts'
import { drawConflicts, type ShownConflict } from './draw-conflicts.ts'
import { drawCounters, drawQueues } from './draw-office.ts'
import { type Followed, follow } from './follow.ts'
import { openReport } from './office-report.ts'
import { loadWords, say, sayWords } from './words.ts'

let following: Followed | undefined
let conflicts = -1

await loadWords()
makeScrollable(byId('counters-scroll'), say('web.office.counters'))
byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault()
  void signIn()
})
byId('sign-out').addEventListener('click', async () => {
  await post('/v1/sign-out', {}).catch(() => undefined)
  leave()
})
if (await isSignedIn()) enter()

async function isSignedIn(): Promise<boolean> {
  try {
    const { signedIn, watchesDesks } = await get<{ signedIn: boolean; watchesDesks: boolean }>('/v1/session')
    byId('desks').hidden = !signedIn || !watchesDesks
    if (!signedIn) leave()
    return signedIn
  } catch {
    // The centre cannot be reached: that says nothing about the session.
    byId('lost').hidden = false
    return true
  }
}

async function signIn(): Promise<void> {
  const problem = byId('sign-in-problem')
  const password = inputById('password')
  try {
    await post('/v1/sign-in', { password: password.value })
    problem.hidden = true
    password.value = ''
    if (await isSignedIn()) enter()
  } catch (error) {
    problem.hidden = false
    setText(problem, wordsOfRefusal(error))
    password.select()
  }
}

function enter(): void {
  byId('sign-in').hidden = true
  byId('inside').hidden = false
  byId('sign-out').hidden = false
  following = follow<OfficeView>('/v1/office', {
    view(view) {
      setText(byId('centre'), sayWords(view.title))
      drawCounters(view.counters, attempt)
      drawQueues(view.queues)
      if (view.conflicts !== conflicts) {
        conflicts = view.conflicts
        setText(byId('conflict-count'), conflicts > 0 ? String(conflicts) : '')
        void attempt(loadConflicts)
      }
    },
    connected(connected) {
      byId('lost').hidden = connected
    },
    mayFollow: isSignedIn,
  })
  openReport(attempt)
}

function leave(): void {
  following?.stop()
  following = undefined
  conflicts = -1
  byId('inside').hidden = true
  byId('desks').hidden = true
  byId('sign-out').hidden = true
  byId('sign-in').hidden = false
  byId('password').focus()
}

async function loadConflicts(): Promise<void> {
  drawConflicts(await get<readonly ShownConflict[]>('/v1/conflicts'), (conflict, words) =>
    attempt(() => post('/v1/settle', { conflict, words })),
  )
}

/** Does something that the centre may refuse, and says so on the page. */
async function attempt(what: () => Promise<unknown>): Promise<void> {
  const problem = byId('problem')
  try {
    await what()
    problem.hidden = true
  } catch (error) {
    problem.hidden = false
    setText(problem, wordsOfRefusal(error))
    if (error instanceof Refusal && error.code === 'DB-WEB-014') leave()
  }
}
