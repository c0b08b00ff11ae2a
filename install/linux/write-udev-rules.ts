import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { libraryFolder } from '../../agent/folders.ts'
import { udevRules } from './udev-rules.ts'

// Run by `npm run library`.
writeFileSync(join(import.meta.dirname, '95-deskbridge.rules'), udevRules(libraryFolder))
