/** Bytes of a fact of a press, which all peers carry. */
export const payloadBytes = 650

/** What a peer publishes in place of a fact: as long as one, with its number where the sink looks for it. */
export function payloadOf(number: number): string {
  const head = `{"sequence":"${String(number).padStart(16, '0')}","rest":"`
  return `${head.padEnd(payloadBytes - 2, 'x')}"}`
}
