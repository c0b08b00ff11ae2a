import type { JournalStatus } from '../../src/journal/index.ts'
import type { Health } from '../doctor/health.ts'
import { keepBoolean, keepEach, keepMembers, keepName, keepNumber, keepValues, keepWord } from './plain.ts'

const numbers = keepValues(keepNumber)

const journal = keepMembers({
  epoch: keepWord,
  lastSequence: keepNumber,
  receipted: keepEach(keepMembers({ epoch: keepWord, upTo: keepNumber })),
  quarantined: keepNumber,
  backlog: keepNumber,
  bytes: keepNumber,
  disk: keepWord,
  diskUsed: keepNumber,
  leftOut: keepNumber,
  repair: keepMembers({ at: keepWord, epoch: keepWord, salvaged: keepNumber, reported: keepNumber }),
})

const code = keepMembers({ code: keepWord })

const health = keepMembers({
  status: keepMembers({
    version: keepWord,
    pid: keepNumber,
    online: keepBoolean,
    protocol: (protocol) => (protocol === 'MQTT 5' || protocol === 'MQTT 3.1.1' ? protocol : undefined),
    error: keepWord,
    journal,
    counters: keepEach(keepMembers({ id: keepName })),
  }),
  centre: keepMembers({ state: keepWord, problem: code, alarms: keepEach(code) }),
  clock: keepMembers({ quality: keepWord, ahead: keepNumber }),
  devices: keepEach(
    keepMembers({
      health: keepMembers({
        name: keepWord,
        profile: keepWord,
        role: keepWord,
        counter: keepName,
        state: keepWord,
        reason: keepWord,
      }),
      hint: keepWord,
      session: numbers,
      wire: numbers,
      diagnosis: keepMembers({
        lastEventAgeMs: keepNumber,
        missesByAddress: numbers,
        unknownFrames: keepEach(keepMembers({ ageMs: keepNumber, length: keepNumber, report: keepNumber })),
      }),
      sharers: keepEach(keepWord),
      losses: keepNumber,
      unknownKeys: keepNumber,
      notAccepted: keepNumber,
    }),
  ),
  process: keepMembers({
    node: keepWord,
    upSeconds: keepNumber,
    memoryMegabytes: keepNumber,
    isService: keepBoolean,
    threads: keepNumber,
  }),
})

/** What a running desk says of itself, as others may see it. */
export function plainHealth(told: Health): unknown {
  return health(told)
}

/** How much lies in a journal, as others may see it. */
export function plainJournal(status: JournalStatus): unknown {
  return journal(status)
}
