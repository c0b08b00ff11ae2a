/** Arithmetic in the field of 256 elements of QR codes (ISO/IEC 18004): polynomial 0x11d, generator 2. */
const powers = new Uint8Array(510)
const logs = new Uint8Array(256)
for (let power = 0, value = 1; power < 255; power++) {
  powers[power] = value
  powers[power + 255] = value
  logs[value] = power
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0)
}

/** The Reed-Solomon codewords behind a block of data. */
export function correctionOf(data: readonly number[], count: number): readonly number[] {
  const divisor = divisorOf(count)
  const rest: number[] = Array(count).fill(0)
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    for (let index = 0; index < count; index++) rest[index] = (rest[index] ?? 0) ^ times(divisor[index] ?? 0, factor)
  }
  return rest
}

/** (x - 2⁰)(x - 2¹)…, without its leading 1. */
function divisorOf(count: number): readonly number[] {
  let divisor: number[] = [1]
  for (let root = 0; root < count; root++) {
    const shifted = [...divisor, 0]
    divisor = shifted.map((value, index) => value ^ times(divisor[index - 1] ?? 0, powers[root] ?? 0))
  }
  return divisor.slice(1)
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (powers[(logs[a] ?? 0) + (logs[b] ?? 0)] ?? 0)
}
