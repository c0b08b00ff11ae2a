/** A top-level collection of a HID report descriptor. */
export interface TopCollection {
  readonly usagePage: number
  readonly usage: number
}

// Items of a report descriptor, less the two bits that give their size (HID 1.11, 6.2.2).
const usagePageItem = 0x04
const usageItem = 0x08
const reportSizeItem = 0x74
const reportIdItem = 0x84
const outputItem = 0x90
const reportCountItem = 0x94
const pushItem = 0xa4
const popItem = 0xb4
const collectionItem = 0xa0
const endCollectionItem = 0xc0
const longItem = 0xfe
/** No descriptor keeps more states than this. */
const mostPushed = 16

/** The top-level collections in their order; one of page and usage 0 when the descriptor has none. */
export function topCollections(descriptor: Uint8Array): readonly TopCollection[] {
  const found: TopCollection[] = []
  let usagePage = 0
  let usage = 0
  let depth = 0
  for (const { item, size, value } of itemsOf(descriptor)) {
    if (item === usagePageItem) usagePage = value
    // A usage of four bytes brings its page along.
    else if (item === usageItem && size === 4) [usagePage, usage] = [value >>> 16, value & 0xffff]
    else if (item === usageItem) usage = value
    else if (item === endCollectionItem) depth -= 1
    else if (item === collectionItem) {
      if (depth === 0) found.push({ usagePage, usage })
      depth += 1
    }
  }
  return found.length > 0 ? found : [{ usagePage: 0, usage: 0 }]
}

/** Whether the reports of a device begin with their number. */
export function hasReportNumbers(descriptor: Uint8Array): boolean {
  return [...itemsOf(descriptor)].some(({ item }) => item === reportIdItem)
}

/** An output report: its number, 0 where reports have none, and its bytes without that. */
export interface OutputReport {
  readonly number: number
  readonly size: number
}

/** What can be written to a device. */
export function outputReports(descriptor: Uint8Array): readonly OutputReport[] {
  const bits = new Map<number, number>()
  const now = { number: 0, size: 0, count: 0 }
  const pushed: (typeof now)[] = []
  for (const { item, value } of itemsOf(descriptor)) {
    if (item === reportIdItem) now.number = value
    else if (item === reportSizeItem) now.size = value
    else if (item === reportCountItem) now.count = value
    else if (item === pushItem && pushed.length < mostPushed) pushed.push({ ...now })
    else if (item === popItem) Object.assign(now, pushed.pop())
    else if (item === outputItem) bits.set(now.number, (bits.get(now.number) ?? 0) + now.size * now.count)
  }
  return [...bits].map(([number, all]) => ({ number, size: Math.ceil(all / 8) }))
}

function* itemsOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length; ) {
    const prefix = view.getUint8(at)
    if (prefix === longItem) {
      at += 3 + (bytes[at + 1] ?? 0)
      continue
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0
    if (at + 1 + size > bytes.length) return
    yield { item: prefix & 0xfc, size, value: valueAt(view, at + 1, size) }
    at += 1 + size
  }
}

function valueAt(view: DataView, at: number, size: number): number {
  if (size === 4) return view.getUint32(at, true)
  if (size === 2) return view.getUint16(at, true)
  return size === 1 ? view.getUint8(at) : 0
}
