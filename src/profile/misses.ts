/** Polls that were not answered, counted for each address. */
export class Misses {
  readonly #counts = new Map<string, number>()

  /** `undefined` is a line without addresses. */
  add(addresses: readonly (number | undefined)[]): void {
    for (const address of addresses) {
      const key = address === undefined ? 'line' : String(address)
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    }
  }

  byAddress(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts)
  }
}
