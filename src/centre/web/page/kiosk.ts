import { byId, make, makeButton, redraw, setText } from '../../../page-kit/index.ts'
import type { BoardField, BoardView } from '../views/board.ts'
import { post, Refusal } from './ask.ts'
import { follow } from './follow.ts'
import { drawQrCode } from './qr/draw.ts'
import { qrCodeOf } from './qr/qr.ts'
import { currentLanguage, loadWords, say, sayTime, sayWords, useLanguage } from './words.ts'

/** Seconds that a number stands before the next citizen finds the beginning again, and that a choice may take. */
const numberFor = 8
/** With a code beside it: a telephone must come out of a pocket first. */
const codeFor = 25
const choiceFor = 30

const steps = ['fields', 'who', 'number', 'failed'] as const
type Step = (typeof steps)[number]

interface Issued {
  readonly ticket: string
  readonly priority: boolean
  readonly ahead: number
}

const printsAtOnce = new URLSearchParams(location.search).get('print') === '1'
const lookAddress = addressForTelephones()
const usual = currentLanguage()
let board: BoardView | undefined
let field: BoardField | undefined
let issued: Issued | undefined
let ticking: ReturnType<typeof setInterval> | undefined

await loadWords()
const centre = follow<BoardView>('/v1/board', {
  view(view) {
    board = view
    draw()
  },
  connected(connected) {
    byId('lost').hidden = connected
  },
})
byId('language').addEventListener('click', () => speak(currentLanguage() === 'vi' ? 'en' : 'vi'))
byId('back').addEventListener('click', start)
byId('failed-back').addEventListener('click', start)
byId('done').addEventListener('click', start)
byId('print').addEventListener('click', () => window.print())
byId('normal').addEventListener('click', () => take(false))
byId('priority').addEventListener('click', () => take(true))

async function speak(language: 'vi' | 'en'): Promise<void> {
  await useLanguage(language)
  draw()
}

function draw(): void {
  if (!board) return
  setText(byId('centre'), sayWords(board.title))
  drawFields(board.fields)
  setText(byId('chosen'), field ? sayWords(field.name) : '')
  if (issued && field) drawNumber(issued, field)
}

function drawFields(fields: readonly BoardField[]): void {
  byId('no-fields').hidden = fields.length > 0
  redraw(byId('fields'), [fields, currentLanguage()], () => fields.map(fieldButton))
}

function fieldButton(one: BoardField): HTMLElement {
  const button = makeButton('field-button', '', () => choose(one))
  button.dataset.field = one.id
  const waiting = one.waiting === 0 ? say('web.kiosk.waiting.none') : say('web.kiosk.waiting', { count: one.waiting })
  const letter = make('i', 'prefix', one.prefix)
  letter.ariaHidden = 'true'
  button.append(letter, make('b', '', sayWords(one.name)), make('span', '', waiting))
  return button
}

function choose(one: BoardField): void {
  field = one
  draw()
  show('who', 'normal')
  countDown(choiceFor, () => {})
}

async function take(priority: boolean): Promise<void> {
  if (!field || document.body.classList.contains('giving')) return
  document.body.classList.add('giving')
  try {
    issued = await post<Issued>('/v1/issue', { field: field.id, priority })
    setText(byId('slip-time'), `${sayTime(centre.now())} · ${new Date(centre.now()).toLocaleDateString('vi-VN')}`)
    draw()
    show('number', 'done')
    countDown(byId('look').hidden ? numberFor : codeFor, (seconds) =>
      setText(byId('returns'), say('web.kiosk.returns', { seconds })),
    )
    if (printsAtOnce) window.print()
  } catch (error) {
    setText(byId('failed-why'), (error instanceof Refusal && error.message) || say('web.lost'))
    show('failed', 'failed-back')
    countDown(choiceFor, () => {})
  } finally {
    document.body.classList.remove('giving')
  }
}

function drawNumber({ ticket, priority, ahead }: Issued, { name }: BoardField): void {
  setText(byId('slip-centre'), board ? sayWords(board.title) : '')
  setText(byId('number'), ticket)
  drawLook(ticket)
  setText(byId('slip-field'), sayWords(name))
  byId('slip-priority').hidden = !priority
  setText(byId('ahead'), ahead === 0 ? say('web.kiosk.ahead.none') : say('web.kiosk.ahead', { count: ahead }))
}

/** The page that follows a number, as a code for the citizen's telephone. */
function drawLook(ticket: string): void {
  const code = lookAddress && qrCodeOf(`${lookAddress}/ve/${encodeURIComponent(ticket)}`)
  byId('look').hidden = !code
  redraw(byId('look-code'), ticket, () => (code ? [drawQrCode(code)] : []))
}

/** Where a telephone reaches the centre: as the kiosk is told, or where the kiosk found it, unless that is its own PC. */
function addressForTelephones(): string | undefined {
  const told = new URLSearchParams(location.search).get('address')
  if (told && /^https?:\/\/[a-z0-9.:-]+$/i.test(told)) return told
  return /^(localhost|127\..*|\[::1\])$/.test(location.hostname) ? undefined : location.origin
}

/** Back to the beginning, in the language of the place: the next citizen is somebody else. */
function start(): void {
  clearInterval(ticking)
  const before = field
  field = undefined
  issued = undefined
  show('fields', undefined)
  document.querySelector<HTMLElement>(`[data-field="${before?.id ?? ''}"]`)?.focus({ preventScroll: true })
  if (currentLanguage() !== usual) void speak(usual)
}

function show(step: Step, focus: string | undefined): void {
  clearInterval(ticking)
  for (const one of steps) byId(`at-${one}`).hidden = one !== step
  document.body.dataset.at = step
  window.scrollTo(0, 0)
  if (focus) byId(focus).focus()
}

/** Nobody may be there any more: after so many seconds the page begins anew. */
function countDown(seconds: number, tell: (left: number) => void): void {
  let left = seconds
  tell(left)
  ticking = setInterval(() => {
    left--
    if (left <= 0) start()
    else tell(left)
  }, 1_000)
}
