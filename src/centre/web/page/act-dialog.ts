import { byId, make, makeButton, setText } from '../../../page-kit/index.ts'
import type { DeskAct, DeskRow } from '../views/fleet.ts'
import { post, wordsOfRefusal } from './ask.ts'
import { say, sayTime } from './words.ts'

/** What an act gives back: a code for some. */
interface Done {
  readonly code?: string
  readonly desk?: string
  readonly until?: number
}

/** What the dialog shows at one step. */
interface Step {
  readonly title: string
  readonly body: readonly HTMLElement[]
  readonly buttons: readonly HTMLButtonElement[]
  /** What Enter and the button that goes on do. */
  submit(): void
}

/** The dialog of the acts with one desk: choose, read what will happen, agree once, see what came of it and what is next. */
export interface ActDialog {
  /** Lets somebody choose what to do with a desk. */
  choose(desk: DeskRow): void
  /** A code for a desk that is not there yet: its name is asked for. */
  codeForNew(): void
}

const short = (desk: string) => desk.split('/')[1] ?? desk
/** Acts that ask for a name. */
const named: Partial<Readonly<Record<DeskAct, 'web.fleet.act.to'>>> = { move: 'web.fleet.act.to' }
/** Acts after which a PC that still has something to send cannot send it as before. */
const endings: readonly DeskAct[] = ['replace', 'move', 'block', 'stolen', 'wipe']

/** Lays the dialog out. `acted` is told after each act. */
export function layActDialog(acted: () => void): ActDialog {
  let step: Step | undefined
  byId('act-form').addEventListener('submit', (event) => {
    event.preventDefault()
    step?.submit()
  })
  const show = (next: Step) => {
    step = next
    byId('act-problem').hidden = true
    setText(byId('act-title'), next.title)
    byId('act-body').replaceChildren(...next.body)
    byId('act-buttons').replaceChildren(...next.buttons)
    if (!dialog().open) dialog().showModal()
    const first = byId('act-body').querySelector('input') ?? next.buttons[0]
    first?.focus()
  }
  const run = async (act: DeskAct, body: unknown) => {
    try {
      show(doneStep(act, await post<Done>(`/v1/fleet/${act}`, body)))
      acted()
    } catch (error) {
      byId('act-problem').hidden = false
      setText(byId('act-problem'), wordsOfRefusal(error))
    }
  }
  const ask = (act: DeskAct, desk?: DeskRow) => show(askStep(act, desk, (typed) => run(act, bodyOf(act, desk, typed))))
  return {
    choose: (desk) => show(chooseStep(desk, (act) => ask(act, desk))),
    codeForNew: () => ask('code'),
  }
}

function chooseStep(desk: DeskRow, chosen: (act: DeskAct) => void): Step {
  const list = make('ul', 'choices')
  for (const act of desk.acts) {
    const item = make('li')
    item.append(makeButton('quiet', say(`web.fleet.act.${act}`), () => chosen(act)))
    list.append(item)
  }
  const title = say('web.fleet.act.choose', { desk: short(desk.desk) })
  return { title, body: [list], buttons: [closing('web.fleet.act.cancel')], submit: close }
}

function askStep(act: DeskAct, desk: DeskRow | undefined, run: (typed: string) => Promise<void>): Step {
  const label = desk ? named[act] : 'web.fleet.act.name'
  const field = label === undefined ? undefined : nameField(label)
  const go = make('button', 'go small', say(`web.fleet.act.${act}`))
  go.type = 'submit'
  const body = [make('p', '', say(`web.fleet.act.${act}.what`)), ...unsent(act, desk), ...(field?.parts ?? [])]
  const name = say(desk ? `web.fleet.act.${act}` : 'web.fleet.act.code.new')
  return {
    title: desk ? say('web.fleet.act.title', { act: name, desk: short(desk.desk) }) : name,
    body,
    buttons: [closing('web.fleet.act.cancel'), go],
    async submit() {
      const typed = field?.input.value.trim().toLowerCase() ?? ''
      if (field && typed === '') return field.input.focus()
      // Agreed once: a second press while the first is on its way is none.
      if (go.disabled) return
      go.disabled = true
      await run(typed)
      go.disabled = false
    },
  }
}

function doneStep(act: DeskAct, { code, desk = '', until = 0 }: Done): Step {
  const done = make('p', 'good', say('web.fleet.act.done', { what: say(`web.fleet.act.${act}`) }))
  done.setAttribute('role', 'status')
  return {
    title: say(`web.fleet.act.${act}`),
    body: [done, ...(code === undefined ? [] : codeParts(code, short(desk), until)), make('p', '', nextOf(act))],
    buttons: [closing('web.fleet.act.close')],
    submit: close,
  }
}

function codeParts(code: string, desk: string, until: number): readonly HTMLElement[] {
  const shown = make('p', 'the-code', code)
  shown.id = 'the-code'
  return [make('p', '', say('web.fleet.act.the-code', { desk, time: sayTime(until) })), shown]
}

function nextOf(act: DeskAct): string {
  const isCode = act === 'code' || act === 'replace' || act === 'unblock'
  return say(isCode ? 'web.fleet.act.type-code' : `web.fleet.act.${act}.next`)
}

function bodyOf(act: DeskAct, desk: DeskRow | undefined, typed: string): unknown {
  if (act === 'code') return { desk: desk ? short(desk.desk) : typed }
  if (act === 'move') return { desk: desk?.desk ?? '', to: typed }
  return { desk: desk?.desk ?? '' }
}

function unsent(act: DeskAct, desk: DeskRow | undefined): readonly HTMLElement[] {
  const isLeft = endings.includes(act) && desk !== undefined && desk.backlog > 0
  return isLeft ? [make('p', 'bad', say('web.fleet.act.unsent', { count: desk.backlog }))] : []
}

function nameField(key: string) {
  const label = make('label', '', say(key))
  label.htmlFor = 'act-name'
  const input = make('input')
  input.id = 'act-name'
  input.maxLength = 31
  input.autocomplete = 'off'
  input.spellcheck = false
  input.setAttribute('aria-describedby', 'act-problem')
  return { input, parts: [label, input] }
}

function closing(key: string): HTMLButtonElement {
  return makeButton('quiet', say(key), close)
}

function close(): void {
  dialog().close()
}

function dialog(): HTMLDialogElement {
  const found = byId('act')
  if (found instanceof HTMLDialogElement) return found
  throw new Error('#act is no dialog')
}
