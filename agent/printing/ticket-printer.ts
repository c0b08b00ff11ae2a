import { type Bus, createBus, type Wire, type WireAddress } from '../../src/bus/index.ts'
import { type Clock, DeskError, type Log, toDeskError } from '../../src/core/index.ts'
import type { Profile } from '../../src/profile/index.ts'
import type { ProfileLibrary } from '../profile-library.ts'

/** What stands on the paper that a citizen takes. */
export interface Slip {
  readonly centre: string
  readonly field: string
  readonly number: string
  readonly note: string
  readonly time: string
  /** The address of its page, for telephones; none where they cannot reach the centre. */
  readonly code?: string
}

/** Prints tickets on paper, one after the other. */
export interface TicketPrinter {
  /**
   * Resolves when the printer has taken it, or did not: that is said in the log, and the citizen reads the number on the
   * screen in any case.
   */
  print(slip: Slip): Promise<void>
  stop(): Promise<void>
}

/** What prints is described as any other device is. */
const profileName = 'epson.tm-ticket'
/** So many may wait for a printer that is slow; whose paper would come later than that reads the screen. */
const mostWaiting = 20

/** What a printer needs. */
export interface TicketPrinterOptions {
  readonly library: ProfileLibrary
  readonly address: Extract<WireAddress, { kind: 'tcp' }>
  readonly clock: Clock
  readonly log: Log
}

/**
 * A printer in the network. Nothing is connected before the first ticket, and what a printer did not take is not printed
 * later, when its citizen has gone.
 * @throws DeskError DB-CFG-005 its profile is missing, DB-PRO-… it cannot be used.
 */
export function openTicketPrinter({ library, address, clock, log }: TicketPrinterOptions): TicketPrinter {
  const session = printing(library).start(clock.mono())
  const bus: Bus = createBus({ clock, log })
  const ending = new AbortController()
  let wire: Wire | undefined
  let last: Promise<void> = Promise.resolve()
  let waiting = 0

  const connected = async () => {
    if (wire) return wire
    const opened = await bus.open(address, ending.signal)
    void opened.lost.then(() => {
      if (wire === opened) wire = undefined
    })
    wire = opened
    return opened
  }
  const printNow = async ({ code, ...slip }: Slip) => {
    const command = code === undefined ? 'ticket' : 'ticketWithCode'
    try {
      const opened = await connected()
      const { writes } = session.command(command, { ...slip, ...(code === undefined ? {} : { code }) }, clock.mono())
      for (const { bytes } of writes) await opened.write(bytes)
    } catch (error) {
      const { host, port } = address
      const coded = toDeskError(error, 'DB-TCP-004', { host, port })
      log.error(coded.message, { code: coded.code })
    } finally {
      waiting--
    }
  }
  return {
    print(slip) {
      if (waiting >= mostWaiting) return last
      waiting++
      last = last.then(() => printNow(slip))
      return last
    },
    async stop() {
      ending.abort()
      await last
      await bus.stop()
    },
  }
}

function printing(library: ProfileLibrary): Profile {
  const profile = library.find(profileName)
  if (profile instanceof DeskError) throw profile
  if (!profile) throw new DeskError('DB-CFG-005', { name: profileName, nearest: '–' })
  return profile
}
