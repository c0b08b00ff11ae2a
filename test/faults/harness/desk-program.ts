// A desk as a process of its own: the real journal and the real link, told on its standard input what is pressed. It says
// on its standard output what it accepted, each line written before anything else happens, so that it may be killed at
// any moment: what it said is what it promised. Started by `desk.ts`.
import { randomInt } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { jsonLog } from '../../../agent/log.ts'
import { systemClock, systemRandom } from '../../../agent/system.ts'
import { defaultRoot, type FactDraft, formatTime } from '../../../src/contract/index.ts'
import { isDeskError, uuidv7 } from '../../../src/core/index.ts'
import { openJournal } from '../../../src/journal/index.ts'
import { createLink } from '../../../src/link/index.ts'
import type { DeskOrder, DeskSetup } from './desk-orders.ts'

const setup = JSON.parse(process.argv[2] ?? '{}') as DeskSetup
const { centre, desk } = setup
const log = jsonLog('info', (line) => process.stderr.write(`${line}\n`), systemClock.wall)
const world = { clock: systemClock, random: systemRandom, log }
const say = (...words: readonly (string | number)[]) => write(`${words.join(' ')}\n`)
const codeOf = (error: unknown) => (isDeskError(error) ? error.code : String(error))

const journal = await openJournal({ ...world, folder: setup.folder, centre, desk })
const { epoch } = await journal.status()
const link =
  setup.url === undefined
    ? undefined
    : createLink({
        ...world,
        centre,
        desk,
        root: defaultRoot,
        version: '0.0.0',
        receipts: 'centre',
        broker: () => ({
          url: setup.url ?? '',
          clientId: `${centre}/${desk}`,
          ...(setup.account ? { username: setup.account.name, password: setup.account.password } : {}),
        }),
        journal,
        command: (command) => void journal.commit({ results: [{ id: command.id, state: 'done' }] }),
        changed: ({ online, error }) => say(online ? 'online' : 'offline', systemClock.mono(), error?.code ?? '-'),
      })

/** A pipe that is nearly full takes a part, or nothing yet. */
function write(text: string): void {
  for (let rest: Uint8Array = Buffer.from(text); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

function draft(bytes: number, age: number): FactDraft {
  const wall = systemClock.wall() - age
  return {
    id: uuidv7(wall, systemRandom),
    type: 'counter.paused',
    counter: '5',
    source: 'keypad-1',
    at: { wall, mono: systemClock.mono(), quality: 'free-running' },
    data: { reason: 'n'.repeat(bytes), via: 'keypad' },
  }
}

/** One after the other, as an officer presses; without a rate the next one follows the acceptance of the one before. */
async function press({ count, perSecond, bytes }: Extract<DeskOrder, { kind: 'press' }>): Promise<void> {
  const pending: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    const fact = draft(bytes, 0)
    say('pressed', fact.id)
    const accepted = journal.commit({ facts: [fact] }).then(
      ([sequence]) => say('accepted', sequence ?? 0, epoch, fact.id),
      (error: unknown) => say('refused', codeOf(error), fact.id),
    )
    if (perSecond === undefined) await accepted
    else {
      pending.push(accepted)
      // Around the rate and not on a beat, so that presses meet faults at any phase.
      await pause(randomInt(1, 2 + Math.floor(2000 / perSecond)))
    }
  }
  await Promise.all(pending)
}

const together = 512

/** As many as fit into one transaction at a time; their times lie evenly over the past `hours`. */
async function fill({ count, hours }: Extract<DeskOrder, { kind: 'fill' }>): Promise<void> {
  for (let done = 0; done < count; done += together) {
    const facts = Array.from({ length: Math.min(together, count - done) }, (_, index) =>
      draft(20, (1 - (done + index) / count) * hours * 3_600_000),
    )
    const sequences = await journal.commit({ facts })
    const lines = facts.map(({ id }, index) => `pressed ${id}\naccepted ${sequences[index]} ${epoch} ${id}\n`)
    write(lines.join(''))
  }
}

function request(): void {
  const id = uuidv7(systemClock.wall(), systemRandom)
  const [madeAt, notAfter] = [systemClock.wall(), systemClock.wall() + 5_000].map(formatTime) as [string, string]
  link?.request({ id, name: 'call.next', counter: '5', args: {}, madeAt, notAfter, clock: 'free-running' })
  say('requested', id)
}

async function carryOut(order: DeskOrder): Promise<void> {
  switch (order.kind) {
    case 'press':
      return await press(order)
    case 'fill':
      return await fill(order)
    case 'request':
      return request()
    case 'status':
      return say('status', JSON.stringify({ ...(await journal.status()), ...link?.status(), error: undefined }))
    case 'stop':
      await link?.stop()
      await journal.close()
      return process.exit(0)
  }
}

say('ready', epoch)
for await (const line of createInterface({ input: process.stdin })) {
  const { number, ...order } = JSON.parse(line) as DeskOrder & { readonly number: number }
  carryOut(order as DeskOrder).then(
    () => say('done', number),
    (error: unknown) => say('failed', number, codeOf(error)),
  )
}
// Whoever started it is gone.
process.exit(0)
