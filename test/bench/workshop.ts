import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startBroker } from './broker.ts'
import { compilePrograms } from './programs.ts'

/** What all measurements share. */
export interface Workshop extends AsyncDisposable {
  /** A folder on the disk that is measured, with the C programs in it. */
  readonly folder: string
  /** A folder in memory. */
  readonly memory: string
  readonly brokerPort: number
  /** A copy of Node that only the product runs, so that its memory is not shared with anybody's, as on a desk. */
  readonly node: string
  /** The built program. */
  readonly product: string
}

/** The project's folder. */
export const projectFolder: string = join(import.meta.dirname, '..', '..')

/** Prepares everything; `parent` names the disk. Builds the product where it is not built. */
export async function openWorkshop(parent = join(projectFolder, 'node_modules', '.cache')): Promise<Workshop> {
  requirePrograms('cc', 'mosquitto')
  const product = join(projectFolder, 'dist', 'deskbridge.js')
  if (!existsSync(product)) execFileSync('npm', ['run', '--silent', 'build'], { cwd: projectFolder, stdio: 'inherit' })
  await using parts = new AsyncDisposableStack()
  mkdirSync(parent, { recursive: true })
  const folder = temporaryFolder(parent)
  const memory = temporaryFolder('/dev/shm')
  await compilePrograms(folder)
  const node = copyNode(folder)
  const { port } = parts.use(await startBroker(join(folder, 'broker')))
  const owned = parts.move()
  return { folder, memory, brokerPort: port, node, product, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

function requirePrograms(...names: readonly string[]): void {
  for (const name of names)
    if (spawnSync(name, ['--help']).error) throw new Error(`${name} is not installed: run "sudo bash test/setup"`)
}

/** A folder that is gone when the bench has ended, however it ends. */
function temporaryFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, 'deskbridge-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Waits until the copy is on disk: written back later, it would slow every fsync that is measured. */
function copyNode(folder: string): string {
  const copy = join(folder, 'node')
  copyFileSync(process.execPath, copy)
  const file = openSync(copy, 'r')
  fsyncSync(file)
  closeSync(file)
  return copy
}
