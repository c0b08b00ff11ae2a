import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the program is that takes keyboards: beside ours, as it is installed, or where `make` has left it. */
export function helperPath(): string | undefined {
  const here = import.meta.dirname
  return [join(here, 'keyboard-grab'), join(here, 'helper', 'build', 'keyboard-grab')].find((path) => existsSync(path))
}
