import { writeFileSync } from 'node:fs'
import { asyncApiFile, asyncApiText } from './asyncapi-text.ts'
import { openApiFile, openApiText } from './openapi-text.ts'

// Run by `npm run contract`. The rooms themselves write no files.
writeFileSync(asyncApiFile, asyncApiText())
writeFileSync(openApiFile, openApiText())
