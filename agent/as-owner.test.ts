import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startEnrollingCentre } from '../test/enrolment/enrolling-centre.ts'
import { temporaryFolder } from '../test/support/folder.ts'
import { runDeskbridge, startDeskbridge, untilSaid } from '../test/support/processes.ts'

/** The user `nobody`, who stands for the account of the service. */
const service = 65_534

/** An installed desk: its configuration is root's, its data folder the service's. */
function installedDesk(): { readonly folder: string; readonly config: string; readonly data: string } {
  const folder = temporaryFolder()
  const [config, data] = [join(folder, 'deskbridge.yaml'), join(folder, 'data')]
  chmodSync(folder, 0o755)
  mkdirSync(data, { mode: 0o700 })
  chownSync(data, service, service)
  const lines = ['centre: vinh-long', 'desk: quay-05', 'data: data', 'broker: { url: "mqtt://127.0.0.1:1" }']
  writeFileSync(config, [...lines, 'counters: [{ id: 5 }]', 'page: { port: 0 }', ''].join('\n'))
  const centre = '{ name: vinh-long, broker: { url: "mqtt://127.0.0.1:1" } }'
  const plan = [`centre: ${centre}`, 'data: ./data', 'desks: [{ name: quay-05 }]', '']
  writeFileSync(join(folder, 'provision.yaml'), plan.join('\n'))
  return { folder, config, data }
}

/** What in a data folder the service could not remove or write; and how much there is in it. */
function foreignIn(data: string): { readonly foreign: readonly string[]; readonly count: number } {
  const all = readdirSync(data, { recursive: true, encoding: 'utf8' })
  return { foreign: all.filter((name) => statSync(join(data, name)).uid !== service), count: all.length }
}

const isRoot = process.getuid?.() === 0
if (!isRoot) process.stderr.write('\n*** not root: commands of an administrator are not tried here. ***\n')

it.runIf(isRoot)(
  'a desk that root starts by hand runs as the owner of its data',
  async () => {
    const { config, data } = installedDesk()
    const desk = startDeskbridge('run', '--config', config)
    await untilSaid(desk, 'is running', 120_000)
    expect(readFileSync(`/proc/${desk.process.pid}/status`, 'utf8')).toMatch(/^Uid:(\t65534){4}$/m)
    desk.kill('SIGTERM')
    expect(await desk.ended).toBe(0)
    expect(foreignIn(data)).toMatchObject({ foreign: [], count: expect.any(Number) })
    expect(readdirSync(data)).toContain('journal.db')
  },
  180_000,
)

it.runIf(isRoot)(
  'commands of root leave nothing in the data folder that is not its owner’s',
  async () => {
    const { folder, config, data } = installedDesk()
    const desk = startDeskbridge('run', '--config', config)
    await untilSaid(desk, 'is running', 120_000)
    desk.kill('SIGKILL')
    await desk.ended
    const plan = join(folder, 'provision.yaml')
    const bundle = join(folder, 'bundle')
    const applied = await runDeskbridge('provision', 'apply', plan, '--config', config)
    expect(applied).toEqual({ code: 0, said: 'It is kept. The desk tries it when it starts.\n' })
    const commands = [
      ['journal', 'status'],
      ['journal', 'verify'],
      ['journal', 'quarantine'],
      ['journal', 'export'],
      ['provision', 'status'],
      ['provision', 'drop'],
      ['update', 'status'],
      ['update', 'rollback'],
      ['doctor'],
      ['support-bundle', '--out', bundle],
    ]
    for (const command of commands) {
      const { said } = await runDeskbridge(...command, '--config', config)
      expect(foreignIn(data).foreign, `${command.join(' ')}: ${said}`).toEqual([])
    }
    // What is written for the administrator is the administrator's.
    expect(statSync(bundle).uid).toBe(0)
    expect(readdirSync(data)).toContain('journal.db')
  },
  300_000,
)

it.runIf(isRoot)(
  'a desk that root enrols belongs to the service with its key',
  async () => {
    const { data } = installedDesk()
    const centre = await startEnrollingCentre()
    const { code } = await centre.enrolment.code('quay-05')
    const place = ['--desk', 'quay-05', '--data', data, '--server', centre.url]
    const { said } = await runDeskbridge('enrol', ...place, '--code', code)
    expect(said).toContain('vinh-long/quay-05')
    expect(readdirSync(join(data, 'identity'))).toContain('identity.json')
    expect(foreignIn(data).foreign).toEqual([])
  },
  120_000,
)
