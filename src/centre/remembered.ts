/** The newest names, so many of them; the oldest is forgotten for the next. */
export class Remembered {
  readonly #names = new Set<string>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  add(name: string): void {
    this.#names.add(name)
    if (this.#names.size <= this.#most) return
    const [oldest] = this.#names
    if (oldest !== undefined) this.#names.delete(oldest)
  }
}
