import { describe, expect, it } from 'vitest'
import { type FileHabits, FileReader, usualHabits } from '../../../test/card/chip/files.ts'
import { isDeskError } from '../../core/index.ts'
import type { Channel, Command } from './apdu.ts'
import { chipFiles } from './chip-files.ts'
import { chipReader, longRead, readCardAccess, selectApplication, takesLongAnswers } from './files.ts'
import { writeTlv } from './tlv.ts'

const isCode = (code: Parameters<typeof isDeskError>[1]) => expect.toSatisfy((error) => isDeskError(error, code))
const cardAccess = writeTlv(0x31, new Uint8Array(18))

/** A file with bytes that tell their place. */
function fileOf(tag: number, length: number): Uint8Array {
  return writeTlv(
    tag,
    Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff),
  )
}

/** A card whose files are open, and which answers as some cards do. */
function cardWith(photo: Uint8Array, habits: Partial<FileHabits> = {}) {
  const asked: Command[] = []
  const application = new Map([
    [chipFiles.dg1.id, fileOf(0x61, 90)],
    [chipFiles.dg2.id, photo],
  ])
  const reader = new FileReader(
    { free: new Map([[chipFiles.cardAccess.id, cardAccess]]), application },
    { ...usualHabits, ...habits },
  )
  const obey = (command: Command) => {
    const whole = { cla: 0, data: new Uint8Array(), expected: undefined, ...command }
    if (command.ins === 0xa4) return reader.select(whole, true)
    if (command.ins === 0xb0) return reader.read(whole, true)
    return command.ins === 0xb1 ? reader.readFar(whole) : { status: 0x6d00 }
  }
  const channel: Channel = {
    async send(command) {
      asked.push(command)
      const { status, data = new Uint8Array() } = obey(command)
      return { status, data }
    },
  }
  return { asked, channel }
}

/** A channel that answers what a test says, in turn, and the last answer for ever. */
function saying(...answers: readonly { readonly status: number; readonly data?: Uint8Array }[]): Channel {
  let at = 0
  return {
    async send() {
      const { status, data = new Uint8Array() } = answers[Math.min(at++, answers.length - 1)] ?? { status: 0x6f00 }
      return { status, data }
    },
  }
}

async function readPhoto(channel: Channel, most: number): Promise<Uint8Array> {
  await selectApplication(channel)
  return await chipReader(channel, most).read(chipFiles.dg2)
}

describe('a file', () => {
  it.each([
    ['that is tiny', 1],
    ['of one reading', 200],
    ['just before where READ BINARY ends', 0x8000 - 4],
    ['just behind it', 0x8000 - 3],
    ['of a photo', 38_157],
    ['with an offset of three bytes', 70_000],
  ])('%s is read whole', async (_, length) => {
    const photo = fileOf(0x75, length)
    for (const most of [231, longRead]) expect(await readPhoto(cardWith(photo).channel, most)).toEqual(photo)
  })

  it.each<[string, Partial<FileHabits>]>([
    ['give fewer bytes than are wanted', { longestRead: 100 }],
    ['say that the length is wrong', { longestRead: 300, tooLong: 'wrong-length' }],
    ['name the right length', { longestRead: 200, tooLong: 'right-length' }],
    ['warn at the end', { pastEnd: 'warning' }],
  ])('is read whole from cards that %s', async (_, habits) => {
    const photo = fileOf(0x75, 40_000)
    expect(await readPhoto(cardWith(photo, habits).channel, longRead)).toEqual(photo)
  })

  it('is asked for as much at once as the card turned out to give', async () => {
    const { asked, channel } = cardWith(fileOf(0x75, 20_000), { longestRead: 500 })
    await readPhoto(channel, longRead)
    expect(asked.filter(({ expected }) => expected === longRead)).toHaveLength(1)
    expect(asked.filter(({ expected }) => expected === 500).length).toBeGreaterThan(30)
  })

  it('is never asked for in a length that stands for whatever there is', async () => {
    for (const length of [256 + 4, 256 + 3, 0x8000 + 249, 0x8000 + 250, 0x8000 + 251]) {
      const { asked, channel } = cardWith(fileOf(0x75, length))
      expect(await readPhoto(channel, longRead)).toEqual(fileOf(0x75, length))
      expect(asked.map(({ expected }) => expected)).not.toContain(256)
    }
  })

  it('is never asked for beyond its end', async () => {
    const { asked, channel } = cardWith(fileOf(0x75, 1_000))
    await readPhoto(channel, 231)
    const ends = asked.filter(({ ins }) => ins === 0xb0).map(({ p1, p2, expected = 0 }) => p1 * 256 + p2 + expected)
    expect(Math.max(...ends)).toBe(1_004)
  })

  it('tells how much of it has been read', async () => {
    const { channel } = cardWith(fileOf(0x75, 1_000))
    const told: number[] = []
    await selectApplication(channel)
    await chipReader(channel, 231).read(chipFiles.dg2, (done, total) => told.push(done / total))
    expect(told).toEqual(told.toSorted((one, other) => one - other))
    expect(told.at(-1)).toBe(1)
  })

  it('is named by its short number where the card cannot select by number', async () => {
    const { channel } = cardWith(fileOf(0x75, 500))
    await selectApplication(channel)
    const unselecting: Channel = {
      send: async (command) =>
        command.ins === 0xa4 ? { status: 0x6a81, data: new Uint8Array() } : await channel.send(command),
    }
    expect(await chipReader(unselecting, 231).read(chipFiles.dg2)).toEqual(fileOf(0x75, 500))
  })
})

describe('a file that cannot be read', () => {
  it.each([
    [0x6a82, 'DB-CRD-111'],
    [0x6982, 'DB-CRD-105'],
    [0x6985, 'DB-CRD-105'],
    [0x6f00, 'DB-CRD-109'],
  ] as const)('because of status %i is told apart', async (status, code) => {
    await expect(chipReader(saying({ status }), 231).read(chipFiles.dg1)).rejects.toThrow(isCode(code))
    await expect(chipReader(saying({ status: 0x9000 }, { status }), 231).read(chipFiles.dg1)).rejects.toThrow(
      isCode(code),
    )
  })

  it('because it is another one is malformed', async () => {
    const head = fileOf(0x61, 90).subarray(0, 8)
    await expect(
      chipReader(saying({ status: 0x9000 }, { status: 0x9000, data: head }), 231).read(chipFiles.dg2),
    ).rejects.toThrow(isCode('DB-CRD-108'))
  })

  it.each([0x9000, 0x6282, 0x6b00])('because it ends before it should is malformed (status %i)', async (status) => {
    const head = fileOf(0x75, 500).subarray(0, 8)
    const card = saying({ status: 0x9000 }, { status: 0x9000, data: head }, { status })
    await expect(chipReader(card, 231).read(chipFiles.dg2)).rejects.toThrow(isCode('DB-CRD-108'))
  })

  it('because it would fill the memory is refused', async () => {
    const head = Uint8Array.of(0x75, 0x83, 0x10, 0, 0, 0, 0, 0)
    const card = saying({ status: 0x9000 }, { status: 0x9000, data: head })
    await expect(chipReader(card, 231).read(chipFiles.dg2)).rejects.toThrow(isCode('DB-CRD-113'))
  })

  it('because it comes in crumbs is given up', async () => {
    const head = Uint8Array.of(0x75, 0x83, 0x07, 0, 0, 0, 0, 0)
    const card = saying(
      { status: 0x9000 },
      { status: 0x9000, data: head },
      { status: 0x6282, data: Uint8Array.of(0x53, 1, 7) },
    )
    await expect(chipReader(card, 231).read(chipFiles.dg2)).rejects.toThrow(isCode('DB-CRD-108'))
  })
})

describe('EF.CardAccess', () => {
  it('is read without the master file, which some cards refuse', async () => {
    const { asked, channel } = cardWith(new Uint8Array(), { masterFile: false })
    expect(await readCardAccess(channel)).toEqual(cardAccess)
    expect(asked.some(({ ins, p1 }) => ins === 0xa4 && p1 === 0)).toBe(false)
  })

  it('is read behind the master file where the card wants that first', async () => {
    const { channel } = cardWith(new Uint8Array())
    await selectApplication(channel)
    expect(await readCardAccess(channel)).toEqual(cardAccess)
  })

  it('is missing on a chip that has none', async () => {
    expect(await readCardAccess(saying({ status: 0x6a82 }))).toBeUndefined()
    expect(await readCardAccess(saying({ status: 0x6d00 }))).toBeUndefined()
  })

  it('tells whether long answers get through', async () => {
    const { channel } = cardWith(new Uint8Array())
    await readCardAccess(channel)
    expect(await takesLongAnswers(channel)).toBe(true)
    expect(await takesLongAnswers(saying({ status: 0x6700 }))).toBe(false)
    expect(await takesLongAnswers(saying({ status: 0x9000 }))).toBe(false)
    const failing: Channel = { send: async () => await Promise.reject(new Error('SCARD_F_COMM_ERROR')) }
    expect(await takesLongAnswers(failing)).toBe(false)
  })
})

describe('the application', () => {
  it('that a card lacks says that it is no identity card', async () => {
    await expect(selectApplication(saying({ status: 0x6a82 }))).rejects.toThrow(isCode('DB-CRD-110'))
    await expect(selectApplication(saying({ status: 0x6985 }))).rejects.toThrow(isCode('DB-CRD-109'))
  })
})
