import { describe, expect, it, vi } from 'vitest'
import type { Fault } from '../../../test/card/chip/faults.ts'
import { nationalGroup } from '../../../test/card/data-groups.ts'
import { holder } from '../../../test/card/holder.ts'
import { makePhoto } from '../../../test/card/photo.ts'
import type { ChipProgress } from './read-chip.ts'
import { card, instructions, isCode, photo, printed, read } from './reading.fixture.ts'

describe('a Vietnamese card', () => {
  it('is read by its card access number: person, photo, and three verdicts', async () => {
    const reading = await read(card())
    expect(reading.card).toEqual({
      source: 'chip',
      name: holder.name,
      birthDate: holder.birthDate,
      number: holder.number,
      oldNumber: holder.oldNumber,
      documentNumber: holder.number.slice(-9),
      sex: 'female',
      nationality: 'Việt Nam',
      origin: holder.origin,
      residence: holder.residence,
      features: holder.features,
      issueDate: holder.issueDate,
      expiryDate: holder.expiryDate,
      father: holder.father,
      mother: holder.mother,
    })
    expect(reading.photo).toEqual({ format: 'jpeg', bytes: photo })
    expect(reading.verdicts).toEqual({ read: 'whole', unaltered: 'proven', issuer: 'confirmed' })
    expect(reading).toMatchObject({ protocol: 'PACE', missing: [] })
  })

  it('is read by what is printed on it', async () => {
    expect(await read(card(), { access: printed })).toMatchObject({ protocol: 'PACE', card: { name: holder.name } })
  })

  it('is read by Basic Access Control where its chip knows nothing newer', async () => {
    const reading = await read(card({ pace: null }), { access: printed })
    expect(reading).toMatchObject({ protocol: 'BAC', card: { name: holder.name }, verdicts: { unaltered: 'proven' } })
  })

  it('that refuses to select its master file is read all the same', async () => {
    expect(await read(card({ habits: { masterFile: false } }))).toMatchObject({ card: { name: holder.name } })
  })

  it('with a photo behind where READ BINARY ends is read whole', async () => {
    const large = makePhoto(38_000)
    expect((await read(card({ photo: large }))).photo?.bytes).toEqual(large)
    expect((await read(card({ photo: large }), { answers: 'short' })).photo?.bytes).toEqual(large)
  })

  it.each([
    ['P-256', '3DES'],
    ['P-384', 'AES-192'],
    ['P-521', 'AES-256'],
    ['brainpoolP256r1', 'AES-128'],
    ['brainpoolP384r1', 'AES-192'],
    ['brainpoolP512r1', 'AES-256'],
  ] as const)('is opened by PACE on %s with %s', async (curve, cipher) => {
    expect(await read(card({ pace: { curve, cipher } }))).toMatchObject({
      protocol: 'PACE',
      verdicts: { read: 'whole' },
    })
  })

  it('gives only what is wanted, and name and birth date', async () => {
    const reading = await read(card(), { wanted: { fields: ['residence'], photo: 'not-wanted' } })
    const { name, birthDate, residence } = holder
    expect(reading.card).toEqual({ source: 'chip', name, birthDate, residence })
    expect(reading.photo).toBeUndefined()
  })

  it('never gives ethnicity and religion', async () => {
    const told = JSON.stringify(await read(card()))
    expect(told).not.toContain(holder.ethnicity)
    expect(told).not.toContain(holder.religion)
  })

  it('leaves nothing of DG13 in the memory but what was wanted', async () => {
    const fill = vi.spyOn(Uint8Array.prototype, 'fill')
    await read(card())
    const wiped = fill.mock.contexts.filter((one) => one instanceof Uint8Array && one.every((byte) => byte === 0))
    fill.mockRestore()
    expect(wiped).toContainEqual(new Uint8Array(nationalGroup(holder).length))
  })

  it('tells how far the reading is, from opening to proving', async () => {
    const told: ChipProgress[] = []
    await read(card(), { progress: (one) => told.push(one) })
    const steps = told.map(({ step }) => step).filter((step, at, all) => step !== all[at - 1])
    expect(steps).toEqual(['opening', 'opened', 'reading', 'proving'])
    const files = told.flatMap((one) => (one.step === 'reading' && one.done === one.total ? [one.file] : []))
    expect(files).toEqual(['DG1', 'DG13', 'EF.SOD', 'DG14', 'DG2'])
  })
})

describe('an access that is wrong', () => {
  it('is told at once and tried once: the card access number', async () => {
    const chip = card()
    await expect(read(chip, { access: { kind: 'can', can: '999999' } })).rejects.toThrow(isCode('DB-CRD-102'))
    expect(chip.wrongPasswords).toBe(1)
    expect(instructions(chip)).not.toContain(0x82)
  })

  it('is told at once and tried once: what is printed, and not in the older way either', async () => {
    const chip = card()
    const wrong = { ...printed, expiryDate: '2039-02-16' }
    await expect(read(chip, { access: wrong })).rejects.toThrow(isCode('DB-CRD-103'))
    expect(chip.wrongPasswords).toBe(1)
    expect(instructions(chip)).not.toContain(0x82)
  })

  it('is told on a chip that knows only the older way', async () => {
    const wrong = { ...printed, birthDate: '1999-02-14' }
    await expect(read(card({ pace: null }), { access: wrong })).rejects.toThrow(isCode('DB-CRD-103'))
  })

  it('is not asked for when it cannot be right', async () => {
    const chip = card()
    await expect(read(chip, { access: { kind: 'can', can: '12' } })).rejects.toThrow(isCode('DB-CRD-116'))
    expect(chip.commands).toBe(0)
  })

  it('locks a chip in the end, which is told apart', async () => {
    const chip = card({ blocksAfter: 1 })
    await expect(read(chip, { access: { kind: 'can', can: '999999' } })).rejects.toThrow(isCode('DB-CRD-102'))
    chip.wake()
    await expect(read(chip)).rejects.toThrow(isCode('DB-CRD-104'))
  })

  it('is the card access number for a chip without PACE', async () => {
    await expect(read(card({ pace: null }))).rejects.toThrow(isCode('DB-CRD-114'))
  })
})

describe('PACE that does not work on a chip', () => {
  /** The command by which PACE begins, on this card. */
  async function firstOfPace(): Promise<number> {
    const chip = card()
    await read(chip)
    return instructions(chip).indexOf(0x22) + 1
  }

  it('gives way to the older one, for what is printed', async () => {
    const faults: readonly Fault[] = [{ kind: 'status', at: await firstOfPace(), status: 0x6a80 }]
    expect(await read(card({ faults }), { access: printed })).toMatchObject({ protocol: 'BAC' })
  })

  it('is an error for a card access number', async () => {
    const faults: readonly Fault[] = [{ kind: 'status', at: await firstOfPace(), status: 0x6a80 }]
    await expect(read(card({ faults }))).rejects.toThrow(isCode('DB-CRD-109'))
  })
})
