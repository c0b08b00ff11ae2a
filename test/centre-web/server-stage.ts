import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { LiveMessage } from '../../src/centre/web/page/messages.ts'
import { placeOf } from './hall-plan.ts'
import { openStage, password, type StageOptions } from './stage.ts'

/** The counter that these tests look at, and a service that may be rated there. */
export const place = placeOf(5)
export const service = '019ab3f0-0000-7000-8000-000000000001'

/** The pages of a scripted hall and their server, asked without any page; it ends with the test. */
export async function stage(options: StageOptions = {}) {
  const opened = await openStage(options)
  onTestFinished(() => opened.web.stop())
  const origin = `http://127.0.0.1:${opened.web.port}`
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(opened.at(path), {
      ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
      headers: { 'content-type': 'application/json', origin, ...headers },
    })
  return {
    ...opened,
    origin,
    post,
    async signIn(): Promise<string> {
      return cookieOf(await post('/v1/sign-in', { password }))
    },
    async pair(at = place): Promise<string> {
      const cookie = cookieOf(await post('/v1/sign-in', { password }))
      const { code } = (await (await post('/v1/pad-code', { place: at }, { cookie })).json()) as { code: string }
      return cookieOf(await post('/v1/pair', { place: at, code }))
    },
    socket: (path: string, headers: Readonly<Record<string, string>> = {}) =>
      new WebSocket(`ws://127.0.0.1:${opened.web.port}${path}`, { headers: { origin, ...headers } }),
  }
}

/** The session that a response begins. */
export const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
/** The code of a refusal. */
export const codeOf = async (response: Response) => ((await response.json()) as { readonly code: string }).code

/** What a socket is told, and how it ends. */
export function heard(socket: WebSocket) {
  const all: LiveMessage<unknown>[] = []
  const state = { all, refused: 0, closed: 0 }
  socket.on('message', (data) => all.push(JSON.parse(String(data))))
  socket.on('error', () => {})
  socket.on('close', (code) => {
    state.closed = code
  })
  socket.on('unexpected-response', (_, response) => {
    state.refused = response.statusCode ?? 0
    socket.terminate()
  })
  onTestFinished(() => socket.terminate())
  return state
}
