import type { ApplicationBody } from '../api/actions.ts'
import type { ApplicationEvent, ApplicationView } from '../api/application.ts'
import type { CardContentView } from '../api/card.ts'
import { connectDesk, type DeskOptions } from './follow.ts'
import { accessProblem } from './network-access.ts'
import { createNews, type DeskNews, type News } from './news.ts'
import { post } from './post.ts'
import { type CardOptions, readCard } from './read-card.ts'
import { DeskRefusal, pageRefusal } from './refusal.ts'
import { type AskCode, obtainSession, pageStore, type SessionStore } from './session.ts'

/** A desk that this page is paired with. */
export interface PairedDesk {
  /** How it is now. */
  readonly state: ApplicationView
  /** Hears from now on, and at once what is known already. Returns the way to stop. */
  on<K extends keyof DeskNews>(news: K, listener: (value: DeskNews[K]) => void): () => void
  /** Presses a key of the call keypad. Resolves when it is on the disk of the desk; what it caused comes as news. */
  call(counter: string, action: CallName, more?: CallDetails): Promise<void>
  /** Asks the citizen at the counter for a rating. */
  openRating(counter: string, occasion?: ApplicationBody<'rating-open'>['occasion']): Promise<void>
  /** A dossier joins the visit, or is taken back. */
  dossier(counter: string, code: string, act: 'attach' | 'detach'): Promise<void>
  /** Words on the display of the counter until the next number. */
  display(counter: string, lines: ApplicationBody<'display'>['lines']): Promise<void>
  /**
   * Reads the card of the citizen at the counter, once the officer has agreed in a window of the desk. Gives what the
   * procedure may take. It is gone from the desk soon: keep it no longer than the act needs.
   */
  readCard(counter: string, options?: CardOptions): Promise<CardContentView>
  /** Any action of the desk by its name. */
  ask(action: string, body: unknown): Promise<unknown>
  close(): void
}

/** The keys of a call keypad. */
export type CallName = ApplicationBody<'call'>['action']
/** What a press may say beside its key: whom to call back, where to send somebody, why the counter pauses. */
export type CallDetails = Pick<ApplicationBody<'call'>, 'ticket' | 'to' | 'reason'>

/** How a page finds and proves its desk. All of it may be left out. */
export interface OpenDeskOptions extends Pick<DeskOptions, 'openSocket'> {
  /** Where the desk is, if its port was changed. */
  readonly url?: string
  /** Asks the person for the code that the desk shows; by itself with the browser's own question. */
  readonly askCode?: AskCode
  /** Where the pairing is kept; by itself in the storage of this origin. */
  readonly store?: SessionStore
  /** The application's server makes sure that this is a desk of the centre before the page says its secret. */
  readonly proof?: DeskProofCheck
}

/** The way to the application's server, which judges with `createProofJudge` of `deskbridge/centre`. */
export interface DeskProofCheck {
  /** A fresh nonce of the server. */
  nonce(): Promise<string>
  /** Whether the server believes the proof. */
  verify(proof: unknown): Promise<boolean>
}

const mostFailures = 3
const standardUrl = 'http://127.0.0.1:47800/'

/**
 * Opens the desk of the PC that this page is shown on: permission of the browser, proof, pairing, and then its state.
 * Call it from a click: a browser that has to ask for permission asks only then.
 */
export async function openDesk(options: OpenDeskOptions = {}): Promise<PairedDesk> {
  const { url = standardUrl, askCode = askWithPrompt, store = pageStore(url), proof } = options
  const problem = await accessProblem()
  if (problem) throw pageRefusal(problem)
  try {
    if (proof) await checkProof(url, proof)
    const session = await obtainSession(url, store, askCode)
    return await follow(url, session, options)
  } catch (error) {
    throw error instanceof DeskRefusal && error.code === 'unreachable'
      ? pageRefusal((await accessProblem()) ?? 'unreachable')
      : error
  }
}

async function checkProof(url: string, { nonce, verify }: DeskProofCheck): Promise<void> {
  const proof = await post(url, 'prove', { nonce: await nonce() })
  if (!(await verify(proof))) throw pageRefusal('unproven')
}

function follow(url: string, session: string, { openSocket }: OpenDeskOptions): Promise<PairedDesk> {
  const news = createNews()
  let failures = 0
  return new Promise((resolve, reject) => {
    const connection = connectDesk<ApplicationView, ApplicationEvent>(
      {
        state(state) {
          news.begin(state)
          resolve(desk)
        },
        event: news.event,
        connected(connected) {
          news.tell('connected', connected)
          if (connected || news.hasBegun() || ++failures < mostFailures) return
          // Later losses mend themselves; a page that never came in must be able to say so.
          connection.close()
          reject(pageRefusal('unreachable'))
        },
        ended() {
          reject(pageRefusal('not-paired'))
          news.tell('ended', true)
        },
      },
      { url, session, ...(openSocket ? { openSocket } : {}) },
    )
    const desk = pairedDesk(news, (action, body) => post(url, action, body, session), connection.close)
  })
}

function pairedDesk(news: News, ask: PairedDesk['ask'], close: () => void): PairedDesk {
  return {
    get state() {
      return news.state()
    },
    on: news.on,
    ask,
    async call(counter, action, more) {
      await ask('call', { counter, action, ...more })
    },
    async openRating(counter, occasion) {
      await ask('rating-open', { counter, ...(occasion && { occasion }) })
    },
    async dossier(counter, code, act) {
      await ask('dossier', { counter, code, act })
    },
    readCard: (counter, options) => readCard({ ask, on: news.on }, counter, options),
    async display(counter, lines) {
      await ask('display', { counter, lines })
    },
    close,
  }
}

/** The browser's own question, in both languages. */
function askWithPrompt({ digits, refusal }: { readonly digits: number; readonly refusal: DeskRefusal | undefined }) {
  const ask = (globalThis as { readonly prompt?: (question: string) => string | null }).prompt
  const wrong = refusal?.words ? `${refusal.words.vi.sentence}. ${refusal.words.en.sentence}.\n\n` : ''
  const question = `Nhập mã ${digits} số đang hiện trên máy quầy.\nType the ${digits} digits that the desk shows.`
  return ask?.(wrong + question) ?? undefined
}
