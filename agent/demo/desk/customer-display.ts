import type { DeviceParts } from './call-panel.ts'
import { openDeviceWire } from './device-wire.ts'

/** A virtual customer display of two lines of 20 cells that understands the CD5220 command set. */
export interface CustomerDisplay {
  readonly address: string
  /** The two lines as they glow, each 20 cells. */
  lines(): readonly [string, string]
  isConnected(): boolean
  stop(): Promise<void>
}

const width = 20
const [escapeByte, clear, carriageReturn] = [0x1b, 0x0c, 0x0d]
/** A line command that does not end is noise. */
const longestCommand = 64

/** Powers up a display. */
export async function startCustomerDisplay({ changed }: Pick<DeviceParts, 'changed'>): Promise<CustomerDisplay> {
  const screen = createScreen()
  const wire = await openDeviceWire({
    changed,
    received(bytes) {
      for (const byte of bytes) screen.take(byte)
      changed()
    },
  })
  return { address: wire.address, lines: screen.lines, isConnected: wire.isConnected, stop: wire.stop }
}

/** The display's controller: takes one byte after the other. */
export function createScreen() {
  const blank = () => Array.from({ length: width * 2 }, () => ' ')
  let cells = blank()
  let cursor = 0
  let command: number[] = []

  const clearAll = () => {
    cells = blank()
    cursor = 0
  }
  const writeLine = (row: number, bytes: readonly number[]) => {
    for (let column = 0; column < width; column++) cells[row * width + column] = letter(bytes[column] ?? 0x20)
  }
  const obey = (bytes: readonly number[]) => {
    const [, name, first = 0, second = 0] = bytes
    if (name === 0x40) clearAll()
    if (name === 0x51) writeLine(first === 0x41 ? 0 : 1, bytes.slice(3, -1))
    if (name === 0x6c) cursor = Math.min(width * 2 - 1, (second - 1) * width + first - 1)
  }
  const put = (byte: number) => {
    cells[cursor] = letter(byte)
    cursor = (cursor + 1) % (width * 2)
  }

  return {
    lines: (): readonly [string, string] => [cells.slice(0, width).join(''), cells.slice(width).join('')],
    take(byte: number): void {
      if (command.length > 0 || byte === escapeByte) {
        command.push(byte)
        if (!isWhole(command) && command.length < longestCommand) return
        obey(command)
        command = []
      } else if (byte === clear) clearAll()
      else if (byte >= 0x20) put(byte)
    },
  }
}

function isWhole(command: readonly number[]): boolean {
  switch (command[1]) {
    case undefined:
      return false
    case 0x51:
      return command.length > 3 && command.at(-1) === carriageReturn
    case 0x6c:
      return command.length === 4
    default:
      return true
  }
}

/** The glass has the letters of ASCII and nothing else. */
function letter(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ' '
}
