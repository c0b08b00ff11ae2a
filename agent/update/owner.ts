import { existsSync, lchownSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { updatePlaces } from '../../src/update/index.ts'

/**
 * What an administrator put into the data folder by a command belongs to the service, as the folder does: it could neither
 * replace nor remove it otherwise. Nothing to do for anybody else.
 */
export function giveToOwner(dataFolder: string): void {
  if (process.getuid?.() !== 0 || !existsSync(dataFolder)) return
  const { uid, gid } = statSync(dataFolder)
  const { versions, current } = updatePlaces(dataFolder)
  for (const folder of [versions, dirname(current)]) {
    if (!existsSync(folder)) continue
    lchownSync(folder, uid, gid)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(folder, name), uid, gid)
    }
  }
}
