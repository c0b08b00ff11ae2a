import type { Executor, Row } from '../../sqlite/index.ts'

/** A certificate of a desk, as the centre's books have it. */
export interface CertificateRow {
  readonly number: number
  readonly serial: string
  readonly desk: string
  readonly issued: number
  readonly until: number
  readonly used: number | undefined
  readonly revoked: number | undefined
  readonly reason: string | undefined
}

/** Why a certificate was revoked. */
export type RevocationReason = 'superseded' | 'replaced' | 'revoked' | 'moved' | 'stolen' | 'retired'

/** All certificates of a desk, the newest last. */
export async function certificatesOf(books: Executor, desk: string): Promise<CertificateRow[]> {
  return (await books.all('SELECT * FROM enrol_certificates WHERE desk = ? ORDER BY number', desk)).map(certificateRow)
}

/** The newest certificate of every desk. */
export async function newestCertificates(books: Executor): Promise<CertificateRow[]> {
  const rows = await books.all(
    `SELECT * FROM enrol_certificates WHERE number IN (SELECT max(number) FROM enrol_certificates GROUP BY desk)
     ORDER BY desk`,
  )
  return rows.map(certificateRow)
}

export async function certificateWith(books: Executor, serial: string): Promise<CertificateRow | undefined> {
  const [row] = await books.all('SELECT * FROM enrol_certificates WHERE serial = ?', serial)
  return row && certificateRow(row)
}

export async function addCertificate(
  books: Executor,
  row: Pick<CertificateRow, 'serial' | 'desk' | 'issued' | 'until'>,
): Promise<void> {
  await books.run(
    'INSERT INTO enrol_certificates (serial, desk, issued, until) VALUES (?, ?, ?, ?)',
    row.serial,
    row.desk,
    row.issued,
    row.until,
  )
}

/** Marks a certificate as working. Those before it in the line of its desk are worth nothing any more. */
export async function markUsed(books: Executor, { number, desk }: CertificateRow, now: number): Promise<void> {
  await books.run('UPDATE enrol_certificates SET used = coalesce(used, ?) WHERE number = ?', now, number)
  await revokeBefore(books, desk, number, { reason: 'superseded', now })
}

/** Revokes what a desk had before a certificate; everything it has without one. */
export async function revokeBefore(
  books: Executor,
  desk: string,
  number: number | undefined,
  why: { readonly reason: RevocationReason; readonly now: number },
): Promise<void> {
  await books.run(
    'UPDATE enrol_certificates SET revoked = ?, reason = ? WHERE desk = ? AND number < ? AND revoked IS NULL',
    why.now,
    why.reason,
    desk,
    number ?? Number.MAX_SAFE_INTEGER,
  )
  await noteChange(books)
}

/** Revoked certificates that have not ended by themselves. */
export async function revokedSerials(books: Executor, now: number): Promise<{ serial: string; revoked: number }[]> {
  const rows = await books.all(
    'SELECT serial, revoked FROM enrol_certificates WHERE revoked IS NOT NULL AND until > ? ORDER BY number',
    now,
  )
  return rows.map(({ serial, revoked }) => ({ serial: String(serial), revoked: Number(revoked) }))
}

export async function deny(books: Executor, desk: string, reason: RevocationReason, now: number): Promise<void> {
  await books.run('INSERT OR REPLACE INTO enrol_denied VALUES (?, ?, ?)', desk, now, reason)
  await noteChange(books)
}

export async function allow(books: Executor, desk: string): Promise<void> {
  await books.run('DELETE FROM enrol_denied WHERE desk = ?', desk)
  await noteChange(books)
}

/** Desks that are shut out, and why. */
export async function deniedDesks(books: Executor): Promise<ReadonlyMap<string, RevocationReason>> {
  const rows = await books.all('SELECT desk, reason FROM enrol_denied')
  return new Map(rows.map(({ desk, reason }) => [String(desk), reason as RevocationReason]))
}

/** Grows with everything that the broker has to be told. */
export async function changeNumber(books: Executor): Promise<number> {
  const [row] = await books.all('SELECT number FROM enrol_changes')
  return Number(row?.number ?? 0)
}

async function noteChange(books: Executor): Promise<void> {
  await books.run('UPDATE enrol_changes SET number = number + 1')
}

function certificateRow(row: Row): CertificateRow {
  const optional = (value: Row[string] | undefined) => (value === null ? undefined : Number(value))
  return {
    number: Number(row.number),
    serial: String(row.serial),
    desk: String(row.desk),
    issued: Number(row.issued),
    until: Number(row.until),
    used: optional(row.used),
    revoked: optional(row.revoked),
    reason: row.reason === null ? undefined : String(row.reason),
  }
}
