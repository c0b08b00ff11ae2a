import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCard } from '../../../agent/card/read-card.ts'
import { type CardReaders, cardReaders, type ReadersSeen } from '../../../src/bus/index.ts'
import { personalFields } from '../../../src/card/index.ts'
import { holder } from '../../card/holder.ts'
import { makeIssuer } from '../../card/issuer.ts'
import { makeCard } from '../../card/make-card.ts'
import { makePhoto } from '../../card/photo.ts'
import { access, trustIn } from '../../card/reading.ts'
import { keptLog, systemClock, systemRandom } from '../../support/faces.ts'
import { until } from '../../support/wait.ts'
import type { Bench } from '../devices/bench.ts'
import { CcidSlot } from '../devices/ccid-slot.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, patience, same, since } from './room.ts'

/** Without them the lab shows all else; `test/setup` installs them. */
const needed = ['/usr/sbin/pcscd', '/usr/lib/pcsc/drivers/ifd-ccid.bundle']

const reading: LabTest = {
  name: 'a card on a CCID reader is found, read with its photo, and missed when it is taken away',
  seconds: 300,
  run: () => atTheBench(readOnBench),
}

/** That a chip is read through the driver that Debian has for card readers. */
export const cardReaderTests: readonly LabTest[] = needed.every((file) => existsSync(file)) ? [reading] : []

async function readOnBench(bench: Bench) {
  const service = startService()
  const readers = cardReaders({ clock: systemClock, log: keptLog() })
  try {
    await until('the card service', () => existsSync('/run/pcscd/pcscd.comm'), patience)
    const device = await bench.plug({ chip: 'ccid' }, 0)
    const slot = new CcidSlot((bytes) => device.say(bytes))
    device.onNoticed((noticed) => {
      if (noticed.kind === 'bytes') slot.hear(noticed.bytes)
    })
    const states = follow(readers)
    await until('the reader is seen', () => states.now() === 'absent', patience)
    const issuer = makeIssuer(mkdtempSync(join(tmpdir(), 'issuer-')), 'nist')
    // The older way takes the emulated processor little time.
    slot.put(makeCard({ issuer, random: systemRandom, pace: null, activeKey: { kind: 'ecdsa', curve: 'P-256' } }))
    const laid = performance.now()
    await until('the card is seen', () => states.now() === 'present', patience)
    const seen = since(laid)
    const { card, photo, verdicts } = await readCard({
      readers,
      access: access.mrz,
      trust: await trustIn(issuer),
      wanted: { fields: personalFields, photo: 'wanted' },
      clock: systemClock,
      random: systemRandom,
      patience,
      signal: new AbortController().signal,
    })
    const read = since(laid) - seen
    same('the number', card.number, holder.number)
    same('the photo', Buffer.from(photo?.bytes ?? []).equals(makePhoto(38_000)), true)
    same('the verdicts', verdicts, { read: 'whole', unaltered: 'proven', issuer: 'confirmed' })
    slot.put(undefined)
    await until('the card is missed', () => states.now() === 'absent', patience)
    return { 'seen after ms': seen, 'read in ms': read }
  } finally {
    await readers.stop()
    service.kill()
  }
}

/** The card service with the drivers for USB only. */
function startService() {
  mkdirSync('/run/pcscd', { recursive: true })
  const none = mkdtempSync(join(tmpdir(), 'no-readers-'))
  return spawn('pcscd', ['--foreground', '--config', none], { stdio: 'ignore' })
}

/** What lies in the first reader. */
function follow(readers: CardReaders): { now(): string } {
  let seen: ReadersSeen | undefined
  readers.watch((now) => {
    seen = now
  })
  return { now: () => (seen?.kind === 'readers' ? (seen.readers[0]?.card ?? 'none') : (seen?.error.code ?? 'unseen')) }
}
