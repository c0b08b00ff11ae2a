import type { CommandArgs } from '../../contract/index.ts'
import type { Executor, Row } from '../../sqlite/index.ts'
import type { CertificateRow } from './books.ts'

/** Why a PC is to forget everything. */
export type WipeReason = CommandArgs<'desk.wipe'>['reason']

/** An order to forget everything. It is for the PC that has one of these certificates, whoever has the name by now. */
export interface Wipe {
  readonly desk: string
  readonly reason: WipeReason
  readonly certificates: readonly string[]
}

/** Writes down that the PC of these certificates is to forget everything. One that is asked twice is asked as it was last. */
export async function askWipe(
  books: Executor,
  certificates: readonly CertificateRow[],
  { reason, now }: { readonly reason: WipeReason; readonly now: number },
): Promise<void> {
  for (const { serial, desk } of certificates)
    await books.run('INSERT OR REPLACE INTO enrol_forget VALUES (?, ?, ?, ?, NULL)', serial, desk, now, reason)
}

/** Desks whose PC comes in with a good certificate and has not forgotten yet. */
export async function desksToWipe(books: Executor): Promise<string[]> {
  const rows = await books.all(
    `SELECT DISTINCT desk FROM enrol_forget JOIN enrol_certificates USING (serial, desk)
     WHERE done IS NULL AND revoked IS NULL ORDER BY desk`,
  )
  return rows.map(({ desk }) => String(desk))
}

/** Desks whose last PC has not forgotten yet, whether it can come in or not. */
export async function desksToForget(books: Executor): Promise<ReadonlySet<string>> {
  const rows = await books.all(
    `SELECT desk FROM enrol_forget WHERE done IS NULL AND serial IN
       (SELECT serial FROM enrol_certificates WHERE number IN (SELECT max(number) FROM enrol_certificates GROUP BY desk))`,
  )
  return new Set(rows.map(({ desk }) => String(desk)))
}

/** The order for whoever comes in under the name of a desk; undefined when there is none. */
export async function wipeOfDesk(books: Executor, desk: string): Promise<Wipe | undefined> {
  const rows = await books.all(
    `SELECT serial, desk, enrol_forget.reason AS reason FROM enrol_forget JOIN enrol_certificates USING (serial, desk)
     WHERE desk = ? AND done IS NULL AND revoked IS NULL ORDER BY number`,
    desk,
  )
  return wipeOf(rows)
}

/** The order for the PC that has a certificate. It holds for a copy of a disk that was wiped, too. */
export async function wipeOfCertificate(books: Executor, serial: string): Promise<Wipe | undefined> {
  return wipeOf(await books.all('SELECT serial, desk, reason FROM enrol_forget WHERE serial = ?', serial))
}

/** The PC of a certificate has forgotten everything. */
export async function noteWiped(books: Executor, serial: string, now: number): Promise<void> {
  await books.run(
    `UPDATE enrol_forget SET done = ? WHERE done IS NULL AND (desk, asked) IN
       (SELECT desk, asked FROM enrol_forget WHERE serial = ?)`,
    now,
    serial,
  )
}

/** The last PC of a desk is not to forget anything after all. */
export async function takeBackWipe(books: Executor, desk: string): Promise<void> {
  await books.run(
    'DELETE FROM enrol_forget WHERE desk = ? AND asked = (SELECT max(asked) FROM enrol_forget WHERE desk = ?)',
    desk,
    desk,
  )
}

function wipeOf(rows: readonly Row[]): Wipe | undefined {
  const [first] = rows
  return (
    first && {
      desk: String(first.desk),
      reason: first.reason === 'retired' ? 'retired' : 'stolen',
      certificates: rows.map(({ serial }) => String(serial)),
    }
  )
}
