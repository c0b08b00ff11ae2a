import { setTimeout as pause } from 'node:timers/promises'
import { until } from '../../support/wait.ts'
import type { BenchDevice } from '../devices/bench.ts'
import { patience } from './room.ts'

const repeatEvery = 300

/** The open panel with text lines and CRC (device-profiles/open), as its firmware behaves on a bench device. */
export class LinePanel {
  readonly #device: BenchDevice
  readonly #serial: string
  readonly #acknowledged = new Set<string>()
  #boot = ''
  #boots = 0
  #count = 0
  #introductions = 0
  #heard = ''

  /** @param serial eight upper-case hex digits */
  constructor(device: BenchDevice, serial: string) {
    this.#device = device
    this.#serial = serial
    device.onNoticed((noticed) => {
      if (noticed.kind === 'bytes') this.#hear(Buffer.from(noticed.bytes).toString('latin1'))
    })
    this.powerUp()
  }

  /** How many presses were acknowledged in all its lives. */
  get acknowledged(): number {
    return this.#acknowledged.size
  }

  /** How often the computer asked who it is, which is the first that it says on an open wire. */
  get introductions(): number {
    return this.#introductions
  }

  /** A new life, in which presses count from one: what a panel without a battery does when it is plugged in. */
  powerUp(): void {
    this.#boots += 1
    this.#boot = `${this.#serial.slice(0, 4)}${hex4(this.#boots)}`
    this.#count = 0
    this.#heard = ''
  }

  /** Presses a key and repeats it until it is acknowledged; resolves with the milliseconds that this took. */
  async press(key: string): Promise<number> {
    const name = `${this.#boot} ${++this.#count}`
    const pressed = performance.now()
    const isKept = () => this.#acknowledged.has(name)
    while (!isKept()) {
      if (performance.now() - pressed > patience) throw new Error(`press ${name} was never acknowledged`)
      this.#say(`K ${name} ${key}`)
      await Promise.race([until('', isKept, repeatEvery).catch(() => undefined), pause(repeatEvery)])
    }
    return performance.now() - pressed
  }

  #hear(text: string): void {
    const lines = (this.#heard + text).split('\r\n')
    this.#heard = lines.pop() ?? ''
    for (const line of lines) this.#take(line)
  }

  #take(line: string): void {
    const words = line.slice(0, -5)
    if (line !== checked(words)) return
    if (words === 'I') this.#introduce()
    if (words.startsWith('A ')) this.#acknowledged.add(words.slice(2))
  }

  #introduce(): void {
    this.#introductions += 1
    this.#say(`I ${this.#boot} 1 ${this.#serial} lab 1.0`)
  }

  #say(words: string): void {
    this.#device.say(`${checked(words)}\r\n`)
  }
}

/** A line with its CRC-16/CCITT-FALSE. */
function checked(words: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(words, 'latin1')) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return `${words}*${hex4(crc)}`
}

function hex4(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0')
}
