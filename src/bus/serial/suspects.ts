/** A port during whose opening the child died so often is opened in a child of its own. */
const deathsTolerated = 1

/**
 * Which ports may kill the process that opens them. With two ports being opened at once nobody knows which one it was:
 * both are suspects until one opens well, alone. Who has killed a process in which it was alone is never trusted again.
 */
export class Suspects {
  readonly #deaths = new Map<string, number>()
  readonly #guilty = new Set<string>()

  /** Whether a port is opened apart from all others. */
  isApart(path: string): boolean {
    return this.#guilty.has(path) || (this.#deaths.get(path) ?? 0) > deathsTolerated
  }

  /** The common process died while these were being opened. */
  diedTogether(paths: Iterable<string>): void {
    for (const path of paths) this.#deaths.set(path, (this.#deaths.get(path) ?? 0) + 1)
  }

  /** A process of its own died while a port was being opened. */
  diedAlone(path: string): void {
    this.#guilty.add(path)
  }

  /** The port is open. */
  opened(path: string): void {
    this.#deaths.delete(path)
  }
}
