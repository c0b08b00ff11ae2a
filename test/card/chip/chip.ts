import { setTimeout as pause } from 'node:timers/promises'
import { fromHex } from '../../../src/card/chip/bytes.ts'
import type { Random } from '../../../src/core/index.ts'
import type { ActiveAuthentication } from './active-authentication.ts'
import { BasicAccess } from './basic-access.ts'
import type { ChipAuthentication } from './chip-authentication.ts'
import { type CardCommand, type Reply, readCommand, writeReply } from './command.ts'
import { type Fault, misfortuneAt } from './faults.ts'
import { type CardFiles, type FileHabits, FileReader } from './files.ts'
import { Pace, type PaceOffer, type PaceSecrets } from './pace.ts'
import type { Protection } from './protection.ts'

/** What a chip is made of. */
export interface ChipParts {
  readonly files: CardFiles
  readonly habits: FileHabits
  readonly secrets: PaceSecrets
  /** How it may be opened; at least one of them. */
  readonly basicAccess: boolean
  readonly pace: PaceOffer | undefined
  readonly chipAuthentication: ChipAuthentication | undefined
  readonly activeAuthentication: ActiveAuthentication | undefined
  readonly faults: readonly Fault[]
  readonly random: Random
}

/** One exchange, as somebody would have seen it who listens between reader and card. */
export interface Exchange {
  readonly command: Uint8Array
  readonly answer: Uint8Array
}

/** What a card without contacts says of itself when it wakes: it takes both protocols. */
const atr = fromHex('3B 88 80 01 00 00 00 00 00 00 00 00 09')

const manageEnvironment = 0x22

/** A citizen card's chip (ICAO 9303-10 and -11), for a reader to read. */
export class Chip {
  readonly atr = atr
  /** All that went over the wire. */
  readonly heard: Exchange[] = []
  readonly #parts: ChipParts
  readonly #reader: FileReader
  readonly #basicAccess: BasicAccess | undefined
  readonly #pace: Pace | undefined
  #protection: Protection | undefined
  /** What of an answer is still to be fetched. */
  #rest: Uint8Array | undefined
  #count = 0

  constructor(parts: ChipParts) {
    this.#parts = parts
    this.#reader = new FileReader(parts.files, parts.habits)
    this.#basicAccess = parts.basicAccess ? new BasicAccess(parts.secrets.printed, parts.random) : undefined
    this.#pace = parts.pace ? new Pace(parts.pace, parts.secrets, parts.random) : undefined
  }

  /** How many commands it was given. */
  get commands(): number {
    return this.#count
  }

  /** How many wrong passwords it was shown since the last right one. */
  get wrongPasswords(): number {
    return this.#pace?.wrong ?? 0
  }

  /** Power off, or a reset: all is forgotten but the count of wrong passwords. */
  wake(): void {
    this.#protection = undefined
    this.#reader.forget()
    this.#pace?.forget()
    this.#parts.chipAuthentication?.forget()
  }

  /** One command and its answer; undefined when the card was taken away meanwhile. */
  async process(command: Uint8Array): Promise<Uint8Array | undefined> {
    const { removed, waitMs, status, flipped } = misfortuneAt(++this.#count, this.#parts.faults)
    const hesitation = command[1] === manageEnvironment ? (this.#pace?.hesitation ?? 0) : 0
    if (waitMs + hesitation > 0) await pause(waitMs + hesitation)
    if (removed) return undefined
    const answer = status === undefined ? this.#answer(command) : this.#lostKeys(status)
    if (flipped) answer[0] = (answer[0] ?? 0) ^ 1
    this.heard.push({ command: Uint8Array.from(command), answer })
    return answer
  }

  #lostKeys(status: number): Uint8Array {
    this.#protection = undefined
    return writeReply(status)
  }

  #answer(bytes: Uint8Array): Uint8Array {
    const command = readCommand(bytes)
    if (!command) return writeReply(0x6700)
    if (command.ins === 0xc0 && this.#rest) return this.#inPieces(this.#rest, command.expected)
    this.#rest = undefined
    const isProtected = (command.cla & 0x0c) === 0x0c
    // Whoever speaks plainly meanwhile ends what was agreed.
    if (!isProtected) this.#protection = undefined
    const answer = isProtected ? this.#protectedAnswer(command) : this.#plainAnswer(command)
    return this.#inPieces(answer, command.expected)
  }

  /** An answer that is longer than what was asked for is fetched piece by piece with GET RESPONSE. */
  #inPieces(answer: Uint8Array, expected = 256): Uint8Array {
    this.#rest = undefined
    if (answer.length - 2 <= expected) return Uint8Array.from(answer)
    if (!this.#parts.habits.inPieces) return this.#lostKeys(0x6700)
    this.#rest = answer.slice(expected)
    return writeReply(0x6100 + (Math.min(this.#rest.length - 2, 256) % 256), answer.subarray(0, expected))
  }

  #plainAnswer(command: CardCommand): Uint8Array {
    const { status, data, afterwards } = this.#obey(command, false)
    afterwards?.()
    return writeReply(status, data)
  }

  #protectedAnswer(command: CardCommand): Uint8Array {
    const protection = this.#protection
    const inner = protection?.open(command)
    if (!protection || !inner) return this.#lostKeys(protection ? 0x6988 : 0x6987)
    const { status, data, afterwards } = this.#obey(inner, true)
    const sealed = protection.seal(inner.ins, status, data)
    afterwards?.()
    return sealed
  }

  /** Commands that are not as they must be: a card refuses them and lives on. */
  #obey(command: CardCommand, isProtected: boolean): Reply {
    try {
      return this.#obeyed(command, isProtected)
    } catch {
      return { status: 0x6a80 }
    }
  }

  #obeyed(command: CardCommand, isProtected: boolean): Reply {
    const { chipAuthentication, activeAuthentication } = this.#parts
    const agree = (protection: Protection) => {
      this.#protection = protection
    }
    switch (command.ins) {
      case 0xa4:
        return this.#reader.select(command, isProtected)
      case 0xb0:
        return this.#reader.read(command, isProtected)
      case 0xb1:
        return this.#reader.readFar(command)
      case 0x84:
        return this.#basicAccess && this.#reader.inApplication ? this.#basicAccess.challenge() : { status: 0x6d00 }
      case 0x82:
        return this.#basicAccess?.authenticate(command, agree) ?? { status: 0x6d00 }
      case manageEnvironment:
        return this.#setEnvironment(command, isProtected, agree)
      case 0x86:
        if (isProtected) return chipAuthentication?.go(command, agree) ?? { status: 0x6d00 }
        return this.#pace?.go(command, agree) ?? { status: 0x6d00 }
      case 0x88:
        return isProtected && activeAuthentication ? activeAuthentication.answer(command) : { status: 0x6d00 }
      default:
        return { status: 0x6d00 }
    }
  }

  /** MANAGE SECURITY ENVIRONMENT: what the next commands are about. */
  #setEnvironment(command: CardCommand, isProtected: boolean, agree: (protection: Protection) => void): Reply {
    const { chipAuthentication } = this.#parts
    const what = command.p1 * 256 + command.p2
    if (what === 0xc1a4 && this.#pace) return this.#pace.begin(command)
    if (what === 0x41a4 && isProtected && chipAuthentication) return chipAuthentication.begin(command)
    if (what === 0x41a6 && isProtected && chipAuthentication) return chipAuthentication.goAtOnce(command, agree)
    return { status: 0x6a86 }
  }
}
