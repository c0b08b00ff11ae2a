import type { IncomingMessage } from 'node:http'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { json as readJson } from 'node:stream/consumers'
import type { Provisioning } from '../../src/contract/index.ts'
import { DeskError, type ErrorCode, type ErrorMessage, isDeskError, type TextArgs } from '../../src/core/index.ts'
import type { EpochVerdict, QuarantinedFact } from '../../src/journal/index.ts'
import type { AgentStatus } from '../agent.ts'
import type { AdoptionWish } from '../devices/adoption.ts'
import type { Health } from '../doctor/health.ts'
import type { AttachedView, LessonView } from '../learn/lesson-view.ts'
import type { LearnWish } from '../learn/session.ts'
import type { Effect } from '../update/apply.ts'
import type { UpdateStatus } from '../update/updates.ts'
import { http } from './http.ts'
import { controlPath } from './paths.ts'

/** Asks the agent that runs on a data folder. Each question throws DeskError DB-AGT-001 when none runs. */
export interface ControlClient {
  status(): Promise<AgentStatus>
  /** How it is, for the doctor. Throws DeskError DB-DCT-001 where something listens and says nothing for so many milliseconds. */
  health(patience?: number): Promise<Health>
  /** The last lines of its log, oldest first. */
  log(): Promise<readonly string[]>
  diagnostics(): Promise<readonly unknown[]>
  /** All facts of its journal, one JSON text each. */
  facts(): AsyncIterable<string>
  /** The hash chain of each of its epochs, recomputed while it runs. */
  verify(): AsyncIterable<EpochVerdict>
  /** Facts of its journal that went out as tombstones only. */
  quarantined(): Promise<readonly QuarantinedFact[]>
  /** Takes an offered device into use; returns its name. Throws DeskError DB-AGT-004, -007. */
  adopt(wish: AdoptionWish): Promise<{ readonly name: string }>
  /** Gives up an adopted device. Throws DeskError DB-AGT-008. */
  release(name: string): Promise<void>
  /** Presses a key of a counter. Throws DeskError DB-AGT-004, -043, -044, and why it could not be accepted. */
  press(press: ShortcutPress): Promise<{ readonly counter: string }>
  /** Where the officer's page is, or why it is not there; neither for an agent without one. */
  /** Takes configuration that a person brought: signed, or the text of one. Throws DeskError DB-PRV-015, -016, -025. */
  provision(brought: { readonly content: string } | { readonly message: Provisioning }): Promise<void>
  /** Gives up what the centre sent: deskbridge.yaml alone decides. Throws DeskError DB-PRV-025. */
  drop(): Promise<void>
  page(): Promise<{ readonly url?: string; readonly problem?: ErrorMessage; readonly helpers?: number }>
  readonly learn: LearnClient
  readonly update: UpdateClient
}

/** An update that a desk took. */
export interface TakenUpdate {
  readonly part: string
  readonly version: string
  readonly issue: number
  readonly effect: Effect
  readonly warnings: readonly ErrorMessage[]
}

/** Has the agent updated; throws what `Updates` throws. */
export interface UpdateClient {
  status(): Promise<UpdateStatus>
  apply(file: string | undefined): Promise<{ readonly taken: readonly TakenUpdate[] }>
  rollback(part: string): Promise<{ readonly effect: Effect }>
}

/** A key that a shortcut presses. */
export interface ShortcutPress {
  /** One of the names of call keys; another one is refused with DB-AGT-043. */
  readonly action: string
  /** The only one where it is left out. */
  readonly counter?: string
  /** With recall: the number of somebody who waits nearby. */
  readonly ticket?: string
  readonly reason?: string
  readonly to?: string
}

/** Asks the agent to learn a device; throws what `LearnSession` throws. */
export interface LearnClient {
  attached(): Promise<readonly AttachedView[]>
  state(): Promise<LessonView>
  start(wish: LearnWish): Promise<void>
  answer(words: string): Promise<void>
  cancel(): Promise<void>
  save(): Promise<{ readonly file: string }>
  use(counter: string): Promise<{ readonly name: string }>
}

/** Milliseconds in which an agent begins to answer. */
const usualPatience = 3_000
/** A bundle is checked and unpacked before there is an answer; on an old disk that takes its time. */
const longPatience = 300_000

/** A client for a data folder. Nothing is connected before it is asked. */
export function controlClient(dataFolder: string, patience: number = usualPatience): ControlClient {
  const ask = (path: string, body?: unknown, timeout = patience) =>
    new Promise<IncomingMessage>((fulfil, reject) => {
      const silent = () => new DeskError('DB-DCT-001', { folder: dataFolder, seconds: timeout / 1000 })
      const fail = (error: Error) =>
        reject(isDeskError(error) ? error : new DeskError('DB-AGT-001', { folder: dataFolder }, { cause: error }))
      const method = body === undefined ? 'GET' : 'POST'
      const asked = http.request({ socketPath: controlPath(resolve(dataFolder)), path, method, timeout }, fulfil)
      asked.once('error', fail)
      asked.once('timeout', () => asked.destroy(silent()))
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })
  const json = async <T>(path: string, body?: unknown, timeout?: number): Promise<T> => {
    const answer = await ask(path, body, timeout)
    const said: unknown = await readJson(answer)
    if (answer.statusCode === 200) return said as T
    const { code, args } = said as { code: ErrorCode; args: TextArgs }
    throw new DeskError(code, args)
  }
  async function* lines(path: string): AsyncIterable<string> {
    const answer = await ask(path)
    // It has begun to answer. The chain of a whole year takes an old PC longer than any patience.
    answer.setTimeout(0)
    yield* createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY })
  }
  return {
    status: () => json('/status'),
    health: (patience) => json('/health', undefined, patience),
    log: () => json('/log'),
    diagnostics: () => json('/diagnostics'),
    facts: () => lines('/facts'),
    async *verify() {
      for await (const line of lines('/verify')) yield JSON.parse(line) as EpochVerdict
    },
    quarantined: () => json('/quarantine'),
    adopt: (wish) => json('/adopt', wish),
    release: (name) => json('/release', { name }),
    press: (press) => json('/press', press),
    page: () => json('/page'),
    provision: (brought) => json('/provision', brought),
    drop: () => json('/provision/drop', {}),
    update: {
      status: () => json('/update'),
      apply: (file) => json('/update/apply', file === undefined ? {} : { file }, longPatience),
      rollback: (part) => json('/update/rollback', { part }, longPatience),
    },
    learn: {
      attached: () => json('/attached'),
      state: () => json('/learn'),
      start: (wish) => json('/learn', wish),
      answer: (words) => json('/learn/answer', { words }),
      cancel: () => json('/learn/cancel', {}),
      save: () => json('/learn/save', {}),
      use: (counter) => json('/learn/use', { counter }),
    },
  }
}
