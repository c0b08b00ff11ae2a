import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import type { Request, RosterEntry } from '../../contract/index.ts'
import { type TextArgs, type TextKey, text } from '../../core/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import type { Answer } from '../requests.ts'
import type { HallPlan } from './hall.ts'
import type { Scene } from './tickets.ts'

/** After so many wrong PINs in a row an officer is locked, at first for so long, then for twice as long each time. */
export const lock = { failures: 5, first: 15 * 60_000, longest: 24 * 3_600_000 }

/** What a PIN is turned into. The PIN itself is kept nowhere. */
export interface PinKey {
  readonly salt: string
  readonly key: string
}

interface Standing {
  readonly pin: PinKey | undefined
  readonly failures: number
  readonly locks: number
  readonly until: number
}

/** Believes an officer or does not. Where nobody is on the roster everybody may sit down, unproven. */
export async function signIn(scene: Scene, { officer, proof }: Request['args']): Promise<Answer> {
  const { db, plan, now } = scene
  if (officer === undefined) return refuse('hall.refuse.no-officer')
  const isOnRoster = plan.officers.some((one) => one.officer === officer)
  if (plan.officers.length > 0 && !isOnRoster) return refuse('hall.refuse.unknown-officer', { officer })
  const before = await standingOf(scene, officer)
  if (!before.pin) return { name: 'officer.set', args: { officer, proven: false } }
  if (!proof) return refuse('hall.refuse.pin-needed')
  const isRight = isProof(proof, before.pin) && (await isNew(db, proof.nonce, now))
  if (before.until > now) return refuse('hall.refuse.locked', { minutes: Math.ceil((before.until - now) / 60_000) })
  const after = isRight ? { failures: 0, locks: 0, until: 0 } : failed(before, now)
  await db.run(
    `INSERT INTO hall_officers (officer, failures, locks, until) VALUES (?, ?, ?, ?)
     ON CONFLICT (officer) DO UPDATE SET failures = excluded.failures, locks = excluded.locks, until = excluded.until`,
    officer,
    after.failures,
    after.locks,
    after.until,
  )
  if (isRight) return { name: 'officer.set', args: { officer, proven: true } }
  if (after.until <= now) return refuse('hall.refuse.wrong-pin', { left: lock.failures - after.failures })
  return refuse('hall.refuse.locked', { minutes: Math.ceil((after.until - now) / 60_000) })
}

/** Sets the PIN of an officer, and opens a lock. */
export async function setPin(db: Executor, officer: string, pin: string): Promise<void> {
  const { salt, key } = pinKey(pin)
  await db.run(
    `INSERT INTO hall_officers (officer, salt, key) VALUES (?, ?, ?)
     ON CONFLICT (officer) DO UPDATE SET salt = excluded.salt, key = excluded.key, failures = 0, locks = 0, until = 0`,
    officer,
    salt,
    key,
  )
}

/** The officers as desks are told of them: with the salt of those who have a PIN. */
export async function roster(db: Executor, plan: HallPlan): Promise<RosterEntry[]> {
  const rows = await db.all('SELECT officer, salt FROM hall_officers WHERE salt IS NOT NULL')
  const salts = new Map(rows.map((row) => [String(row.officer), String(row.salt)]))
  return plan.officers.map(({ officer, name, pin }) => {
    const salt = salts.get(officer) ?? pin?.salt
    return { officer, name, ...(salt === undefined ? {} : { salt }) }
  })
}

/** The key of a PIN under a salt, a new one unless given, as the contract says. */
export function pinKey(pin: string, salt: string = randomBytes(16).toString('hex')): PinKey {
  const settings = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
  return { salt, key: scryptSync(pin, Buffer.from(salt, 'hex'), 32, settings).toString('hex') }
}

async function standingOf({ db, plan }: Scene, officer: string): Promise<Standing> {
  const [row] = await db.all('SELECT * FROM hall_officers WHERE officer = ?', officer)
  const planned = plan.officers.find((one) => one.officer === officer)?.pin
  const own = row?.key ? { salt: String(row.salt), key: String(row.key) } : undefined
  return {
    pin: own ?? planned,
    failures: Number(row?.failures ?? 0),
    locks: Number(row?.locks ?? 0),
    until: Number(row?.until ?? 0),
  }
}

function isProof({ nonce, answer }: NonNullable<Request['args']['proof']>, { key }: PinKey): boolean {
  const expected = createHmac('sha256', Buffer.from(key, 'hex')).update(nonce, 'ascii').digest()
  return timingSafeEqual(expected, Buffer.from(answer, 'hex'))
}

/** Only a right proof is worth remembering: a wrong one is as wrong the second time. */
async function isNew(db: Executor, nonce: string, now: number): Promise<boolean> {
  const rows = await db.all(
    'INSERT INTO hall_nonces (nonce, at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING nonce',
    nonce,
    now,
  )
  return rows.length > 0
}

function failed({ failures, locks }: Standing, now: number): Omit<Standing, 'pin'> {
  if (failures + 1 < lock.failures) return { failures: failures + 1, locks, until: 0 }
  return { failures: 0, locks: locks + 1, until: now + Math.min(lock.longest, lock.first * 2 ** locks) }
}

function refuse(key: TextKey, args: TextArgs = {}): Answer {
  return { name: 'request.refuse', args: { reason: text(key, 'vi', args).slice(0, 200) } }
}
