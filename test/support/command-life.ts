// The life of one command at a desk, run by `agent/commands-at-work.test.ts`. With a number as its third argument the
// process kills itself at that step. It says what the broker hears: "puback", "result …", and at last "end".
import { writeSync } from 'node:fs'
import { commandsAtWork } from '../../agent/commands-at-work.ts'
import { CounterRuntime } from '../../agent/counter-runtime.ts'
import { silentLog } from '../../agent/log.ts'
import { systemClock, systemRandom } from '../../agent/system.ts'
import type { Command } from '../../src/contract/index.ts'
import { defaultSettings } from '../../src/counter/index.ts'
import { type Journal, openJournal } from '../../src/journal/index.ts'

const [folder = '', delivered = '', killAt = '0'] = process.argv.slice(2)
const say = (line: string) => void writeSync(1, `${line}\n`)
let step = 0
/** A place between two steps, at which a process may die. */
const between = () => {
  step += 1
  if (step === Number(killAt)) process.kill(process.pid, 'SIGKILL')
}

const world = { clock: systemClock, random: systemRandom, log: silentLog }
const opened = await openJournal({ ...world, folder, centre: 'vinh-long', desk: 'quay-05' })
const clockQuality = () => 'synced' as const
const host = { ...world, clockQuality, show: () => undefined, request: () => undefined }
const counter = await CounterRuntime.start('5', defaultSettings, { ...host, journal: watched(opened) })
const counters = new Map([['5', counter]])
const commands = commandsAtWork({ ...world, journal: watched(opened), counters, clockQuality })
await commands.takeWaiting()
if (delivered !== '') await deliver(JSON.parse(delivered) as Command)
for (const { number, body } of await opened.results.waiting(10)) {
  between()
  say(`result ${body}`)
  between()
  await opened.results.taken(number)
}
between()
say('end')
counter.stop()
await opened.close()

/** What the link does with a command from the broker. */
async function deliver(command: Command): Promise<void> {
  between()
  const acceptance = await opened.inbox.accept(command)
  between()
  if (acceptance.kind === 'new') await commands.take(command)
  if (acceptance.kind === 'settled') await opened.results.repeat(JSON.stringify(acceptance.result))
  between()
  say('puback')
}

function watched(journal: Journal): Journal {
  return {
    ...journal,
    async commit(commit) {
      between()
      const sequences = await journal.commit(commit)
      between()
      return sequences
    },
  }
}
