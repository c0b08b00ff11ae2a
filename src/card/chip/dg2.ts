import { malformed } from './fault.ts'
import { readTlvs, type Tlv } from './tlv.ts'

/** The photo of a card, as the chip holds it. */
export interface Photo {
  readonly format: 'jpeg' | 'jpeg2000'
  readonly bytes: Uint8Array
}

/**
 * The first face in DG2 (ICAO 9303-10, 4.7.2; ISO/IEC 19794-5). The image is found by what it begins with: chips are
 * not always right about its kind.
 */
export function readDg2(bytes: Uint8Array): Photo {
  const record = faceRecord(bytes)
  const image = beginsWith(record, faceMark) ? imageOf(record) : record.subarray(imageStart(record))
  const format = formatOf(image)
  if (format === undefined) throw malformed('DG2', 'an image of no known kind')
  return { format, bytes: image.slice() }
}

/** 75 › 7F61 › 7F60 › 5F2E, or 7F2E where the record itself is made of objects. */
function faceRecord(bytes: Uint8Array): Uint8Array {
  let level: Pick<Tlv, 'value' | 'valueOffset'> = { value: bytes, valueOffset: 0 }
  for (const tags of [[0x75], [0x7f61], [0x7f60], [0x5f2e, 0x7f2e]]) {
    const inner = readTlvs(level.value, { what: 'DG2', offset: level.valueOffset }).find(({ tag }) =>
      tags.includes(tag),
    )
    if (inner === undefined) throw malformed('DG2', 'the photo is missing', level.valueOffset)
    level = inner
  }
  return level.value
}

/** `FAC`, zero. */
const faceMark = Uint8Array.of(0x46, 0x41, 0x43, 0)
const recordHead = 14
const faceHead = 20
const featurePoint = 8
const imageHead = 12

/** The image behind the head of the record, the face, its feature points, and the head of the image. */
function imageOf(record: Uint8Array): Uint8Array {
  if (record.length < recordHead + faceHead + imageHead) throw malformed('DG2', 'the record of the face is too short')
  const view = new DataView(record.buffer, record.byteOffset, record.length)
  const faceLength = view.getUint32(recordHead)
  const points = view.getUint16(recordHead + 4)
  const start = recordHead + faceHead + points * featurePoint + imageHead
  const end = recordHead + faceLength
  if (start >= end || end > record.length) throw malformed('DG2', 'the length of the face is wrong', recordHead)
  return record.subarray(start, end)
}

/** Where an image begins in a record of a newer form. */
function imageStart(record: Uint8Array): number {
  const found = record.findIndex((_, at) => formatOf(record.subarray(at, at + longestMark)) !== undefined)
  if (found < 0) throw malformed('DG2', 'an image of no known kind')
  return found
}

const marks: readonly { readonly format: Photo['format']; readonly mark: Uint8Array }[] = [
  { format: 'jpeg', mark: Uint8Array.of(0xff, 0xd8, 0xff) },
  { format: 'jpeg2000', mark: Uint8Array.of(0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20) },
  { format: 'jpeg2000', mark: Uint8Array.of(0xff, 0x4f, 0xff, 0x51) },
]
const longestMark = 8

function formatOf(image: Uint8Array): Photo['format'] | undefined {
  return marks.find(({ mark }) => beginsWith(image, mark))?.format
}

function beginsWith(bytes: Uint8Array, mark: Uint8Array): boolean {
  return mark.every((byte, at) => bytes[at] === byte)
}
