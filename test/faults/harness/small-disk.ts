import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../support/folder.ts'

/** A disk of its own that is small, can be filled by others, and can be made larger. */
export interface SmallDisk {
  readonly folder: string
  /** Somebody else takes all that is free. */
  fill(): void
  /** Somebody else gives it back. */
  clear(): void
  /** Gives it another size without unmounting it. */
  resize(megabytes: number): void
}

/** Whether this user may mount disks; says so loudly where not. */
export function canMount(): boolean {
  try {
    const folder = '/tmp'
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'deskbridge', folder], {
      stdio: 'ignore',
    })
    return true
  } catch {
    process.stderr.write(
      '\n*** This user may not mount disks: the tests of a full disk do not run here. Root may. ***\n',
    )
    return false
  }
}

/** Mounts a small disk in memory; it is gone when the test has finished. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder()
  const filler = join(folder, 'somebody-else')
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'deskbridge', folder])
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]))
  return {
    folder: join(folder, 'data'),
    fill() {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize, 1))
      } catch {
        // The desk took some of it in the meantime; what could be written stays, and the disk is full.
      }
    },
    clear: () => rmSync(filler, { force: true }),
    resize: (size) => void execFileSync('mount', ['-o', `remount,size=${size}m`, folder]),
  }
}
