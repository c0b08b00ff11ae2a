import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where something may have been left: the name of a place, and all that is there. */
export type Places = ReadonlyMap<string, Uint8Array>

/** Every file below a folder. */
export function filesUnder(folder: string): Places {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))] as const),
  )
}

/** Where one of these stands, in whichever way a program may have written it. */
export function hunt(places: Places, secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => {
    const forms = formsOf(secret)
    return [...places].flatMap(([place, bytes]) => {
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const found = forms.find((form) => whole.includes(form) || Buffer.from(place).includes(form))
      return found ? [`${secret} in ${place} as ${found.toString('latin1')}`] : []
    })
  })
}

/** A text as plain bytes, in both normal forms, without marks, wide, as JSON escapes, hex, base64, in an address. */
export function formsOf(secret: string): readonly Buffer[] {
  const [composed, apart] = [secret.normalize('NFC'), secret.normalize('NFD')]
  const bare = apart
    .replace(/\p{Mn}/gu, '')
    .replaceAll('Đ', 'D')
    .replaceAll('đ', 'd')
  const texts = [composed, apart, bare, bare.toUpperCase(), bare.toUpperCase().replaceAll(' ', '<')]
  const written = texts.flatMap((text) => {
    const bytes = Buffer.from(text)
    return [text, escaped(text), encodeURIComponent(text), bytes.toString('hex'), ...inBase64(bytes)]
  })
  const wide = texts.flatMap((text) => [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()])
  const unique = [...new Set([...written, ...written.map((text) => text.toUpperCase())])]
  return [...unique.map((text) => Buffer.from(text)), ...wide]
}

function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What is in base64 whichever bytes stand before and behind it. */
function inBase64(bytes: Buffer): string[] {
  const shifts = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '')
    return text.slice([0, 2, 3][shift], -1)
  })
  return shifts.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')])
}
