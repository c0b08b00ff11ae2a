import { describe, expect, it } from 'vitest'
import { holder } from '../../../test/card/holder.ts'
import type { CardWish } from '../../../test/card/make-card.ts'
import { DeskError } from '../../core/index.ts'
import { personalFields } from '../person.ts'
import type { ChipProgress, ChipRequest } from './read-chip.ts'
import { card, isCode, printed, read } from './reading.fixture.ts'

describe('a reading that is disturbed', () => {
  const small: Partial<ChipRequest> = { access: printed, wanted: { fields: personalFields, photo: 'not-wanted' } }
  const quick: Partial<CardWish> = { pace: null }

  async function steps(): Promise<readonly number[]> {
    const chip = card(quick)
    await read(chip, small)
    return Array.from({ length: chip.commands }, (_, at) => at + 1)
  }

  it('by taking the card away is told as such, at every step', async () => {
    for (const at of await steps()) {
      await expect(read(card({ ...quick, faults: [{ kind: 'removal', at }] }), small)).rejects.toThrow(
        isCode('DB-CRD-101'),
      )
    }
  })

  it('by a status at any step ends with a code, or with all that was wanted and an honest verdict', async () => {
    for (const at of await steps()) {
      for (const status of [0x6f00, 0x6982, 0x6a82, 0x6700, 0x9000]) {
        const reading = await read(card({ ...quick, faults: [{ kind: 'status', at, status }] }), small).catch(
          (error: unknown) => error,
        )
        if (reading instanceof Error) expect(reading).toBeInstanceOf(DeskError)
        else expect(reading).toMatchObject({ card: { name: expect.any(String) } })
      }
    }
  })

  it('by one turned bit at any step never gives other data as unaltered', async () => {
    for (const at of await steps()) {
      const reading = await read(card({ ...quick, faults: [{ kind: 'flipped', at }] }), small).catch(
        (error: unknown) => error,
      )
      if (reading instanceof Error) expect(reading).toBeInstanceOf(DeskError)
      else expect(reading).toMatchObject({ card: { number: holder.number }, verdicts: { unaltered: 'proven' } })
    }
  })

  it('by a reader that promises long answers and breaks them goes on with short ones', async () => {
    const chip = card()
    const breaking = async (command: Uint8Array) => {
      // Long and protected: the reader gives up, and the card has lost its keys meanwhile.
      if (command[0] === 0x0c && command[4] === 0) {
        chip.wake()
        return Uint8Array.of(0x6f, 0)
      }
      return (await chip.process(command)) ?? new Uint8Array()
    }
    expect(await read(chip, { transmit: breaking })).toMatchObject({ card: { name: holder.name } })
    expect(chip.wrongPasswords).toBe(0)
  })

  it('by its own signal stops before the next command', async () => {
    const stop = new AbortController()
    const chip = card()
    const progress = (one: ChipProgress) => {
      if (one.step === 'reading') stop.abort()
    }
    await expect(read(chip, { signal: stop.signal, progress })).rejects.toThrow(isCode('DB-CRD-112'))
    expect(chip.heard.length).toBeLessThan(20)
  })
})
