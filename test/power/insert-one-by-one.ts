// Run by tests of the power-loss library: inserts rows into a database with the given `synchronous` and says each.
import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src/sqlite/index.ts'

const [folder = '', synchronous = '', count = '0'] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const database = await openDatabase(join(folder, 'test.db'), { journal_mode: 'wal', synchronous: Number(synchronous) })
await database.exec('CREATE TABLE IF NOT EXISTS rows (number INTEGER PRIMARY KEY, text TEXT)')
for (let n = 1; n <= Number(count); n++) {
  await database.run('INSERT INTO rows (text) VALUES (?)', `row ${n} ${'x'.repeat(n % 500)}`)
  writeSync(1, `accepted ${n}\n`)
}
setInterval(() => undefined, 1_000)
