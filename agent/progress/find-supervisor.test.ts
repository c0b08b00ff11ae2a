import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptLog, silentLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { has, projectFolder, start } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import { findSupervisor } from './find-supervisor.ts'

describe('who watches over the program', () => {
  it('is nobody at a terminal', () => {
    expect(findSupervisor({ env: {}, log: silentLog }).every).toBeUndefined()
  })

  it('is a service host that reads our lines', () => {
    const lines: string[] = []
    const host = findSupervisor({
      env: { DESKBRIDGE_WATCHDOG: '60000' },
      log: silentLog,
      out: (line) => lines.push(line),
    })
    host.ready()
    host.progress()
    host.stopping()
    expect(host.every).toBe(20_000)
    expect(lines).toEqual(['deskbridge: ready', 'deskbridge: progress', 'deskbridge: stopping'])
  })

  it('cannot be told where the program that speaks to systemd is missing, and the log says so', () => {
    const log = keptLog()
    const env = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '60000000' }
    findSupervisor({ env, log, notify: '/nowhere/notify' }).ready()
    expect(log.lines.map(({ fields }) => fields.reason)).toEqual(['/nowhere/notify'])
  })

  it.runIf(has('cc') && has('socat'))('is systemd, which hears our words on its own socket', async () => {
    const folder = temporaryFolder()
    const notify = join(folder, 'notify')
    execFileSync('cc', ['-std=c99', '-D_GNU_SOURCE', '-o', notify, join(projectFolder, 'install/linux/notify.c')])
    const socket = join(folder, 'socket')
    // A socket of datagrams as systemd has it; each becomes a part of what is said.
    const systemd = start('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT'])
    await until('the socket is there', () => existsSync(socket))
    const env = { ...process.env, NOTIFY_SOCKET: socket, WATCHDOG_USEC: '60000000' }
    const supervisor = findSupervisor({ env, log: silentLog, notify })
    expect(supervisor.every).toBe(20_000)
    supervisor.ready()
    supervisor.progress()
    supervisor.stopping()
    await until('systemd has heard all', () => systemd.said() === 'READY=1WATCHDOG=1STOPPING=1')
  })
})
