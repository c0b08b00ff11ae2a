import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startCounterDesk } from '../support/counter-desk.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'

it('centre serve --metrics tells of a real desk, of its devices and facts, and of its end', async () => {
  const folder = temporaryFolder()
  const centre = startDeskbridge('centre', 'serve', '--port', '0', '--data', join(folder, 'centre'), '--metrics', '0')
  await untilSaid(centre, '/metrics')
  const found = (pattern: RegExp) => pattern.exec(centre.said())?.[1] ?? ''
  const url = found(/(http:\S+\/metrics)/)
  const brokerUrl = found(/(mqtt:\/\/[^\s,]+)/)
  const desk = await startCounterDesk({ centre: 'vinh-long', desk: 'quay-05', counter: '5', folder, brokerUrl })
  onTestFinished(() => desk.stop())
  const at = '{centre="vinh-long",desk="quay-05"'
  const says = (line: string) =>
    until(line, async () => (await (await fetch(url)).text()).split('\n').some((one) => one.startsWith(line)), 60_000)
  await says(`deskbridge_desk_online${at}} 1`)
  await says(`deskbridge_device_ready${at},device="panel",profile=`)
  await desk.press('next')
  await says(`deskbridge_desk_fact_timestamp_seconds${at}} `)
  await says(`deskbridge_desk_backlog_facts${at}} 0`)
  await desk.stop()
  await says(`deskbridge_desk_online${at}} 0`)
  expect((await (await fetch(url)).text()).match(/deskbridge_desk_info\{.*version="\d+\.\d+\.\d+"\} 1/)).not.toBeNull()
})
