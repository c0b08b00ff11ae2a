import { concat, same } from '../../../src/card/chip/bytes.ts'
import {
  blockLength,
  type CipherName,
  decrypt,
  deriveKey,
  encrypt,
  keyPurpose,
  mac,
  pad,
  unpad,
} from '../../../src/card/chip/primitives.ts'
import { readTlvs, writeTlv } from '../../../src/card/chip/tlv.ts'
import { at, type CardCommand, writeReply } from './command.ts'

const what = { what: 'a command' }

/** The card's end of secure messaging (ICAO 9303-11, 9.8), written apart, so that the reader does not judge itself. */
export class Protection {
  readonly #cipher: CipherName
  readonly #encryption: Uint8Array
  readonly #mac: Uint8Array
  #counter: bigint

  constructor(secret: Uint8Array, cipher: CipherName, counter = 0n) {
    this.#cipher = cipher
    this.#encryption = deriveKey(secret, keyPurpose.encryption, cipher)
    this.#mac = deriveKey(secret, keyPurpose.mac, cipher)
    this.#counter = counter
  }

  /** The command inside; undefined when it was not sent by whom the keys were agreed with. */
  open(command: CardCommand): CardCommand | undefined {
    this.#counter++
    const { cla, ins, p1, p2 } = command
    const objects = readTlvs(command.data, what)
    const code = objects.find(({ tag }) => tag === 0x8e)?.value
    const covered = objects.filter(({ tag }) => tag !== 0x8e)
    const head = pad(Uint8Array.of(cla, ins, p1, p2), blockLength(this.#cipher))
    const right = this.#codeOf(concat(head, ...covered.map(({ raw }) => raw)))
    if (!code || !same(code, right) || objects.at(-1)?.tag !== 0x8e) return undefined
    const wanted = covered.find(({ tag }) => tag === 0x97)?.value
    const most = wanted?.length === 2 ? 0x10000 : 256
    return {
      cla: cla & ~0x0c,
      ins,
      p1,
      p2,
      data: this.#plain(ins, covered),
      expected: wanted === undefined ? undefined : at(wanted, 0, wanted.length) || most,
    }
  }

  /** An answer as it goes over the wire. */
  seal(ins: number, status: number, data: Uint8Array = new Uint8Array()): Uint8Array {
    this.#counter++
    const hidden = data.length === 0 ? data : this.#hidden(ins, data)
    const objects = concat(hidden, writeTlv(0x99, writeReply(status)))
    return writeReply(status, concat(objects, writeTlv(0x8e, this.#codeOf(objects))))
  }

  #plain(ins: number, objects: ReturnType<typeof readTlvs>): Uint8Array {
    const tag = ins % 2 === 1 ? 0x85 : 0x87
    const hidden = objects.find((one) => one.tag === tag)?.value
    if (!hidden) return new Uint8Array()
    const secret = tag === 0x87 ? hidden.subarray(1) : hidden
    return unpad(decrypt(this.#cipher, this.#encryption, secret, this.#start()))
  }

  #hidden(ins: number, data: Uint8Array): Uint8Array {
    const secret = encrypt(this.#cipher, this.#encryption, pad(data, blockLength(this.#cipher)), this.#start())
    return ins % 2 === 1 ? writeTlv(0x85, secret) : writeTlv(0x87, Uint8Array.of(1), secret)
  }

  #codeOf(message: Uint8Array): Uint8Array {
    const block = blockLength(this.#cipher)
    return mac(this.#cipher, this.#mac, pad(concat(this.#counterBytes(), message), block))
  }

  /** 3DES starts each message from zeros, AES from the encrypted counter. */
  #start(): Uint8Array | undefined {
    return this.#cipher === '3DES' ? undefined : encrypt(this.#cipher, this.#encryption, this.#counterBytes())
  }

  #counterBytes(): Uint8Array {
    const length = blockLength(this.#cipher)
    return Uint8Array.from({ length }, (_, index) =>
      Number((this.#counter >> BigInt(8 * (length - 1 - index))) & 0xffn),
    )
  }
}
