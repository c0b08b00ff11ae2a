import { X509Certificate } from 'node:crypto'
import { type CommandArgs, isDeskName, wipeWords } from '../../contract/index.ts'
import { type Clock, DeskError, type Random } from '../../core/index.ts'
import { type CentreAbout, fullName, parseFullName } from '../../identity/index.ts'
import type { Database, Executor } from '../../sqlite/index.ts'
import { type Authorities, openAuthorities, type Signer } from './authorities.ts'
import {
  addCertificate,
  allow,
  type CertificateRow,
  certificatesOf,
  certificateWith,
  changeNumber,
  deniedDesks,
  deny,
  markUsed,
  newestCertificates,
  type RevocationReason,
  revokeBefore,
  revokedSerials,
} from './books.ts'
import { type IssuedCertificate, issueCertificate, revocationList } from './certificates.ts'
import { type FreshCode, makeCode, openCode, proveWords, takeCode, tryCode } from './codes.ts'
import type { CertificateRequest } from './request.ts'
import { type CentreSettings, keepSettings } from './settings.ts'
import {
  askWipe,
  desksToForget,
  desksToWipe,
  noteWiped,
  takeBackWipe,
  type Wipe,
  type WipeReason,
  wipeOfCertificate,
  wipeOfDesk,
} from './wipes.ts'

/** What enrolment needs. */
export interface EnrolmentOptions {
  readonly database: Database
  /** New ones are kept; without them the kept ones hold. */
  readonly settings?: CentreSettings
  /** Seals the keys in the database. */
  readonly passphrase?: string
  /** Days that a desk's certificate lasts, and days after its end in which it can still be renewed. */
  readonly days?: { readonly certificate?: number; readonly late?: number }
  readonly clock: Clock
  readonly random: Random
}

/** A desk as the books have it. */
export interface EnrolledDesk {
  /** `{centre}/{desk}`. */
  readonly desk: string
  readonly issued: number
  readonly until: number
  readonly state: 'enrolled' | 'expired' | 'revoked'
  /** Why it is shut out, where it is. */
  readonly denied: RevocationReason | undefined
  /** Whether its PC was told to forget everything and has not said that it did. */
  readonly isToForget: boolean
}

const day = 86_400_000
const usual = { certificate: 90, late: 400 }
/** The clock of a desk may be behind by so much. */
const leniency = day
/** Past its end a list shuts every desk out, so it lasts longer than any server stays off; it is written anew all the time. */
const listLife = 5 * 365 * day

/** The books and keys by which a centre knows its desks. */
export class Enrolment {
  readonly settings: CentreSettings
  readonly authorities: Authorities
  readonly #o: EnrolmentOptions
  readonly #late: number
  readonly #life: number

  private constructor(options: EnrolmentOptions, settings: CentreSettings, authorities: Authorities) {
    this.#o = options
    this.settings = settings
    this.authorities = authorities
    this.#life = (options.days?.certificate ?? usual.certificate) * day
    this.#late = (options.days?.late ?? usual.late) * day
  }

  /**
   * Opens the books of a centre's database; keys are made when there are none.
   * @throws DeskError DB-CTR-040 it was never said what the centre is called, DB-CTR-041 wrong passphrase.
   */
  static async open(options: EnrolmentOptions): Promise<Enrolment> {
    const { database, passphrase, random, clock } = options
    const settings = await keepSettings(database, options.settings)
    return new Enrolment(options, settings, await openAuthorities(database, { passphrase, random, now: clock.wall() }))
  }

  /** By which desks know that an order comes from their centre. */
  get signer(): Signer {
    return this.authorities.signing
  }

  get about(): CentreAbout {
    const { id, key } = this.signer
    return { broker: this.settings.broker, root: this.settings.root, signingKeys: [{ id, key }] }
  }

  /**
   * The one-time code of a desk. What the desk has stays good until the code is used.
   * @throws DeskError DB-CTR-043 no desk can have this name.
   */
  async code(desk: string): Promise<FreshCode> {
    return await makeCode(this.#books, this.nameOf(desk), this.#now, this.#o.random)
  }

  /** What is said to a desk that has a code, and the proof of it; undefined for one that has none. */
  async proveWords(desk: string): Promise<{ salt: string; words: string; proof: string } | undefined> {
    const open = await openCode(this.#books, this.nameOf(desk), this.#now)
    if (!open) return undefined
    const { desks, servers } = this.authorities
    const authorities = [servers.certificate, desks.certificate]
    const words = JSON.stringify({ centre: this.settings.centre, authorities, ...this.about })
    return { salt: open.salt, words, proof: proveWords(open, desk, words) }
  }

  /**
   * A first certificate against a code. What the desk had before is revoked: its PC was replaced.
   * @throws DeskError DB-CTR-044 the code is not right, DB-CTR-045 the request is for another name.
   */
  async enrol(desk: string, typed: string, request: CertificateRequest): Promise<string> {
    const name = this.nameOf(desk)
    const open = await openCode(this.#books, name, this.#now)
    if (!open || !(await tryCode(this.#books, name, typed, this.#now))) throw new DeskError('DB-CTR-044')
    if (request.name !== name) throw new DeskError('DB-CTR-045', { asked: request.name, allowed: name })
    const issued = this.#issue(request)
    await this.#o.database.transaction(async (books) => {
      if (!(await takeCode(books, name, open))) throw new DeskError('DB-CTR-044')
      await revokeBefore(books, name, undefined, { reason: 'replaced', now: this.#now })
      await allow(books, name)
      await this.#enter(books, issued, name)
    })
    return issued.certificate
  }

  /**
   * A new certificate for who has shown one, also a while after its end.
   * @throws DeskError DB-CTR-045 for another name, DB-CTR-046 the shown one is not good for this.
   */
  async renew(shown: Uint8Array, request: CertificateRequest): Promise<string> {
    const row = await this.#known(shown)
    if (row.until + this.#late < this.#now) throw notGood('expired for too long')
    if (await wipeOfCertificate(this.#books, row.serial)) throw notGood('this PC is to forget everything')
    if (request.name !== row.desk) throw new DeskError('DB-CTR-045', { asked: request.name, allowed: row.desk })
    const issued = this.#issue(request)
    await this.#enter(this.#books, issued, row.desk)
    return issued.certificate
  }

  /** Notes that a desk uses a certificate; those before it are revoked. Throws DeskError DB-CTR-046. */
  async inUse(shown: Uint8Array): Promise<void> {
    await markUsed(this.#books, await this.#known(shown), this.#now)
  }

  /** A certificate of a server: the broker's, ours, the enrolment server's. */
  issueServer(name: string, publicKey: Uint8Array, hosts: readonly string[], days = 825): IssuedCertificate {
    const life = { from: this.#now - leniency, until: this.#now + days * day }
    const wish = { name, publicKey, hosts, use: 'server', ...life } as const
    return issueCertificate(this.authorities.servers, wish, this.#o.random)
  }

  /** Shuts a desk out: its certificates are revoked and its name is refused. Throws DeskError DB-CTR-043, -047. */
  async revoke(desk: string, reason: RevocationReason = 'revoked'): Promise<void> {
    const name = this.nameOf(desk)
    if (!(await newestCertificates(this.#books)).some((row) => row.desk === name))
      throw new DeskError('DB-CTR-047', { desk: name })
    await this.#o.database.transaction(async (books) => {
      await books.run('DELETE FROM enrol_codes WHERE desk = ?', name)
      await revokeBefore(books, name, undefined, { reason, now: this.#now })
      await deny(books, name, reason, this.#now)
    })
  }

  /** A stolen PC: shut out at once, it forgets everything when it shows itself. Throws DeskError DB-CTR-043, -047. */
  async stolen(desk: string): Promise<void> {
    await this.#askWipe(desk, 'stolen')
    await this.revoke(desk, 'stolen')
  }

  /** The PC of a desk is to forget everything when it comes in; it stays in until then. Throws DeskError DB-CTR-043, -047. */
  async wipe(desk: string): Promise<void> {
    await this.#askWipe(desk, 'retired')
  }

  /** The PC of a desk is not to forget anything after all. */
  async takeBackWipe(desk: string): Promise<void> {
    await takeBackWipe(this.#books, this.nameOf(desk))
  }

  /** Desks (full names) whose PC comes in and has not forgotten yet. */
  async wipes(): Promise<string[]> {
    return await desksToWipe(this.#books)
  }

  /** The order for who comes in under the name of a desk. */
  async wipeOrder(desk: string): Promise<CommandArgs<'desk.wipe'> | undefined> {
    return this.#signed(await wipeOfDesk(this.#books, desk))
  }

  /**
   * The order for the PC of a certificate that was shown, good or revoked. One that is shut out asks for it at the door.
   * @throws DeskError DB-CTR-046 it is none of this centre.
   */
  async orderFor(shown: Uint8Array): Promise<CommandArgs<'desk.wipe'> | undefined> {
    const { serial } = await this.#entered(shown)
    return this.#signed(await wipeOfCertificate(this.#books, serial))
  }

  /** Who has come in under the name of a desk has forgotten everything: it is shut out. */
  async wiped(desk: string): Promise<void> {
    const order = await wipeOfDesk(this.#books, desk)
    if (!order) return
    await this.revoke(parseFullName(desk)?.desk ?? '', order.reason)
    for (const serial of order.certificates) await noteWiped(this.#books, serial, this.#now)
  }

  /** The PC of a certificate that was shown has forgotten everything. Throws DeskError DB-CTR-046. */
  async forgotten(shown: Uint8Array): Promise<void> {
    await noteWiped(this.#books, (await this.#entered(shown)).serial, this.#now)
  }

  /** Which desk shows a certificate that is good (its full name). Throws DeskError DB-CTR-046. */
  async deskOf(shown: Uint8Array): Promise<string> {
    return (await this.#known(shown)).desk
  }

  async desks(): Promise<EnrolledDesk[]> {
    const [denied, forgetting] = [await this.denied(), await desksToForget(this.#books)]
    return (await newestCertificates(this.#books)).map(({ desk, issued, until, revoked }) => ({
      desk,
      issued,
      until,
      state: revoked !== undefined ? 'revoked' : until <= this.#now ? 'expired' : 'enrolled',
      denied: denied.get(desk),
      isToForget: forgetting.has(desk),
    }))
  }

  denied(): Promise<ReadonlyMap<string, RevocationReason>> {
    return deniedDesks(this.#books)
  }

  /** Grows with everything that the broker has to be told. */
  changes(): Promise<number> {
    return changeNumber(this.#books)
  }

  /** The list of revoked certificates of desks, PEM. */
  async revocationList(): Promise<string> {
    const list = { number: Math.floor(this.#now / 1000), from: this.#now - leniency, until: this.#now + listLife }
    return revocationList(this.authorities.desks, await revokedSerials(this.#books, this.#now), list)
  }

  /** `{centre}/{desk}` for the short name of a desk. Throws DeskError DB-CTR-043. */
  nameOf(desk: string): string {
    if (!isDeskName(desk)) throw new DeskError('DB-CTR-043', { desk })
    return fullName({ centre: this.settings.centre, desk })
  }

  get #books(): Executor {
    return this.#o.database
  }

  get #now(): number {
    return this.#o.clock.wall()
  }

  #issue({ name, publicKey }: CertificateRequest): IssuedCertificate {
    const life = { from: this.#now - leniency, until: this.#now + this.#life }
    return issueCertificate(this.authorities.desks, { name, publicKey, use: 'desk', ...life }, this.#o.random)
  }

  async #enter(books: Executor, { serial }: IssuedCertificate, desk: string): Promise<void> {
    await addCertificate(books, { serial, desk, issued: this.#now, until: this.#now + this.#life })
  }

  async #askWipe(desk: string, reason: WipeReason): Promise<void> {
    const name = this.nameOf(desk)
    const all = await certificatesOf(this.#books, name)
    // One that is shut out already has the newest of the revoked ones.
    const meant = all.filter((row) => row.revoked === undefined || row === all.at(-1))
    if (meant.length === 0) throw new DeskError('DB-CTR-047', { desk: name })
    await askWipe(this.#books, meant, { reason, now: this.#now })
  }

  #signed(wipe: Wipe | undefined): CommandArgs<'desk.wipe'> | undefined {
    if (!wipe) return undefined
    const { desk, reason } = wipe
    const certificates = [...wipe.certificates]
    const signature = this.signer.sign(Buffer.from(wipeWords(desk, { reason, certificates }))).toString('base64url')
    return { reason, certificates, key: this.signer.id, signature }
  }

  /** The row of a certificate that was shown over TLS, which proved that its key is there. */
  async #entered(shown: Uint8Array): Promise<CertificateRow> {
    const certificate = readShown(shown)
    const authority = new X509Certificate(this.authorities.desks.certificate)
    if (!certificate?.verify(authority.publicKey)) throw notGood('not of this centre')
    const row = await certificateWith(this.#books, certificate.serialNumber)
    if (!row || parseFullName(row.desk) === undefined) throw notGood('not in the books')
    return row
  }

  /** The same, for one that is good. */
  async #known(shown: Uint8Array): Promise<CertificateRow> {
    const row = await this.#entered(shown)
    if (row.revoked !== undefined) throw notGood(`revoked: ${row.reason ?? '–'}`)
    if ((await this.denied()).has(row.desk)) throw notGood('this desk is shut out')
    return row
  }
}

function notGood(reason: string): DeskError {
  return new DeskError('DB-CTR-046', { reason })
}

function readShown(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der)
  } catch {
    return undefined
  }
}
