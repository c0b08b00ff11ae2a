/** The only source of chance: real in the agent, seeded in tests. */
export interface Random {
  /** `count` unpredictable bytes. */
  bytes(count: number): Uint8Array
  /** A number in [0, 1). */
  unit(): number
}
