import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBundle } from '../../agent/support/open-bundle.ts'
import type { WorkView } from '../../src/centre/web/views/fleet-work.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { setUpCentre, writeBoxedDesk } from './centre-from-box.ts'

const minutes = 60_000
const password = 'mat-khau-dai-du'

/** An operator at the pages of a centre. */
async function signIn(url: string) {
  const headers = { 'content-type': 'application/json', origin: new URL(url).origin }
  const post = (path: string, body: unknown, more: Readonly<Record<string, string>> = {}) =>
    fetch(new URL(path, url), { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) })
  const cookie = (await post('/v1/sign-in', { password })).headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    post: (path: string, body: unknown) => post(path, body, { cookie }),
    get: (path: string) => fetch(new URL(path, url), { headers: { cookie } }),
  }
}

describe.runIf(has('mosquitto'))('the support bundle of a desk', () => {
  it(
    'comes to the centre when the page asks for it, and the officer at the desk is told',
    async () => {
      const secret = join(temporaryFolder(), 'password')
      writeFileSync(secret, password, { mode: 0o600 })
      const { server, serving, codeFrom } = await setUpCentre('--web', '0', '--operator-password-file', secret)
      await untilSaid(serving, 'http://127.0.0.1:', minutes)
      const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(serving.said()) ?? []
      const { file } = writeBoxedDesk('quay-05')
      const running = startDeskbridge('run', '-c', file)
      await untilSaid(running, 'quay-05', 2 * minutes)
      const code = await codeFrom('code', 'quay-05')
      const enrolled = await runDeskbridge('enrol', '-c', file, '--server', server, '--code', code)
      expect(enrolled).toMatchObject({ code: 0 })

      const operator = await signIn(url)
      const desk = 'vinh-long/quay-05'
      await until(
        'the centre knows the desk',
        async () => (await operator.post('/v1/fleet/bundle', { desk })).status === 200,
        2 * minutes,
      )
      const bundle = async () => ((await (await operator.get('/v1/fleet/work')).json()) as WorkView).bundles[0]
      await until('the bundle is here', async () => (await bundle())?.state === 'here', 4 * minutes)
      const here = await bundle()
      const name = here?.state === 'here' ? here.name : ''
      const saved = join(temporaryFolder(), name)
      writeFileSync(saved, Buffer.from(await (await operator.get(`/goi-ho-tro.zip?name=${name}`)).arrayBuffer()))
      expect(openBundle(saved).stretches).toEqual([])
      expect(running.said()).toContain('a support bundle was brought to the centre')
    },
    15 * minutes,
  )
})
