import Type from 'typebox'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../src/core/index.ts'
import {
  type Access,
  type Actions,
  action,
  createDeskServer,
  createFeed,
  type DeskServer,
  type Feed,
  openAccess,
  openDeviceKey,
  type PeerUser,
  type WindowContent,
} from '../../src/desk/index.ts'
import { type KeptLog, keptLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A desk with its loopback API, and a person in front of it. */
export interface ApiDesk {
  readonly server: DeskServer
  readonly access: Access
  readonly feed: Feed<{ readonly pressed: number }, { readonly key: string }>
  readonly log: KeptLog
  readonly folder: string
  /** What was done at this desk: the list that no attack may make longer. */
  readonly done: readonly string[]
  /** The addresses that the session helper was told to open. */
  readonly opened: readonly string[]
  /** What the person at the desk reads in the last window. */
  readCode(): string
  /** A page of this origin asks, the person types the code: gives the secret of its session. */
  pair(origin: string): Promise<string>
  /** Sends JSON as a page of this origin would. */
  post(name: string, body: unknown, from: { readonly origin?: string; readonly session?: string }): Promise<Response>
}

/** What may be different about a desk. */
export interface ApiDeskOptions {
  readonly origins?: readonly string[]
  readonly folder?: string
  readonly clock?: Clock
  readonly port?: number
  readonly peerUser?: PeerUser
}

/** The application that the tests speak of. */
export const application = 'https://motcua.test'

/** Starts a desk whose actions are a key and, for its own pages alone, a sign-in. */
export async function startApiDesk(options: ApiDeskOptions = {}): Promise<ApiDesk> {
  const { clock = systemClock, folder = temporaryFolder(), origins = [application], port = 0 } = options
  const log = keptLog()
  const done: string[] = []
  const opened: string[] = []
  const feed = createFeed<{ pressed: number }, { key: string }>({ life: 'a', state: () => ({ pressed: done.length }) })
  const press: Actions = {
    press: action(
      Type.Object({ key: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
      ({ key }, asker) => {
        done.push(`${asker.kind} ${key}`)
        feed.publish({ key })
        return { key }
      },
    ),
  }
  const signIn = action(Type.Object({ officer: Type.String() }), ({ officer }) => {
    done.push(`sign-in ${officer}`)
    return {}
  })
  const access = openAccess({ origins, folder, clock, random: systemRandom, log })
  const user = options.peerUser ? '1000' : String(process.getuid?.() ?? '*')
  access.windows.join({ user, open: (path) => opened.push(path) })
  const server = await createDeskServer({
    port,
    pages: new Map([['/', { type: 'text/html; charset=utf-8', body: '<!doctype html><p id="own">Xin chào' }]]),
    actions: { ...press, 'sign-in': signIn },
    feed,
    applications: {
      access,
      actions: press,
      feed,
      identity: { centre: 'vinh-long', desk: 'quay-05', key: openDeviceKey(folder) },
      ...(options.peerUser ? { peerUser: options.peerUser } : {}),
    },
    clock,
    log,
  })
  onTestFinished(() => server.stop())
  const post: ApiDesk['post'] = (name, body, { origin, session }) =>
    fetch(`${server.url}v1/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(origin === undefined ? {} : { origin }),
        ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      },
      body: JSON.stringify(body),
    })
  const readCode = () => codeIn(access.windows.redeem(opened.at(-1)?.split('#')[1] ?? '', user))
  return {
    server,
    access,
    feed,
    log,
    folder,
    done,
    opened,
    readCode,
    post,
    async pair(origin) {
      await post('pair', {}, { origin })
      const answer = await post('pair-confirm', { code: readCode() }, { origin })
      return ((await answer.json()) as { session: string }).session
    },
  }
}

/** The code that a window shows; none where it shows something else. */
export function codeIn(content: WindowContent): string {
  return content.kind === 'pairing' ? content.code : ''
}
