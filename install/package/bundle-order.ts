import { parseArgs } from 'node:util'
import { type Platform, platforms, type UpdatePart, updateParts } from '../../src/update/index.ts'

/** Which bundle is wanted. */
export interface BundleOrder {
  readonly part: UpdatePart
  /** Grows with every release of a part. */
  readonly issue: number
  /** That of package.json unless it is given. */
  readonly version: string | undefined
  /** What the program must be at least; the version of package.json unless it is given. */
  readonly minimumVersion: string | undefined
  readonly platform: Platform
  /** The files of private keys that sign it. */
  readonly keyFiles: readonly string[]
  /** What goes in, where it is not made here. */
  readonly folder: string | undefined
  /** Of a bundle of keys: the file of the public ones that are trusted from then on. */
  readonly newKeys: string | undefined
}

const text = { type: 'string' } as const

/**
 * Reads `--bundle --key FILE --issue N …`; undefined where no bundle is wanted.
 * @throws Error the order makes no sense.
 */
export function readBundleOrder(args: readonly string[]): BundleOrder | undefined {
  if (!args.includes('--bundle')) return undefined
  const options = { part: text, issue: text, version: text, minimum: text, platform: text, folder: text, keys: text }
  const { values } = parseArgs({
    args: [...args],
    options: { ...options, bundle: { type: 'boolean' }, key: { type: 'string', multiple: true } },
  })
  const part = updateParts.find((one) => one === (values.part ?? 'program'))
  const usual = part === 'program' ? 'linux-x64' : 'any'
  const platform = platforms.find((one) => one === (values.platform ?? usual))
  const issue = Number(values.issue)
  if (!part || !platform || !Number.isInteger(issue) || issue < 1 || !values.key) throw new Error(usage)
  if ((part === 'texts' && !values.folder) || (part === 'keys' && !values.keys)) throw new Error(usage)
  return {
    part,
    platform,
    issue,
    version: values.version,
    minimumVersion: values.minimum,
    keyFiles: values.key,
    folder: values.folder,
    newKeys: values.keys,
  }
}

const usage =
  '--bundle --key FILE [--key FILE] --issue NUMBER [--part program|profiles|texts|keys] [--platform linux-x64|win32-x64] ' +
  '[--version N] [--minimum N] [--folder FOLDER] [--keys FILE]'
