import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createRecorder, type RecordingSink } from '../../src/device/index.ts'
import { compile, type Profile } from '../../src/profile/index.ts'
import { fakeClock, keptLog, silentLog, systemClock } from '../../test/support/faces.ts'
import { openSegments } from './segments.ts'

// A program that records one keypad, for the tests that kill it or break its disk:
//   endless FOLDER   keys are pressed without end; says how many presses were written
//   told FOLDER      each line of input is a press, or a number of milliseconds that pass; answers each with what was logged

const [, program, mode = '', folder = ''] = process.argv

/** A keypad of the library. */
export const keypad: Profile = compile(
  readFileSync(new URL('../../device-profiles/generic/stx-keypad.yaml', import.meta.url), 'utf8'),
)

/** The bytes of one press of the key 1. */
export const press: Uint8Array = new Uint8Array(Buffer.from('023031310333', 'hex'))

if (program === import.meta.filename) await (mode === 'endless' ? pressWithoutEnd() : pressWhenTold())

async function pressWithoutEnd(): Promise<void> {
  let pressed = 0
  const kept = await openSegments(folder, systemClock)
  const sink: RecordingSink = {
    async append(lines, heads) {
      const now = pressed
      await kept.append(lines, heads)
      process.stdout.write(`${now}\n`)
    },
    close: () => kept.close(),
  }
  const clock = { ...systemClock, after: (ms: number, action: () => void) => systemClock.after(ms / 100, action) }
  const recorder = createRecorder({ clock, log: silentLog, sink, run: kept.run })
  const session = recorder.start('keypad-1', keypad, clock.mono())
  for (;;) {
    session.bytes(press, clock.mono())
    pressed += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function pressWhenTold(): Promise<void> {
  const clock = fakeClock()
  const log = keptLog()
  const kept = await openSegments(folder, clock)
  let written: Promise<unknown> = Promise.resolve()
  const sink: RecordingSink = {
    append(lines, heads) {
      const appended = kept.append(lines, heads)
      written = appended.catch(() => undefined)
      return appended
    },
    close: () => kept.close(),
  }
  const recorder = createRecorder({ clock, log, sink, run: kept.run })
  const session = recorder.start('keypad-1', keypad, clock.mono())
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'press') session.bytes(press, clock.mono())
    else clock.advance(Number(line))
    await written
    // The recorder, too, has heard of it.
    await new Promise((resolve) => setImmediate(resolve))
    process.stdout.write(`${JSON.stringify(log.lines.map(({ level, fields }) => [level, fields.code]))}\n`)
  }
  await recorder.stop()
}
