import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { until } from '../support/wait.ts'
import { startFirstRunCentre, startPc } from './first-run-world.ts'

const minutes = 60_000

describe('the service on a PC without a configuration', () => {
  it(
    'is a desk of its centre by itself where name and code were said at the installation',
    async () => {
      const centre = await startFirstRunCentre()
      const { code } = await centre.enrolment.code('quay-05')
      const pc = await startPc((folder) =>
        writeFileSync(
          join(folder, 'first-run.yaml'),
          `centre: 'vinh-long'\ndesk: 'quay-05'\nserver: '${centre.url}'\ncode: '${code}'\n`,
        ),
      )
      const agent = controlClient(pc.dataFolder)
      const isOnline = () =>
        agent.status().then(
          ({ online }) => online,
          () => false,
        )
      await until('the desk is online', isOnline, 2 * minutes)
      expect(readFileSync(pc.file, 'utf8')).toContain('desk: quay-05')
      expect(existsSync(join(pc.folder, 'first-run.yaml'))).toBe(false)
      expect((await agent.status()).identity).toMatchObject({ state: 'good' })
      expect(pc.running.said()).toContain('Desk quay-05 is running')
      expect(pc.running.said()).not.toContain(code)
    },
    5 * minutes,
  )

  it(
    'answers its own page and nobody else',
    async () => {
      const pc = await startPc()
      const { host, origin } = new URL(pc.url)
      const ask = (headers: Readonly<Record<string, string>>) =>
        fetch(`${pc.url}v1/first-run`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: '{}',
        }).then(({ status }) => status)
      expect(await ask({ origin })).toBe(200)
      expect(await ask({})).toBe(403)
      expect(await ask({ origin: 'https://evil.test' })).toBe(403)
      expect(await ask({ origin: `http://evil.test:${host.split(':')[1]}` })).toBe(403)
    },
    5 * minutes,
  )

  it(
    'stops when it is told to, before anybody has set it up',
    async () => {
      const pc = await startPc()
      pc.running.kill('SIGTERM')
      expect(await pc.running.ended).toBe(0)
      expect(pc.running.said()).toContain('Stopped')
      expect(existsSync(pc.file)).toBe(false)
    },
    5 * minutes,
  )

  it(
    'tells who watches over it that it is ready and goes on',
    async () => {
      const pc = await startPc(undefined, { DESKBRIDGE_WATCHDOG: '1500' })
      const words = () => pc.running.said().match(/^deskbridge: (ready|progress)$/gm) ?? []
      await until('it said so', () => words().filter((word) => word.endsWith('progress')).length > 3, minutes)
      expect(words()).toContain('deskbridge: ready')
    },
    5 * minutes,
  )
})
