import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { guidOf } from './windows-guid.ts'
import { productDescription } from './windows-product-wxs.ts'
import { addTables, setPackageCode } from './windows-tables.ts'

/** What an installer is made of. */
export interface MsiOptions {
  /** The folder with all that is installed, and its files with slashes. */
  readonly payload: string
  readonly files: readonly string[]
  readonly version: string
  /** Seconds since 1970 that the package is dated with. */
  readonly time: number
  /** Where the installer goes. */
  readonly to: string
}

/**
 * Builds the installer for Windows. The same payload gives the same bytes: its codes are made of its content, and the tools
 * are run on the day that the payload is dated with.
 */
export function buildMsi({ payload, files, version, time, to }: MsiOptions): void {
  const content = contentHash(payload, files)
  const work = mkdtempSync(join(tmpdir(), 'deskbridge-msi-'))
  try {
    const description = join(work, 'deskbridge.wxs')
    const productCode = guidOf(`product ${version} ${content}`)
    writeFileSync(description, productDescription({ version: threeNumbers(version), files, productCode }))
    const wixl = ['wixl', '-a', 'x64', '-o', resolve(to), description]
    const day = new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')
    // faketime counts on from that moment; the clock that stands still ("@" and no speed) would stop waits in the tools.
    execFileSync('faketime', ['-f', day, ...wixl], {
      stdio: ['ignore', 'ignore', 'inherit'],
      cwd: payload,
      env: inGreenwich(),
    })
    addTables(to, version)
    setPackageCode(to, guidOf(`package ${version} ${content}`))
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** The version, which Windows Installer compares by three numbers; it knows no "-beta.1". */
export function threeNumbers(version: string): string {
  if (/^\d{1,3}\.\d{1,3}\.\d{1,5}$/.test(version)) return version
  throw new Error(`Windows Installer cannot have version ${version}: only three numbers, such as 1.4.0`)
}

function contentHash(payload: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of files) hash.update(`${path}\n`).update(readFileSync(join(payload, path)))
  return hash.digest('hex')
}

function inGreenwich(): NodeJS.ProcessEnv {
  return { ...process.env, TZ: 'UTC' }
}
