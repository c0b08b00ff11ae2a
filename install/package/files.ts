import { chmodSync, cpSync, lutimesSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

/** The files below a folder, with slashes, in an order that is the same everywhere. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

/** Copies a file to a place whose folders may be missing. */
export function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { dereference: true })
}

/** An empty folder of this name, whatever was there. */
export function freshFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/**
 * Gives everything below a folder the same time and one of two modes, so that two builds are alike. `isProgram` says
 * which files may be run.
 */
export function settle(folder: string, seconds: number, isProgram: (path: string) => boolean): void {
  for (const path of filesIn(folder)) {
    const file = join(folder, path)
    chmodSync(file, isProgram(path) ? 0o755 : 0o644)
    lutimesSync(file, seconds, seconds)
  }
  settleFolders(folder, seconds)
}

/** From the innermost, since a change inside would be a change of the folder's time. */
function settleFolders(folder: string, seconds: number): void {
  for (const name of readdirSync(folder).sort()) {
    const inner = join(folder, name)
    if (statSync(inner).isDirectory()) settleFolders(inner, seconds)
  }
  chmodSync(folder, 0o755)
  lutimesSync(folder, seconds, seconds)
}
