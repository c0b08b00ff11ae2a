import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DeskError, toDeskError } from '../../src/core/index.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { provisionFile, thisDesk, writeFirstConfig } from '../provision/first-run.ts'
import { readProvision } from '../provision/read-plan.ts'

/** What a PC has of a configuration: none, one with a mistake, or a sound one. */
export type WaitedConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly problem: DeskError }
  | { readonly kind: 'there'; readonly config: Config }

/** Where it may come from. */
export interface WaitedConfigOptions {
  readonly file: string
  readonly libraryFolder: string
  /** Which desk of a `provision.yaml` this PC is, where somebody said so. */
  readonly desk: string | undefined
}

/**
 * Looks for `deskbridge.yaml`, and for a `provision.yaml` beside it that says what is to stand there. What was looked at
 * before and has not changed is not read again.
 */
export function waitForConfig(options: WaitedConfigOptions): () => WaitedConfig {
  const { file } = options
  const plan = join(dirname(resolve(file)), provisionFile)
  let seen = ''
  let last: WaitedConfig = { kind: 'none' }
  return () => {
    const now = [file, plan].map(versionOf).join()
    if (now !== seen) last = look(options, plan)
    // What was just written is new, and was read.
    seen = last.kind === 'there' ? '' : now
    return last
  }
}

function look({ file, libraryFolder, desk }: WaitedConfigOptions, plan: string): WaitedConfig {
  try {
    if (!existsSync(file) && existsSync(plan)) cut(plan, desk, file)
    if (!existsSync(file)) return { kind: 'none' }
    const { config, problems } = loadConfig(file, libraryFolder)
    return config ? { kind: 'there', config } : { kind: 'wrong', problem: problems[0] ?? new DeskError('DB-CFG-001') }
  } catch (error) {
    return { kind: 'wrong', problem: toDeskError(error, 'DB-AGT-003') }
  }
}

function cut(plan: string, desk: string | undefined, file: string): void {
  const { provision, problems } = readProvision(plan)
  if (!provision) throw problems[0] ?? new DeskError('DB-PRV-022', { places: plan })
  writeFirstConfig(provision, thisDesk(provision, desk), file)
}

function versionOf(file: string): string {
  // Not when it was written: rights that are given afterwards count as well.
  const { ctimeMs = 0, size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {}
  return `${ctimeMs} ${size}`
}
