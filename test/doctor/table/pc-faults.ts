import { chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createSocket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { controlPath } from '../../../agent/control/paths.ts'
import { openDatabase } from '../../../src/sqlite/index.ts'
import { systemClock } from '../../support/faces.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { draftFact, openTestJournal } from '../../support/journals.ts'
import { until } from '../../support/wait.ts'
import type { Fault } from '../fault.ts'
import type { Pc } from '../pc.ts'
import { programWithout } from '../program-without.ts'

const origin = 'https://motcua.vinhlong.gov.vn'
const scanner = { name: 'scanner-1', profile: 'generic.keyboard-scanner', counter: 5 }

/** The program, its files and this PC. */
export const pcFaults: readonly Fault[] = [
  {
    cause: 'an old Node runs the program',
    codes: ['DB-AGT-002'],
    async make(pc) {
      await pc.run()
      return { node: '20.20.2' }
    },
  },
  {
    cause: 'the service was started without threads for the disk',
    codes: ['DB-DCT-003'],
    async make(pc) {
      await pc.run()
      setEnvironment({ INVOCATION_ID: 'a', UV_THREADPOOL_SIZE: undefined })
    },
  },
  {
    cause: 'the native part for serial ports is missing',
    codes: ['DB-DCT-002'],
    make(pc) {
      pc.write({ devices: [{ name: 'keypad-1', profile: 'generic.stx-keypad', port: '/dev/ttyUSB0', counter: 5 }] })
      return { resolve: programWithout('@serialport/bindings-cpp', 'serialport') }
    },
  },
  {
    cause: 'the native part for storage is missing',
    codes: ['DB-DCT-002'],
    make: () => ({ resolve: programWithout('sqlite3') }),
  },
  {
    cause: 'the program that takes keyboards was not installed',
    codes: ['DB-KBD-005'],
    async make(pc) {
      pc.write({ devices: [scanner] })
      await pc.run()
      return { keyboardHelper: undefined }
    },
  },
  {
    cause: 'the program that takes keyboards may not be run',
    codes: ['DB-KBD-005'],
    async make(pc) {
      const keyboardHelper = join(pc.folder, 'keyboard-grab')
      writeFileSync(keyboardHelper, '')
      pc.write({ devices: [scanner] })
      await pc.run()
      return { keyboardHelper }
    },
  },
  {
    cause: 'a file lies where the data folder should be',
    codes: ['DB-JRN-004'],
    make: ({ dataFolder }) => writeFileSync(dataFolder, ''),
  },
  {
    cause: 'the data folder shall lie below a file',
    codes: ['DB-JRN-004'],
    make(pc) {
      writeFileSync(join(pc.folder, 'disk'), '')
      pc.write({ data: './disk/deskbridge/data' })
    },
  },
  {
    cause: 'somebody tried the program as another user and left a file behind',
    codes: ['DB-DCT-006'],
    needs: ['root'],
    async make(pc) {
      await pc.run()
      const file = join(pc.dataFolder, 'devices.json')
      writeFileSync(file, '{}')
      chownSync(file, 65_534, 65_534)
    },
  },
  {
    cause: 'the journal is no database any more',
    codes: ['DB-SQL-006'],
    make(pc) {
      mkdirSync(pc.dataFolder)
      writeFileSync(join(pc.dataFolder, 'journal.db'), 'x'.repeat(10_000))
    },
  },
  {
    cause: 'a page of the journal was overwritten',
    codes: ['DB-SQL-006'],
    async make(pc) {
      await usedJournal(pc)
      const file = await open(join(pc.dataFolder, 'journal.db'), 'r+')
      await file.write(Buffer.alloc(4096, 0x5a), 0, 4096, 4096)
      await file.close()
    },
  },
  {
    cause: 'the journal was deleted, and what knows of it was not',
    codes: ['DB-SQL-006'],
    async make(pc) {
      await usedJournal(pc)
      writeFileSync(join(pc.dataFolder, 'journal.db'), '')
    },
  },
  {
    cause: 'the program was set back behind its journal',
    codes: ['DB-DCT-008'],
    async make(pc) {
      await usedJournal(pc)
      const db = await openDatabase(join(pc.dataFolder, 'journal.db'), {})
      await db.exec('PRAGMA user_version = 999')
      await db.close()
    },
  },
  {
    cause: 'a second program has the data folder and answers nobody',
    codes: ['DB-JRN-001'],
    make: async (pc) => void (await openTestJournal({ folder: pc.dataFolder })),
  },
  {
    cause: 'the journal was damaged and has been repaired',
    codes: ['DB-JRN-010'],
    async make(pc) {
      mkdirSync(pc.dataFolder)
      writeFileSync(join(pc.dataFolder, 'journal.db'), 'x'.repeat(10_000))
      await pc.run()
    },
  },
  { cause: 'nobody has started the program', codes: ['DB-AGT-001'], make: () => undefined },
  {
    cause: 'the program hangs',
    codes: ['DB-DCT-001'],
    async make(pc) {
      mkdirSync(pc.dataFolder)
      const hanging = createSocket(() => undefined)
      await new Promise<void>((resolve) => hanging.listen(controlPath(pc.dataFolder), resolve))
      onTestFinished(() => void hanging.close())
      return { patience: 50 }
    },
  },
  {
    cause: 'the configuration was given another desk while the program ran',
    codes: ['DB-DCT-026'],
    async make(pc) {
      await pc.run()
      pc.write({ desk: 'quay-06' })
    },
  },
  {
    cause: 'the configuration was changed and the program not started anew',
    codes: ['DB-DCT-029'],
    async make(pc) {
      await pc.run()
      const now = Date.now() / 1000 + 60
      utimesSync(pc.configFile, now, now)
    },
  },
  {
    cause: 'the program was updated and not started anew',
    codes: ['DB-DCT-027'],
    make: async (pc) =>
      void (await pc.run({
        posing: (agent) => ({ ...agent, status: async () => ({ ...(await agent.status()), version: '0.0.9' }) }),
      })),
  },
  {
    cause: 'the clock of the PC is three hours late',
    codes: ['DB-DCT-009'],
    async make(pc) {
      const late = { ...systemClock, wall: () => systemClock.wall() - 3 * 3_600_000 }
      await pc.run({ clock: late, until: 'online' })
      await pc.house.tellTime(systemClock)
      return { clock: late }
    },
  },
  {
    cause: 'the clock of the PC jumped by an hour',
    codes: ['DB-DCT-010'],
    async make(pc) {
      let step = 0
      const stepping = { ...systemClock, wall: () => systemClock.wall() + step }
      const agent = await pc.run({ clock: stepping })
      // What the centre said before is all heard once this is.
      await pc.house.tellTime({ ...stepping, wall: () => stepping.wall() + 1_000 })
      await until('the last word of the centre is heard', () => (agent.insight.clockAhead() ?? 0) < -500)
      step = 3_600_000
      return { clock: stepping }
    },
  },
  {
    cause: 'the centre has never said what time it is',
    codes: ['DB-AGT-047'],
    async make(pc) {
      await pc.run({ until: 'online' })
      return { toldWithin: -1 }
    },
  },
  {
    cause: 'another program has the port of the page',
    codes: ['DB-DSK-027'],
    async make(pc) {
      pc.write({ page: { port: await squattedPort() } })
      await pc.run({ page: 'served' })
    },
  },
  {
    cause: 'a dummy sits at the port of the page of a desk that does not run',
    codes: ['DB-AGT-001', 'DB-DSK-027'],
    make: async (pc) => pc.write({ page: { port: await squattedPort() } }),
  },
  {
    cause: 'no browser was given the policy for the application of the centre',
    codes: ['DB-AGT-060'],
    async make(pc) {
      pc.write({ applications: [origin] })
      await pc.run()
      return { policyFolders: [join(pc.folder, 'none')] }
    },
  },
  {
    cause: 'the policy was copied with half of its text',
    codes: ['DB-DCT-021'],
    async make(pc) {
      pc.write({ applications: [origin] })
      await pc.run()
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'deskbridge.json'), '{ "LocalNetworkAccessAllowedForUrls": [')
      return { policyFolders: [folder] }
    },
  },
  {
    cause: 'no helper runs in the session of an officer',
    codes: ['DB-DCT-022'],
    async make(pc) {
      pc.write({ applications: [origin] })
      await pc.run({ page: 'served' })
      return { policyFolders: [policyFolder()] }
    },
  },
]

/** A folder with a policy that lets the application in. */
export function policyFolder(): string {
  const folder = temporaryFolder()
  const content = JSON.stringify({ LocalNetworkAccessAllowedForUrls: [origin] })
  writeFileSync(join(folder, 'deskbridge.json'), content)
  return folder
}

/** A desk that ran, and left a journal. */
async function usedJournal(pc: Pc): Promise<void> {
  const journal = await openTestJournal({ folder: pc.dataFolder })
  for (let fact = 0; fact < 50; fact++) await journal.commit({ facts: [draftFact()] })
  await journal.close()
}

/** Sets variables of the environment for the rest of the test. */
function setEnvironment(changes: Readonly<Record<string, string | undefined>>): void {
  const before = { ...process.env }
  onTestFinished(() => {
    process.env = before
  })
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

async function squattedPort(): Promise<number> {
  const squatter = createServer((_, response) => response.end('deskbridge'))
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    squatter.closeAllConnections()
    squatter.close()
  })
  const address = squatter.address()
  return typeof address === 'object' && address ? address.port : 0
}
