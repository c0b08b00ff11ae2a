import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { isRunning, silentLog, until } from '../bus.fixture.ts'
import { Family } from './family.ts'

test('a child that loses its core is gone, also while a driver holds one of its calls', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'child-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const pipe = join(folder, 'nobody-writes')
  execFileSync('mkfifo', [pipe])
  const entry = join(folder, 'child.mjs')
  const joinUrl = new URL('./join-core.ts', import.meta.url).href
  // Opening a pipe that nobody writes to is a call that does not return, like one into a driver that is stuck.
  writeFileSync(
    entry,
    `import { open } from 'node:fs'
     import { joinCore } from ${JSON.stringify(joinUrl)}
     const line = joinCore(() => line.send('held'), () => {})
     open(${JSON.stringify(pipe)}, 'r', () => {})`,
  )
  let held = false
  const family = new Family<object, string>({
    name: 'stuck',
    entry: pathToFileURL(entry),
    // No time passes, so that nobody but the child itself ends it.
    clock: fakeClock(),
    log: silentLog,
    onMessage() {
      held = true
    },
    onEnd() {},
  })
  const { pid = 0 } = family
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL')
  })
  family.send({})
  await until(() => held)
  await family.stop()
  expect(isRunning(pid)).toBe(false)
})
