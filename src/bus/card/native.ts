import { DeskError } from '../../core/index.ts'
import { reasonOf } from './pcsc-error.ts'

// The only file that loads smartcard. Its class Devices is not used: it opens every card that is put in, never for
// itself alone, and after a restart of the service it tells the same error each second for ever.

/** The calls into the PC/SC service. */
export type Pcsc = typeof import('smartcard')

/** The native part; throws `DB-PCS-014` where it was not built or a library of the system is missing. */
export async function loadPcsc(): Promise<Pcsc> {
  try {
    return await import('smartcard')
  } catch (error) {
    const [reason = ''] = reasonOf(error).split('\n')
    throw new DeskError('DB-PCS-014', { reason }, { cause: error })
  }
}
