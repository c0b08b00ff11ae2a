#!/usr/bin/env node
// The program's entry. It looks at what the program stands on before it loads anything that would fail without it.
import { createRequire } from 'node:module'
import { DeskError, explain } from '../src/core/index.ts'

const neededNode = 24

const missing = findMissing()
if (missing) {
  process.stderr.write(`${explain(missing, process.env.LANG?.startsWith('en') ? 'en' : 'vi')}\n`)
  process.exitCode = 1
} else {
  // A shortcut of the operating system waits for a person: it loads little, and so takes a third of the time.
  const { pressAtOnce } = await import('./commands/press-at-once.ts')
  if (!(await pressAtOnce(process.argv))) {
    const { main } = await import('./cli.ts')
    await main(process.argv)
  }
}

function findMissing(): DeskError | undefined {
  const found = process.versions.node
  if (Number(found.split('.')[0]) < neededNode) return new DeskError('DB-AGT-002', { needed: neededNode, found })
  try {
    // An optional dependency: where it can be neither downloaded nor compiled npm goes on without it, and we say so.
    createRequire(import.meta.url).resolve('sqlite3')
    return undefined
  } catch {
    return new DeskError('DB-AGT-006')
  }
}
