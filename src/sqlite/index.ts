export {
  type Database,
  type Executor,
  openDatabase,
  openReader,
  type Pragmas,
  type Row,
  type SqlValue,
} from './database.ts'
export { type Migration, migrate } from './migrate.ts'
