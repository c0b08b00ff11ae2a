export { type Database, type Executor, openDatabase, type Row, type SqlValue } from './database.ts'
export { type Migration, migrate } from './migrate.ts'
