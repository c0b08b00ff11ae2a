import { execFile } from 'node:child_process'

/** A package with a native part. */
export interface NativePart {
  readonly name: string
  /** What of it is called, where it loads its native part no earlier; it changes nothing. */
  readonly first?: string
}

/** A part that takes longer to load hangs. */
const patience = 20_000
const longestReason = 300

/**
 * Tries to load packages with native parts, each in a process of its own, for such a part may end its process. Returns
 * why, for each that cannot be loaded.
 */
export async function tryModules(
  parts: readonly NativePart[],
  resolve: (part: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const reasons = await Promise.all(parts.map(async (part) => [part.name, await tryOne(part, resolve)] as const))
  return new Map(reasons.flatMap(([part, reason]) => (reason === undefined ? [] : [[part, reason]])))
}

async function tryOne({ name, first }: NativePart, resolve: (part: string) => string): Promise<string | undefined> {
  try {
    return await load(resolve(name), first)
  } catch (error) {
    return short((error as Error).message)
  }
}

function load(file: string, first: string | undefined): Promise<string | undefined> {
  const call = first === undefined ? '' : `.then((part) => part[${JSON.stringify(first)}]())`
  const code = `import(${JSON.stringify(file)})${call}.then(() => process.exit(0), (error) => { process.stdout.write(String(error.message)); process.exitCode = 1 })`
  return new Promise((done) => {
    execFile(process.execPath, ['-e', code], { timeout: patience }, (error, said) => {
      done(error ? short(said || error.message) : undefined)
    })
  })
}

function short(reason: string): string {
  return (reason.split('\n')[0] ?? '').slice(0, longestReason)
}
