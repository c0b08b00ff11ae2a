import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { has, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { setUpCentre, writeBoxedDesk } from './centre-from-box.ts'

const minutes = 60_000

describe.runIf(has('mosquitto'))('from the box to a working counter', () => {
  it(
    'a desk keeps what happens from its first start, delivers when it is enrolled, and is out when it is revoked',
    async () => {
      const { keys, server, codeFrom } = await setUpCentre()
      const { file, data } = writeBoxedDesk('quay-05')
      const running = startDeskbridge('run', '-c', file)
      await untilSaid(running, 'quay-05', 2 * minutes)
      const agent = controlClient(data)
      expect(await agent.status()).toMatchObject({ online: false, error: 'DB-IDN-001', identity: { state: 'none' } })
      await agent.press({ action: 'next' })
      expect((await agent.status()).journal.backlog).toBeGreaterThan(0)

      const code = await codeFrom('code', 'quay-05')
      const enrolled = await runDeskbridge('enrol', '-c', file, '--server', server, '--code', code)
      expect(enrolled).toMatchObject({ code: 0 })
      expect(enrolled.said).toContain('This PC is vinh-long/quay-05')
      await until(
        'the desk is online and has receipts',
        async () => {
          const { online, journal } = await agent.status()
          return online && journal.backlog === 0
        },
        2 * minutes,
      )
      expect(await agent.status()).toMatchObject({ identity: { state: 'good', level: 'file', daysLeft: 89 } })

      expect(await runDeskbridge('centre', 'revoke', '--desk', 'quay-05', ...keys)).toMatchObject({ code: 0 })
      await until('the desk is refused', async () => (await agent.status()).error === 'DB-LNK-017', minutes)
      await agent.press({ action: 'pause' })
      expect((await agent.status()).journal.backlog).toBeGreaterThan(0)
      const list = await runDeskbridge('centre', 'enrolled', ...keys)
      expect(list.said).toContain('vinh-long/quay-05: shut out (revoked)')

      // The same PC, let in again: nothing of what it kept meanwhile is lost.
      const second = await codeFrom('unblock', 'quay-05')
      expect(await runDeskbridge('enrol', '-c', file, '--server', server, '--code', second)).toMatchObject({ code: 0 })
      await until('what was kept is delivered', async () => (await agent.status()).journal.backlog === 0, 3 * minutes)

      // And then it is taken away for good, while it runs.
      expect(await runDeskbridge('centre', 'wipe', '--desk', 'quay-05', ...keys)).toMatchObject({ code: 0 })
      expect(await running.ended).toBe(0)
      expect(running.said()).toContain('forgotten its keys and data')
      expect(readdirSync(data)).toEqual([])
      await until(
        'the centre has shut it out',
        async () => (await runDeskbridge('centre', 'enrolled', ...keys)).said.includes('shut out (retired)'),
        minutes,
      )
    },
    15 * minutes,
  )

  it(
    'the keys of the centre cannot be used without its passphrase, and are in no file as they are',
    async () => {
      const { data } = await setUpCentre()
      const refused = await runDeskbridge('centre', 'code', '--desk', 'quay-05', '--data', data)
      expect(refused.code).toBe(1)
      expect(refused.said).toContain('DB-CTR-041')
      expect(readFileSync(join(data, 'centre.db')).includes('PRIVATE KEY')).toBe(false)
    },
    5 * minutes,
  )
})
