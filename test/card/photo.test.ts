import { expect, test } from 'vitest'
import { makePhoto, photoSize } from './photo.ts'

test('the photo of the test card is a JPEG of its size, from the first marker to the last', () => {
  const photo = Buffer.from(makePhoto(38_000))
  expect(photo.length).toBeGreaterThan(37_900)
  let at = 2
  const markers: number[] = []
  while (photo[at + 1] !== 0xda) {
    expect(photo[at]).toBe(0xff)
    markers.push(photo[at + 1] ?? 0)
    if (photo[at + 1] === 0xc0) {
      expect([photo.readUInt16BE(at + 7), photo.readUInt16BE(at + 5)]).toEqual([photoSize.width, photoSize.height])
    }
    at += 2 + photo.readUInt16BE(at + 2)
  }
  expect(markers).toEqual([0xe0, 0xdb, 0xc0, 0xc4, 0xc4, 0xfe])
  expect(photo.subarray(0, 2).toString('hex') + photo.subarray(-2).toString('hex')).toBe('ffd8ffd9')
})
