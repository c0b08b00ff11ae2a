import { writeFileSync } from 'node:fs'
import { asyncApiFile, asyncApiText } from './asyncapi-text.ts'

// Run by `npm run contract`. The room itself writes no files.
writeFileSync(asyncApiFile, asyncApiText())
