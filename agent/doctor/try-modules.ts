import { execFile } from 'node:child_process'

/** A part that takes longer to load hangs. */
const patience = 20_000
const longestReason = 300

/**
 * Tries to load packages with native parts, each in a process of its own, for such a part may end its process. Returns
 * why, for each that cannot be loaded.
 */
export async function tryModules(
  parts: readonly string[],
  resolve: (part: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const reasons = await Promise.all(parts.map(async (part) => [part, await tryOne(part, resolve)] as const))
  return new Map(reasons.flatMap(([part, reason]) => (reason === undefined ? [] : [[part, reason]])))
}

async function tryOne(part: string, resolve: (part: string) => string): Promise<string | undefined> {
  try {
    return await load(resolve(part))
  } catch (error) {
    return short((error as Error).message)
  }
}

function load(file: string): Promise<string | undefined> {
  const code = `import(${JSON.stringify(file)}).then(() => process.exit(0), (error) => { process.stdout.write(String(error.message)); process.exitCode = 1 })`
  return new Promise((done) => {
    execFile(process.execPath, ['-e', code], { timeout: patience }, (error, said) => {
      done(error ? short(said || error.message) : undefined)
    })
  })
}

function short(reason: string): string {
  return (reason.split('\n')[0] ?? '').slice(0, longestReason)
}
