import { writeFileSync } from 'node:fs'
import { guideFile, guideText, schemaFile, schemaText } from './written.ts'

// Run by `npm run library`.
writeFileSync(guideFile, guideText())
writeFileSync(schemaFile, schemaText())
