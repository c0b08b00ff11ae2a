import { type Stats, statSync } from 'node:fs'
import { DeskError } from '../src/core/index.ts'

/**
 * An administrator's command on an installed desk leaves no file that the service could neither write nor remove: from
 * here on it is the owner of the data folder, with that user's groups, and nobody more. That user also could lay a link
 * there for root to write through. Nothing to do for anybody but root, in a folder of root's own, and where there is none.
 * @throws DeskError DB-AGT-006 this root may not become the owner.
 */
export function becomeOwnerOf(dataFolder: string): void {
  if (process.getuid?.() !== 0) return
  const owner = statSync(dataFolder, { throwIfNoEntry: false })
  if (!owner || owner.uid === 0) return
  try {
    takeGroupsOf(owner)
    process.setgid?.(owner.gid)
    process.setuid?.(owner.uid)
  } catch (error) {
    throw new DeskError('DB-AGT-006', { folder: dataFolder, owner: owner.uid }, { cause: error })
  }
}

/** The groups are the way to the devices. A number without a name, as in a container, has none. */
function takeGroupsOf({ uid, gid }: Stats): void {
  // The types of Node do not know it.
  const system = process as NodeJS.Process & { initgroups?: (user: number, group: number) => void }
  try {
    system.initgroups?.(uid, gid)
  } catch {
    process.setgroups?.([gid])
  }
}
