import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createChipReader } from '../../agent/card/chip-reader.ts'
import { type CardProgress, type CardReadOrder, readCard } from '../../agent/card/read-card.ts'
import { type CardReaders, cardReaders, type ReadersSeen } from '../../src/bus/index.ts'
import { personalFields } from '../../src/card/index.ts'
import { seededRandom, seedOfRun, silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has, projectFolder, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { holder, mrzOf } from './holder.ts'
import { type Issuer, makeIssuer } from './issuer.ts'
import { type CardWish, makeCard } from './make-card.ts'
import { type CardService, hasCardService, startCardService } from './pcscd.ts'
import { makePhoto } from './photo.ts'
import { access, outcomeOf, trustIn } from './reading.ts'

const seed = seedOfRun()
const random = seededRandom(seed)
let service: CardService
let issuer: Issuer
let readers: CardReaders

/** The program loads from its sources, many times. */
const slow = { timeout: 240_000 }

const cardWith = (wish: Partial<CardWish> = {}) =>
  makeCard({ issuer, random, activeKey: { kind: 'rsa', bits: 1024, hash: 'sha256' }, ...wish })

async function read(more: Partial<CardReadOrder> = {}) {
  return readCard({
    readers,
    access: access.can,
    trust: await trustIn(issuer),
    wanted: { fields: personalFields, photo: 'wanted' },
    clock: systemClock,
    random: systemRandom,
    patience: 20_000,
    signal: new AbortController().signal,
    ...more,
  })
}

/** The reader is seen empty; the service looks at it a few times a second only. */
async function untilEmpty(): Promise<void> {
  let seen: ReadersSeen | undefined
  const unwatch = readers.watch((now) => {
    seen = now
  })
  await until('the reader is empty', () => seen?.kind === 'readers' && seen.readers[0]?.card === 'absent')
  unwatch()
}

/** Runs `deskbridge card read` to its end. */
async function command(...args: readonly string[]) {
  const program = start(process.execPath, [
    join(projectFolder, 'agent/deskbridge.ts'),
    '--lang',
    'en',
    'card',
    'read',
    ...args,
  ])
  let out = ''
  program.process.stdout?.on('data', (bytes: Buffer) => {
    out += bytes.toString('utf8')
  })
  const code = await program.ended
  return { code, out, said: program.said() }
}

describe.skipIf(!hasCardService() || !has('openssl'))(`a card on a reader (SEED=${seed})`, () => {
  beforeEach(async () => {
    service = await startCardService()
    issuer = makeIssuer(temporaryFolder())
    vi.stubEnv('PCSCLITE_CSOCK_NAME', service.socket)
    readers = cardReaders({ clock: systemClock, log: silentLog })
  })
  afterEach(async () => {
    await readers.stop()
    vi.unstubAllEnvs()
  })

  test('is waited for, read whole with its photo, and given free', async () => {
    const told: CardProgress[] = []
    const reading = read({ progress: (progress) => void told.push(progress) })
    await until('it is waited for', () => told.length > 0)
    const chip = cardWith()
    await service.lay(chip)
    const { card, photo, verdicts, reader } = await reading
    expect(card).toMatchObject({ number: holder.number, name: holder.name, residence: holder.residence })
    expect(Buffer.from(photo?.bytes ?? []).equals(makePhoto(38_000))).toBe(true)
    expect(verdicts).toEqual({ read: 'whole', unaltered: 'proven', issuer: 'confirmed' })
    expect(reader).toBe(service.readers[0])
    expect(new Set(told.map(({ step }) => step))).toEqual(
      new Set(['waiting', 'opening', 'opened', 'reading', 'proving']),
    )
    // The next one can have it.
    expect((await read({ access: access.mrz })).card.number).toBe(holder.number)
  })

  test('that is taken away while it is read is an error, and the next one is read', async () => {
    const faults = [{ kind: 'removal', at: 30 }] as const
    const laid = await service.lay(cardWith({ faults }))
    expect(await outcomeOf(read())).toBe('DB-PCS-008')
    await laid.gone
    await untilEmpty()
    await service.lay(cardWith())
    expect((await read()).card.number).toBe(holder.number)
  })

  test('is not read any more when nobody wants it', async () => {
    const abort = new AbortController()
    const waiting = outcomeOf(read({ signal: abort.signal }))
    abort.abort()
    expect(await waiting).toBe('DB-CRD-112')
    await service.lay(cardWith({ faults: [{ kind: 'slow', at: 1, ms: 20 }] }))
    const other = new AbortController()
    const reading = outcomeOf(
      read({ signal: other.signal, progress: ({ step }) => step === 'opened' && other.abort() }),
    )
    expect(await reading).toBe('DB-CRD-112')
    expect((await read()).card.number).toBe(holder.number)
  })

  test('is read for a counter of a desk, which is told when it is taken away', async () => {
    const trust = await trustIn(issuer)
    const reader = createChipReader({ readers, clock: systemClock, random: systemRandom, trust: async () => trust })
    const left: string[] = []
    const percents: number[] = []
    reader.onLeft((counter) => void left.push(counter))
    await until('the reader is seen', () => reader.at('5') !== undefined)
    expect(reader.at('5')).toBe('Virtual PCD')
    const progress = (now: number) => void percents.push(now)
    const laid = await service.lay(cardWith())
    const signal = new AbortController().signal
    const fields = ['number', 'residence'] as const
    const { card, photo } = await reader.read({ counter: '5', can: access.can.can, fields, progress, signal })
    expect(card.number).toBe(holder.number)
    expect(photo?.type).toBe('image/jpeg')
    expect(percents).toEqual(percents.toSorted((one, other) => one - other))
    expect(percents.at(-1)).toBe(97)
    expect(left).toEqual([])
    await laid.remove()
    await until('it is told', () => left.length > 0)
    expect(left).toEqual(['5'])
    await reader.stop()
  })

  test('is told of by the command, masked unless asked otherwise, with what its chip was told', slow, async () => {
    await service.lay(cardWith())
    const photo = join(temporaryFolder(), 'photo.jpg')
    const csca = ['--csca', issuer.authorityFile]
    const whole = await command('--can', access.can.can, ...csca, '--photo', photo, '--json', '--unmask')
    expect(whole.said).toContain('Lay the card on the reader')
    expect(JSON.parse(whole.out)).toMatchObject({
      card: { number: holder.number, name: holder.name },
      verdicts: { read: 'whole', unaltered: 'proven', issuer: 'confirmed' },
      protocol: 'PACE',
      photo: { format: 'jpeg' },
    })
    expect(whole.code).toBe(0)
    expect(readFileSync(photo).equals(makePhoto(38_000))).toBe(true)

    const traced = await command('--mrz', mrzOf(holder).join(' '), '--trace')
    expect(traced.code).toBe(0)
    expect(traced.said).toContain('00A4020C 02011C → 9000')
    expect(traced.said).toMatch(/not verified|verif/i)
    for (const secret of [holder.number, holder.name, holder.residence, Buffer.from(holder.number).toString('hex')]) {
      expect(traced.said).not.toContain(secret)
    }
  })

  test('that was altered, or opened with a wrong number, makes the command fail with what to do', slow, async () => {
    const tamper = { group: 2, change: (file: Uint8Array) => Uint8Array.from([...file.subarray(0, -1), 0]) } as const
    const laid = await service.lay(cardWith({ tamper }))
    const altered = await command('--can', access.can.can, '--json')
    expect(altered.code).toBe(1)
    expect(JSON.parse(altered.out)).toMatchObject({ verdicts: { unaltered: 'altered' } })
    const wrong = await command('--can', '000000')
    expect(wrong.code).toBe(1)
    expect(wrong.said).toContain('DB-CRD-102')
    await laid.remove()
    const none = await command('--can', '000000', '--wait', '0', '--json')
    expect(JSON.parse(none.out)).toMatchObject({ error: { code: expect.stringMatching(/DB-PCS-00[15]/) } })
    const photo = join(temporaryFolder(), 'photo.jpg')
    expect((await command('--wait', '0', '--photo', photo)).said).toContain('DB-CRD-301')
    expect(existsSync(photo)).toBe(false)
  })
})
