import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { startDeskbridge, untilSaid } from '../support/processes.ts'

it('centre serve --web gives out a ticket and lets the operator in', async () => {
  const folder = temporaryFolder()
  const [plan, password] = [join(folder, 'centre.yaml'), join(folder, 'password')]
  const field = '{ id: land, name: { vi: Đất đai }, prefix: B, counters: ["*"] }'
  writeFileSync(plan, `centre: vinh-long\ntitle: { vi: Trung tâm thử }\nfields: [${field}]\n`)
  writeFileSync(password, 'mot mat khau dai\n')
  const options = ['--port', '0', '--web', '0', '--web-host', '127.0.0.1', '--data', join(folder, 'data')]
  const centre = startDeskbridge('centre', 'serve', '--plan', plan, '--operator-password-file', password, ...options)
  await untilSaid(centre, '/ (lay-so')
  const url = /(http:\/\/127\.0\.0\.1:\d+\/) \(lay-so/.exec(centre.said())?.[1] ?? ''
  const ask = (path: string, body: unknown) =>
    fetch(`${url}v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url.slice(0, -1) },
      body: JSON.stringify(body),
    })
  expect(await (await ask('issue', { field: 'land' })).json()).toMatchObject({ ticket: 'B001', ahead: 0 })
  expect((await fetch(`${url}bang`)).status).toBe(200)
  expect((await ask('sign-in', { password: 'ein anderes' })).status).not.toBe(200)
  expect((await ask('sign-in', { password: 'mot mat khau dai' })).status).toBe(200)
})
