import { DeskError, type Log } from '../../core/index.ts'
import type { FreshCode } from './codes.ts'
import type { Enrolment } from './enrolment.ts'

/**
 * What IT does with a PC as a whole, each in one act: the command line and the page both call these. Desks are given by
 * their short names. All throw DeskError DB-CTR-043 no name of a desk, DB-CTR-047 a desk that the centre does not know.
 */
export interface EnrolmentActs {
  /** The one-time code of a desk, new or old. What an old one has stays good until the code is used. */
  code(desk: string): Promise<FreshCode>
  /** A dead PC: what it had is worth nothing any more, and another one gets a code for its name. */
  replace(desk: string): Promise<FreshCode>
  /**
   * A PC goes to another counter: its old name ends, and it gets a code for the new one.
   * @throws DeskError DB-CTR-050 another PC has that name.
   */
  move(desk: string, to: string): Promise<FreshCode>
  /** Shuts a desk out at once. */
  block(desk: string): Promise<void>
  /** A stolen PC: it is shut out at once, and forgets key and data as soon as it shows itself. */
  stolen(desk: string): Promise<void>
  /** A PC that goes away: it forgets key and data as soon as it is reached, and is shut out then. */
  wipe(desk: string): Promise<void>
  /**
   * Lets a desk in again: it gets a code, with which its own PC or another one is enrolled. Nothing opens before.
   * @throws DeskError DB-CTR-051 it is not shut out.
   */
  unblock(desk: string): Promise<FreshCode>
}

/** Who hears of an act: the broker, at once, and whoever reads the log. */
export interface ActsOptions {
  readonly changed?: () => Promise<void>
  readonly log?: Log
}

/** The acts on the books of a centre. */
export function enrolmentActs(enrolment: Enrolment, { changed, log }: ActsOptions = {}): EnrolmentActs {
  const told = async <T>(act: keyof EnrolmentActs, desk: string, done: Promise<T>): Promise<T> => {
    const result = await done
    log?.info('an act of IT', { state: act, topic: enrolment.nameOf(desk) })
    await changed?.()
    return result
  }
  const replace = async (desk: string) => {
    await enrolment.revoke(desk, 'replaced')
    return await enrolment.code(desk)
  }
  const move = async (desk: string, to: string) => {
    if (await isTaken(enrolment, to)) throw new DeskError('DB-CTR-050', { desk: to })
    await enrolment.revoke(desk, 'moved')
    return await enrolment.code(to)
  }
  const unblock = async (desk: string) => {
    if (!(await enrolment.denied()).has(enrolment.nameOf(desk))) throw new DeskError('DB-CTR-051', { desk })
    await enrolment.takeBackWipe(desk)
    return await enrolment.code(desk)
  }
  return {
    code: (desk) => told('code', desk, enrolment.code(desk)),
    replace: (desk) => told('replace', desk, replace(desk)),
    move: (desk, to) => told('move', desk, move(desk, to)),
    block: (desk) => told('block', desk, enrolment.revoke(desk)),
    stolen: (desk) => told('stolen', desk, enrolment.stolen(desk)),
    wipe: (desk) => told('wipe', desk, enrolment.wipe(desk)),
    unblock: (desk) => told('unblock', desk, unblock(desk)),
  }
}

async function isTaken(enrolment: Enrolment, desk: string): Promise<boolean> {
  const name = enrolment.nameOf(desk)
  return (await enrolment.desks()).some((one) => one.desk === name && one.state !== 'revoked')
}
