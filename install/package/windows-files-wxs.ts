import { guidOf, keyOf } from './windows-guid.ts'
import { type Element, element } from './xml.ts'

/** A folder of the payload with what is in it. */
interface Folder {
  readonly folders: Map<string, Folder>
  readonly files: string[]
}

/** Files as the installer is told of them. */
export interface InstalledFiles {
  /** What stands in the folder of the program. */
  readonly content: readonly Element[]
  /** The components that a feature must name. */
  readonly components: readonly string[]
}

/**
 * One component for each file, whose identifier comes from its path: a file that stays where it is stays the same
 * component in every version, which is what an upgrade goes by. `apart` are files that other components describe.
 */
export function installedFiles(files: readonly string[], apart: ReadonlySet<string>): InstalledFiles {
  const own = files.filter((path) => !apart.has(path))
  return { content: contentOf(tree(own), ''), components: own.map((path) => keyOf('c', path)) }
}

/** The key of a file in the installer's tables. */
export function fileKey(path: string): string {
  return keyOf('f', path)
}

/** A file as a component of its own, with more beside it where more belongs to it. Its source is seen from the payload. */
export function fileComponent(path: string, beside: readonly Element[] = []): Element {
  const name = path.split('/').at(-1) ?? path
  const file = element('File', { Id: fileKey(path), Name: name, KeyPath: 'yes', Source: path })
  return element('Component', { Id: keyOf('c', path), Guid: guidOf(path), Win64: 'yes' }, [file, ...beside])
}

function tree(files: readonly string[]): Folder {
  const root: Folder = { folders: new Map(), files: [] }
  for (const path of files) {
    let folder = root
    for (const name of path.split('/').slice(0, -1)) {
      const inner = folder.folders.get(name) ?? { folders: new Map(), files: [] }
      folder.folders.set(name, inner)
      folder = inner
    }
    folder.files.push(path)
  }
  return root
}

function contentOf(folder: Folder, path: string): readonly Element[] {
  const inner = [...folder.folders].map(([name, one]) => {
    const below = path === '' ? name : `${path}/${name}`
    return element('Directory', { Id: folderKey(below), Name: name }, contentOf(one, below))
  })
  return [...inner, ...folder.files.map((file) => fileComponent(file))]
}

/** Folders that other parts of the description refer to have a name; all others a key. */
export function folderKey(path: string): string {
  return path === 'bin' ? 'BINDIR' : keyOf('d', path)
}
