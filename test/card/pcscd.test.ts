import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type CardReaders, type CardWire, cardReaders, type ReadersSeen } from '../../src/bus/index.ts'
import { fromHex, toHex } from '../../src/card/chip/bytes.ts'
import { silentLog, systemClock } from '../support/faces.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type CardService, hasCardService, startCardService } from './pcscd.ts'
import type { VirtualCard } from './vpcd.ts'

const atr = fromHex('3B 88 80 01 00 00 00 00 00 00 00 00 09')
const forever = () => new AbortController().signal
const done = fromHex('9000')

let service: CardService
let cards: CardReaders
let first: string

/** A card that says what it is told to say. */
function cardThat(process: VirtualCard['process'], wake: () => void = () => {}): VirtualCard {
  return { atr, wake, process }
}

const obliging = () => cardThat(async () => done)

function newReaders(times: Readonly<Record<number, number>> = {}): CardReaders {
  const after = (ms: number, action: () => void) => systemClock.after(times[ms] ?? ms, action)
  const made = cardReaders({ clock: { ...systemClock, after }, log: silentLog })
  onTestFinished(() => made.stop())
  return made
}

const cardIn = (seen: ReadersSeen | undefined, reader: string) =>
  seen?.kind === 'readers' ? seen.readers.find(({ name }) => name === reader)?.card : seen?.error.code

/** Follows what is told of the readers. */
function follow(readers: CardReaders) {
  let seen: ReadersSeen | undefined
  onTestFinished(
    readers.watch((now) => {
      seen = now
    }),
  )
  return { cardIs: (state: string) => until(`the first reader: ${state}`, () => cardIn(seen, first) === state) }
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error.code,
  )

describe.skipIf(!hasCardService())('card readers, through the real PC/SC service', () => {
  beforeEach(async () => {
    service = await startCardService()
    vi.stubEnv('PCSCLITE_CSOCK_NAME', service.socket)
    onTestFinished(() => void vi.unstubAllEnvs())
    first = service.readers[0]
    cards = newReaders()
  })

  /** Opens the card once it is seen. */
  const opened = async (): Promise<CardWire> => {
    await follow(cards).cardIs('present')
    return cards.open(first, forever())
  }

  test('are listed with their slots; a card is seen when it is laid down and when it is taken away', async () => {
    const watch = follow(cards)
    await watch.cardIs('absent')
    expect(await cards.look(forever())).toMatchObject({
      kind: 'readers',
      readers: service.readers.map((name, slot) => ({ name, slot, model: 'Virtual PCD', card: 'absent' })),
    })
    const card = await service.lay(obliging())
    await watch.cardIs('present')
    expect(await cards.look(forever())).toMatchObject({ readers: [{ card: 'present', atr }, { card: 'absent' }] })
    await card.remove()
    await watch.cardIs('absent')
  })

  test('give a card for us alone: commands and answers as they are, also long ones', async () => {
    const heard: string[] = []
    const long = new Uint8Array(40_000).fill(7)
    await service.lay(
      cardThat(async (command) => {
        heard.push(toHex(command))
        return Buffer.concat([command[1] === 0xb0 ? long : new Uint8Array(), done])
      }),
    )
    const wire = await opened()
    expect(toHex(wire.atr)).toBe(toHex(atr))
    expect(toHex(await wire.transmit(fromHex('00A4040C07A0000002471001')))).toBe('9000')
    expect((await wire.transmit(fromHex('00B00000000000'))).length).toBe(40_002)
    expect(heard).toEqual(['00a4040c07a0000002471001', '00b00000000000'])
    expect(await refusal(newReaders().open(first, forever()))).toBe('DB-PCS-007')
    await wire.close()
    expect(await refusal(wire.transmit(done))).toBe('DB-BUS-001')
    const again = await cards.open(first, forever())
    await again.close()
  })

  test('refuse what cannot be: no such reader, no card, a second command beside the first', async () => {
    expect(await refusal(cards.open('Nobody 00 00', forever()))).toBe('DB-PCS-004')
    expect(await refusal(cards.open(first, forever()))).toBe('DB-PCS-005')
    const held = Promise.withResolvers<Uint8Array>()
    await service.lay(cardThat(() => held.promise))
    const wire = await opened()
    const one = wire.transmit(fromHex('00A40000'))
    expect(await refusal(wire.transmit(fromHex('00A40000')))).toBe('DB-PCS-016')
    held.resolve(done)
    expect(toHex(await one)).toBe('9000')
  })

  test('wake the card anew when it is reset, and when it is given free', async () => {
    let woken = 0
    await service.lay(
      cardThat(
        async () => done,
        () => woken++,
      ),
    )
    const wire = await opened()
    const before = woken
    await wire.reset()
    expect(woken).toBeGreaterThan(before)
    const reset = woken
    expect(toHex(await wire.transmit(fromHex('00A40000')))).toBe('9000')
    await wire.close()
    expect(woken).toBeGreaterThan(reset)
  })

  test('say that the card is gone when it is pulled during a command, and read the next one', async () => {
    await service.lay(cardThat(async () => undefined))
    const wire = await opened()
    expect(await refusal(wire.transmit(fromHex('00A40000')))).toBe('DB-PCS-008')
    expect(await wire.lost).toMatchObject({ code: 'DB-PCS-008' })
    await wire.close()
    await follow(cards).cardIs('absent')
    await service.lay(obliging())
    const next = await opened()
    expect(toHex(await next.transmit(fromHex('00A40000')))).toBe('9000')
  })

  test('give up a card that does not answer, and are there for the next one in a new process', async () => {
    cards = newReaders({ 20000: 300 })
    const mute = await service.lay(cardThat(() => new Promise(() => {})))
    const wire = await opened()
    const stuck = cards.pid()
    expect(await refusal(wire.transmit(fromHex('00A40000')))).toBe('DB-PCS-009')
    await mute.remove()
    await until('another process', () => cards.pid() !== stuck && cards.pid() !== undefined)
    await follow(cards).cardIs('absent')
    await service.lay(obliging())
    const next = await opened()
    expect(toHex(await next.transmit(fromHex('00A40000')))).toBe('9000')
  })

  test('end a card whose reading was given up', async () => {
    const abort = new AbortController()
    const held = Promise.withResolvers<Uint8Array>()
    await service.lay(cardThat(() => held.promise))
    await follow(cards).cardIs('present')
    const wire = await cards.open(first, abort.signal)
    const command = refusal(wire.transmit(fromHex('00A40000')))
    abort.abort()
    expect(await command).toBe('DB-BUS-002')
    expect(await refusal(wire.transmit(fromHex('00A40000')))).toBe('DB-BUS-002')
    held.resolve(done)
    await wire.close()
  })

  test('come back within two seconds after the service does, however it ended', async () => {
    await service.lay(obliging())
    const wire = await opened()
    const watch = follow(cards)
    const took: number[] = []
    for (let round = 0; round < 3; round++) {
      await service.kill()
      await watch.cardIs('DB-PCS-001')
      await service.start()
      const back = performance.now()
      await watch.cardIs('absent')
      took.push(performance.now() - back)
    }
    expect(await refusal(wire.transmit(fromHex('00A40000')))).toBe('DB-PCS-001')
    // The best of three: a busy machine may hold up any one of them.
    expect(Math.min(...took)).toBeLessThan(2_000)
    await service.lay(obliging())
    const next = await opened()
    expect(toHex(await next.transmit(fromHex('00A40000')))).toBe('9000')
  })

  test.skipIf(!has('opensc-tool'))('see the same card as another program does', async () => {
    await service.lay(cardThat(async (command) => (command[1] === 0xa4 ? done : fromHex('6D00'))))
    await follow(cards).cardIs('present')
    // The card answers in this process, so the tool must not hold it up.
    const tool = async (...args: string[]) => (await promisify(execFile)('opensc-tool', ['-r', '0', ...args])).stdout
    expect((await tool('-a')).replace(/[:\s]/g, '')).toContain(toHex(atr))
    expect(await tool('-s', '00A4040C07A0000002471001')).toContain('SW1=0x90, SW2=0x00')
  })
})
