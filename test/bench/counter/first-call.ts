import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { openDesk, type SessionStore } from '../../../src/desk/client/index.ts'
import { until } from '../../support/wait.ts'
import { startProgram } from '../programs.ts'
import { projectFolder } from '../workshop.ts'
import { application, type OneDesk, openOneDesk } from './one-desk.ts'

const plainFetch = globalThis.fetch
const helperPatience = 5_000

/**
 * From the call of an application until it is on the disk of the desk, each time as the first after opening the desk anew.
 * A browser adds the origin of its page by itself; here it is given to fetch and to sockets.
 */
export async function measureFirstCalls(folder: string, count: number): Promise<number[]> {
  await using one = await openOneDesk(folder)
  globalThis.fetch = (url, init) => plainFetch(url, { ...init, headers: { ...init?.headers, origin: application } })
  try {
    let session: string | undefined = await pair(one)
    const store: SessionStore = {
      read: () => session,
      write(next) {
        session = next
      },
    }
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      const desk = await openDesk({ url: one.url, store, openSocket, askCode: () => undefined })
      const begun = performance.now()
      await desk.call('5', n % 2 === 0 ? 'next' : 'begin')
      times.push(performance.now() - begun)
      await until('the centre has answered', () => desk.state.counters[0]?.asked.length === 0)
      desk.close()
    }
    return times
  } finally {
    globalThis.fetch = plainFetch
  }
}

function openSocket(url: string, protocols: string[]): globalThis.WebSocket {
  return new WebSocket(url, protocols, { origin: application }) as unknown as globalThis.WebSocket
}

/** Pairs the application as a person does: the code is in a window that only the session helper opens. */
async function pair({ desk, url }: OneDesk): Promise<string> {
  const program = `${projectFolder}/dist/deskbridge.js`
  const words = ['--lang', 'en', 'session', '--config', desk.configFile, '--no-browser']
  await using helper = startProgram(process.execPath, [program, ...words])
  const ask = async (action: string, body: unknown, origin = application) => {
    const headers = { origin, 'content-type': 'application/json' }
    const answer = await plainFetch(`${url}v1/${action}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as Readonly<Record<string, string>>
  }
  const window = (async () => {
    for (;;) {
      const token = /#(\S+)/.exec(await helper.line())?.[1]
      if (token !== undefined) return token
    }
  })()
  let token: string | undefined
  // The helper may still be on its way; without it nobody is asked to look at a window.
  while (token === undefined) {
    await ask('pair', {})
    token = await Promise.race([window, pause(helperPatience).then(() => undefined)])
  }
  const { code } = await ask('window', { token }, url.slice(0, -1))
  return (await ask('pair-confirm', { code })).session ?? ''
}
