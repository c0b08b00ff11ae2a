#!/usr/bin/env node
// The program's entry. It looks at the Node version before anything is loaded that would not run on an older one.
import { DeskError, explain } from '../src/core/index.ts'

const needed = 24

if (Number(process.versions.node.split('.')[0]) < needed) {
  const language = process.env.LANG?.startsWith('en') ? 'en' : 'vi'
  process.stderr.write(`${explain(new DeskError('DB-AGT-002', { needed, found: process.versions.node }), language)}\n`)
  process.exitCode = 1
} else {
  const { main } = await import('./cli.ts')
  await main(process.argv)
}
