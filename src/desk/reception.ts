import type { IncomingMessage } from 'node:http'
import { type Clock, DeskError } from '../core/index.ts'
import type { Access, Pairing } from './access/access.ts'
import { accessDoors, pairingDoors, sessionDoors } from './access/doors.ts'
import { type PeerUser, peerUser } from './access/peer.ts'
import { createRates, type Rates } from './access/rates.ts'
import type { Action, Actions, Asker } from './action.ts'
import type { FeedSource } from './feed.ts'
import type { Caller } from './guard.ts'
import { type DeskIdentity, proveAction } from './proof/prove.ts'

/** What web applications of the centre get. */
export interface ServedApplications {
  readonly access: Access
  /** What a paired application may ask for. */
  readonly actions: Actions
  /** What a paired application may follow. */
  readonly feed: FeedSource<unknown, unknown>
  /** Who this desk is, which it proves to whoever asks. */
  readonly identity: DeskIdentity
  /** For tests that have only one user. */
  readonly peerUser?: PeerUser
}

/** Who is at the door, and what is open to them. */
export interface Visit {
  readonly asker: Asker
  /** @throws DeskError DB-DSK-020 it exists, but not without a pairing. */
  find(action: string): Action | undefined
  /** @throws DeskError DB-DSK-026 they ask too often. */
  count(): void
}

/** What a socket may follow. */
export interface Followed {
  readonly feed: FeedSource<unknown, unknown>
  readonly place: string
  readonly pairing?: string
  holds(): boolean
}

/** Decides what is open to whom. */
export interface Reception {
  /** @throws DeskError DB-DSK-002, 020. */
  receive(caller: Caller, request: IncomingMessage): Visit
  /** @throws DeskError DB-DSK-002, 020, 026. */
  follow(caller: Caller, request: IncomingMessage): Followed
}

interface ReceptionOptions {
  readonly actions: Actions
  readonly feed: FeedSource<unknown, unknown>
  readonly applications?: ServedApplications
  readonly clock: Clock
}

const perSession = { perSecond: 20, burst: 60 }
const perOrigin = { perSecond: 60, burst: 180 }
const perStranger = { perSecond: 2, burst: 20 }
const ownPages = { perSecond: 100, burst: 300 }
const ownPlace = 'own'

/** The reception of a server. */
export function createReception({ actions, feed, applications, clock }: ReceptionOptions): Reception {
  const rates = createRates(clock)
  const own = applications ? { ...accessDoors(applications.access), ...actions } : actions
  const atTheDoor = applications ? new ApplicationsDoor(applications, rates, clock) : undefined
  const user = applications ? (applications.peerUser ?? peerUser) : () => ''
  return {
    receive(caller, request) {
      if (caller.kind === 'application' && atTheDoor) return atTheDoor.receive(caller.origin, request)
      const asker: Asker = { kind: 'page', origin: pageOrigin(caller), user: user(request.socket) ?? '' }
      return { asker, find: (name) => named(own, name), count: () => rates.take(ownPlace, ownPages) }
    },
    follow(caller, request) {
      if (caller.kind === 'application' && atTheDoor) return atTheDoor.follow(caller.origin, request)
      pageOrigin(caller)
      rates.take(ownPlace, ownPages)
      return { feed, place: ownPlace, holds: () => true }
    },
  }
}

/** The side of the reception where applications come. */
class ApplicationsDoor {
  readonly #served: ServedApplications
  readonly #rates: Rates
  /** Open without a pairing. */
  readonly #strangers: Actions
  readonly #paired: Actions

  constructor(served: ServedApplications, rates: Rates, clock: Clock) {
    this.#served = served
    this.#rates = rates
    this.#strangers = { ...pairingDoors(served.access), prove: proveAction(served.identity, clock) }
    this.#paired = { ...served.actions, ...sessionDoors }
  }

  receive(origin: string, request: IncomingMessage): Visit {
    const who = { origin, user: this.#userOf(request, origin) }
    const secret = bearer(request)
    const pairing = secret === undefined ? undefined : this.#served.access.admit(who, secret)
    const find = (name: string) => {
      const open = named(this.#strangers, name)
      if (open || pairing) return open ?? named(this.#paired, name)
      throw new DeskError('DB-DSK-020', { origin })
    }
    return { asker: { kind: 'application', ...who }, find, count: () => this.#count(who, pairing) }
  }

  follow(origin: string, request: IncomingMessage): Followed {
    const who = { origin, user: this.#userOf(request, origin) }
    const pairing = this.#served.access.admit(who, sessionProtocol(request) ?? '')
    this.#count(who, pairing)
    const { access, feed } = this.#served
    return { feed, place: origin, pairing: pairing.id, holds: () => access.holds(pairing.id) }
  }

  #count({ origin, user }: { origin: string; user: string }, pairing: Pairing | undefined): void {
    if (pairing) {
      this.#rates.take(`session ${pairing.id}`, perSession)
      this.#rates.take(`origin ${origin}`, perOrigin)
    } else this.#rates.take(`stranger ${user} ${origin}`, perStranger)
  }

  #userOf({ socket }: IncomingMessage, origin: string): string {
    const user = (this.#served.peerUser ?? peerUser)(socket)
    if (user === undefined) throw new DeskError('DB-DSK-020', { origin })
    return user
  }
}

/** Only what was put in: `constructor` is no action. */
function named(actions: Actions, name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined
}

function pageOrigin(caller: Caller): string {
  if (caller.kind === 'page') return caller.origin
  throw new DeskError('DB-DSK-002', { origin: caller.kind === 'nobody' ? '-' : caller.origin })
}

function bearer({ headers }: IncomingMessage): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,100})$/.exec(headers.authorization ?? '')?.[1]
}

/** A browser lets a page choose nothing of a socket's request but its protocols. */
function sessionProtocol({ headers }: IncomingMessage): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  return offered.find((name) => name.startsWith('session.'))?.slice('session.'.length)
}
