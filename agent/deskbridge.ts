#!/usr/bin/env node
// The program's entry. It looks at what the program stands on before it loads anything that would fail without it.
import { DeskError, explain } from '../src/core/index.ts'

const neededNode = 24

const unfit = findUnfit()
if (unfit) {
  process.stderr.write(`${explain(unfit, process.env.LANG?.startsWith('en') ? 'en' : 'vi')}\n`)
  process.exitCode = 1
} else {
  // A shortcut of the operating system waits for a person: it loads little, and so takes a third of the time.
  const { pressAtOnce } = await import('./commands/press-at-once.ts')
  if (!(await pressAtOnce(process.argv))) {
    const { main } = await import('./cli.ts')
    await main(process.argv)
  }
}

function findUnfit(): DeskError | undefined {
  const found = process.versions.node
  return Number(found.split('.')[0]) < neededNode
    ? new DeskError('DB-AGT-002', { needed: neededNode, found })
    : undefined
}
