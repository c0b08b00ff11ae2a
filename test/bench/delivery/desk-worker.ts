import { keepHeapSmall, tidyHeapAfterStart } from '../../../agent/heap.ts'
import { systemClock, systemRandom } from '../../../agent/system.ts'
import { defaultRoot } from '../../../src/contract/index.ts'
import type { Log } from '../../../src/core/index.ts'
import { openJournal } from '../../../src/journal/index.ts'
import { createLink } from '../../../src/link/index.ts'
import { draft } from '../draft.ts'

// desk-worker <folder> <port>: the product's journal and link without devices, at the same commands as queue-peer.ts. A fact
// is accepted when it is durable; its number is its sequence. No centre gives receipts: the broker's acknowledgement counts.

const [folder = '', port = ''] = process.argv.slice(2)
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }
const world = { clock: systemClock, random: systemRandom, log: silent }
const names = { centre: 'vinh-long', desk: 'quay-05' }
const journal = await openJournal({ ...world, ...names, folder })
createLink({
  ...world,
  ...names,
  root: defaultRoot,
  version: '0.0.0',
  receipts: 'none',
  broker: () => ({ url: `mqtt://127.0.0.1:${port}`, clientId: 'vinh-long/quay-05' }),
  journal,
  command: () => undefined,
  changed: () => undefined,
})

// As the program does.
keepHeapSmall()
tidyHeapAfterStart(systemClock)

/** Offered at once at most: a million waiting promises would be measured, not the journal. */
const slice = 10_000

process.stdout.write('ready\n')
for await (const line of process.stdin.setEncoding('utf8').iterator()) {
  for (const command of String(line).trim().split('\n')) await obey(command)
}

async function obey(command: string): Promise<void> {
  const [what = '', first = '', second = ''] = command.split(' ')
  const begun = performance.now()
  if (what === 'accept' || what === 'deliver') {
    for (let left = Number(first); left > 0; left -= slice) await acceptAll(Math.min(left, slice))
    while (what === 'deliver' && (await journal.status()).backlog > 0) await pause(10)
    process.stdout.write(`${performance.now() - begun}\n`)
  }
  if (what === 'pace') await acceptSlowly(Number(first), Number(second))
}

async function acceptAll(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => journal.commit({ facts: [draft()] })))
}

async function acceptSlowly(count: number, perSecond: number): Promise<void> {
  const begun = performance.now()
  for (let made = 0; made < count; ) {
    for (; made < count && made < ((performance.now() - begun) / 1000) * perSecond; made++)
      void journal.commit({ facts: [draft()] }).then(([sequence]) => process.stdout.write(`accepted ${sequence}\n`))
    await pause(5)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
