import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { onPage } from '../../../agent/agent.fixture.ts'
import { startScriptedBroker } from '../../support/scripted-broker.ts'
import type { Fault } from '../fault.ts'
import { hurriedClock } from '../hurried-clock.ts'
import type { Pc } from '../pc.ts'

/** The user that owns nothing. */
const nobody = 65_534

/** Causes that take seconds, a disk of their own or another user. */
export const heavyFaults: readonly Fault[] = [
  {
    cause: 'the broker takes connections and never answers',
    codes: ['DB-LNK-005'],
    async make(pc) {
      const { url } = await startScriptedBroker({ accept: () => 'deaf' })
      pc.write({ broker: { url, receipts: 'none' } })
      await pc.run({ until: 'started' })
    },
  },
  {
    cause: 'nobody listens at the broker',
    codes: ['DB-LNK-012'],
    async make(pc) {
      const { url } = await startScriptedBroker({ publish: () => ({ puback: 0x10 }) })
      await pressAtHurriedDesk(pc, url)
    },
  },
  {
    cause: 'the broker takes facts, and no receipt ever comes',
    codes: ['DB-LNK-023'],
    make: async (pc) => pressAtHurriedDesk(pc, (await startScriptedBroker()).url),
  },
  {
    cause: 'the disk has little room left',
    codes: ['DB-AGT-005'],
    needs: ['root'],
    async make(pc) {
      smallDisk(pc, '64m')
      await pc.run()
    },
  },
  {
    cause: 'the disk was filled by somebody else',
    codes: ['DB-JRN-022'],
    needs: ['root'],
    async make(pc) {
      smallDisk(pc, '8m')
      await pc.run()
      fill(`${pc.dataFolder}/film.mp4`)
    },
  },
  {
    cause: 'the folder belongs to another user',
    codes: ['DB-DCT-004'],
    needs: ['root', 'setpriv'],
    make(pc) {
      mkdirSync(pc.dataFolder, { mode: 0o700 })
      chmodSync(pc.folder, 0o755)
      return { user: nobody }
    },
  },
  {
    cause: 'the folder was made read-only',
    codes: ['DB-DCT-005'],
    needs: ['root', 'setpriv'],
    make(pc) {
      mkdirSync(pc.dataFolder, { mode: 0o500 })
      chownSync(pc.dataFolder, nobody, nobody)
      chmodSync(pc.folder, 0o755)
      return { user: nobody }
    },
  },
  {
    cause: 'the account of the service may not open the port',
    codes: ['DB-AGT-001', 'DB-SER-002'],
    needs: ['root', 'setpriv'],
    make(pc) {
      const port = `${pc.folder}/ttyS9`
      execFileSync('mknod', ['-m', '600', port, 'c', '4', '64'])
      mkdirSync(pc.dataFolder, { mode: 0o700 })
      chownSync(pc.dataFolder, nobody, nobody)
      chmodSync(pc.folder, 0o755)
      pc.write({ devices: [{ name: 'keypad-1', profile: 'generic.stx-keypad', port, counter: 5 }] })
      return { user: nobody }
    },
  },
]

async function pressAtHurriedDesk(pc: Pc, url: string): Promise<void> {
  const clock = hurriedClock(30)
  // A desk without a centre that tells it the time; what is looked for is what comes of its facts.
  pc.write({ broker: { url }, counters: [{ id: 5, requestTimeout: 60_000 }] })
  const agent = await pc.run({ clock, until: 'online' })
  await agent.accept(onPage('5', 'call', { action: 'pause', reason: 'Họp' }))
}

function smallDisk({ dataFolder }: Pc, size: string): void {
  mkdirSync(dataFolder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', dataFolder])
  onTestFinished(() => void execFileSync('umount', ['--lazy', dataFolder]))
}

function fill(file: string): void {
  try {
    for (let bytes = 1 << 20; ; ) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' })
  } catch {
    // It is full.
  }
}
