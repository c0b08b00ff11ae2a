import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { has } from '../../../test/support/processes.ts'
import { watchFleet } from './fleet.ts'
import { metricNames, metricsText } from './metrics.ts'
import { serveMetrics } from './serve-metrics.ts'

const install = join(import.meta.dirname, '../../../install/centre')

function busyFleet() {
  const clock = fakeClock()
  const enrolled = new Map([['vinh-long/quay-05', { ends: clock.wall() + 86_400_000, isBlocked: false }]])
  const fleet = watchFleet({ known: [], clock, enrolled: () => enrolled })
  fleet.state('vinh-long/quay-05', {
    ...{ online: true, version: '1.2.0', backlog: 3, quarantined: 1, disk: 'tight', clock: 'stepped' },
  })
  const device = { profile: 'generic.stx-keypad', role: 'call-keypad', counter: '5' } as const
  fleet.devices('vinh-long/quay-05', { devices: [{ ...device, name: 'bàn "1"\\\n', state: 'lost' }] })
  fleet.applied([{ desk: 'vinh-long/quay-05', received: clock.wall(), fact: {} as never }])
  return fleet
}

test('every series has a sample, and what devices are called cannot break out of its label', () => {
  const written = metricsText(busyFleet().look())
  for (const name of metricNames)
    expect(written).toMatch(new RegExp(`^${name}\\{centre="vinh-long",desk="quay-05"`, 'm'))
  expect(written).toContain('device="bàn \\"1\\"\\\\\\n"')
})

test.runIf(has('promtool'))('Prometheus itself finds nothing to complain of, in the series and in the alarms', () => {
  const input = metricsText(busyFleet().look())
  expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('')
  const alarms = join(install, 'prometheus-alerts.yml')
  expect(execFileSync('promtool', ['check', 'rules', alarms], { encoding: 'utf8' })).toContain('5 rules found')
})

test('the dashboard and the alarms ask only for series that there are', () => {
  const asked = ['grafana-dashboard.json', 'prometheus-alerts.yml'].flatMap(
    (file) => readFileSync(join(install, file), 'utf8').match(/deskbridge_\w+/g) ?? [],
  )
  expect(asked.length).toBeGreaterThan(10)
  expect([...new Set(asked)].filter((name) => !metricNames.includes(name))).toEqual([])
  expect(metricNames.filter((name) => !asked.includes(name))).toEqual([])
})

test('they are served at one address, to this machine', async () => {
  const server = await serveMetrics({ fleet: busyFleet(), port: 0 })
  onTestFinished(() => server.stop())
  const answer = await fetch(server.url)
  expect(answer.headers.get('content-type')).toContain('version=0.0.4')
  expect(await answer.text()).toContain('deskbridge_desk_backlog_facts{centre="vinh-long",desk="quay-05"} 3')
  expect((await fetch(server.url.replace('/metrics', '/'))).status).toBe(404)
  const port = Number(new URL(server.url).port)
  await expect(serveMetrics({ fleet: busyFleet(), port })).rejects.toMatchObject({ code: 'DB-FLT-012' })
})
