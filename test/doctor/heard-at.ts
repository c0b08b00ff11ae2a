/**
 * What a receiver makes of bytes that were sent at another speed: the level of the line, eight data bits between a start
 * and a stop bit, looked at where the receiver expects the middle of each bit.
 */
export function heardAt(bytes: Uint8Array, sentBaud: number, heardBaud: number): Uint8Array {
  const level = lineOf(bytes, sentBaud)
  const end = (bytes.length * 10 + 20) / sentBaud
  const bit = 1 / heardBaud
  const heard: number[] = []
  for (let now = 0; now < end; now += bit / 16) {
    if (level(now) === 1) continue
    let byte = 0
    for (let index = 0; index < 8; index++) byte |= level(now + (1.5 + index) * bit) << index
    heard.push(byte)
    now += 9.5 * bit
  }
  return Uint8Array.from(heard)
}

/** The level of the line at a time: high at rest. */
function lineOf(bytes: Uint8Array, baud: number): (time: number) => 0 | 1 {
  const bits = [...bytes].flatMap((byte) => [0, ...Array.from({ length: 8 }, (_, index) => (byte >> index) & 1), 1])
  return (time) => (bits[Math.floor(time * baud)] ?? 1) as 0 | 1
}
