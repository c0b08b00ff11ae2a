import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Where the program is that takes keyboards: beside ours, as it is installed, or where `make` has left it, seen from this
 * file or from the bundle.
 */
export function helperPath(): string | undefined {
  const here = import.meta.dirname
  const made = join('helper', 'build', 'keyboard-grab')
  const places = ['keyboard-grab', made, join('..', 'src', 'bus', 'keyboard', made)]
  return places.map((place) => join(here, place)).find((path) => existsSync(path))
}
