import type { Entry } from './entry.ts'

/** What a device said, as the text that it may be, piece by piece. A line end stands for whatever ends a text. */
export class SaidText {
  /** The keys that the last report of a keyboard held down. */
  #down: readonly number[] = []

  /** The text of an entry; undefined for one that holds nothing that a device said. */
  of(entry: Entry): string | undefined {
    switch (entry.kind) {
      case 'in':
        return textIn(entry.bytes).replace(noText, '\n')
      case 'report':
        return isKeyboardReport(entry.bytes) ? this.#typed(entry.bytes) : textIn(entry.bytes).replace(noText, '')
      case 'text':
        return entry.text.replace(noText, '\n')
      default:
        return undefined
    }
  }

  /** What was pressed since the report before. */
  #typed(report: Uint8Array): string {
    const [modifiers = 0, , ...keys] = report
    const fresh = keys.filter((key) => key !== 0 && !this.#down.includes(key))
    this.#down = keys
    return fresh.map((key) => characterOf(key, modifiers)).join('')
  }
}

/** Control characters; reports are filled up with zeros, so there they end nothing. */
const noText = /[^ -~\u0080-\u{10ffff}]+/gu

/** Letters beyond ASCII need not be right: a card is recognised without them. */
function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

/** Modifiers, nothing, and up to six keys (HID Usage Tables, keyboard page). */
function isKeyboardReport(bytes: Uint8Array): boolean {
  return bytes.length === 8 && bytes[1] === 0 && bytes.subarray(2).every((key) => key <= 0x65)
}

const shiftKeys = 0x22
const altKeys = 0x44
const digits = '1234567890'
/** Where layouts have the bar, with shift. */
const barKeys = [0x31, 0x32, 0x35, 0x64]

/** What a key types, as far as cards need it. With Alt, scanners type what is on no key. */
function characterOf(key: number, modifiers: number): string {
  if (modifiers & altKeys) return '|'
  const isShifted = (modifiers & shiftKeys) !== 0
  if (key >= 0x04 && key <= 0x1d) return String.fromCharCode(65 + key - 0x04)
  if (key >= 0x1e && key <= 0x27 && !isShifted) return digits.charAt(key - 0x1e)
  if (key >= 0x59 && key <= 0x62) return digits.charAt(key - 0x59)
  if (key === 0x28) return '\n'
  if (barKeys.includes(key) && isShifted) return '|'
  return (key === 0x36 && isShifted) || key === 0x64 ? '<' : ' '
}
