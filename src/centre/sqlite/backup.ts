import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DeskError } from '../../core/index.ts'
import { openDatabase } from '../../sqlite/index.ts'
import { lockFolder } from './lock.ts'

/**
 * Copies the database into a new file, whole and durable before it has its name.
 * @throws DeskError DB-CTR-007 the target exists.
 */
export async function writeBackup(database: string, target: string): Promise<void> {
  if (existsSync(target)) throw new DeskError('DB-CTR-007', { file: target })
  mkdirSync(dirname(resolve(target)), { recursive: true, mode: 0o700 })
  const unfinished = `${target}.part`
  rmSync(unfinished, { force: true })
  // A connection of its own: the copy reads one moment of the database while facts go on being written to the other one.
  const source = await openDatabase(database, { busy_timeout: 10_000 })
  try {
    await source.run('VACUUM INTO ?', unfinished)
  } finally {
    await source.close()
  }
  await putInPlace(unfinished, target)
}

/**
 * Puts a backup in the place of a folder's database. What was there is kept under another name, which is returned.
 * @throws DeskError DB-CTR-002 a centre runs on the folder, DB-CTR-008 the file is no sound backup.
 */
export async function restoreBackup(backup: string, folder: string, file: string): Promise<string | undefined> {
  await checkSound(backup)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder)
  try {
    const unfinished = join(folder, `${file}.part`)
    rmSync(unfinished, { force: true })
    const source = await openDatabase(backup, {})
    await source.run('VACUUM INTO ?', unfinished).finally(() => source.close())
    const kept = setAside(folder, file)
    await putInPlace(unfinished, join(folder, file))
    return kept
  } finally {
    await lock.release()
  }
}

async function checkSound(backup: string): Promise<void> {
  const unsound = (reason: string, cause?: unknown) =>
    new DeskError('DB-CTR-008', { file: backup, reason }, cause === undefined ? {} : { cause })
  if (!existsSync(backup)) throw unsound('not there')
  try {
    const database = await openDatabase(backup, {})
    try {
      const [row] = await database.all('PRAGMA quick_check(1)')
      if (row?.quick_check !== 'ok') throw new Error(String(row?.quick_check))
      await database.all('SELECT count(*) FROM streams')
    } finally {
      await database.close()
    }
  } catch (error) {
    throw unsound((error as Error).message, error)
  }
}

/** Moves a database away with what belongs to it: a log that is not yet written back holds facts too. */
function setAside(folder: string, file: string): string | undefined {
  if (!existsSync(join(folder, file))) return undefined
  let number = 1
  while (existsSync(join(folder, `${file}.before-${number}`))) number++
  for (const part of ['', '-wal', '-shm']) {
    const from = join(folder, `${file}${part}`)
    if (existsSync(from)) renameSync(from, join(folder, `${file}.before-${number}${part}`))
  }
  return join(folder, `${file}.before-${number}`)
}

async function putInPlace(unfinished: string, target: string): Promise<void> {
  // It holds what citizens and officers did.
  chmodSync(unfinished, 0o600)
  await sync(unfinished)
  renameSync(unfinished, target)
  // Windows cannot open a folder; there a rename is durable with the journal of the file system.
  if (process.platform !== 'win32') await sync(dirname(resolve(target)))
}

async function sync(path: string): Promise<void> {
  // Windows syncs only what may be written.
  const handle = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  await handle.sync().finally(() => handle.close())
}
