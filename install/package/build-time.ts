import { execFileSync } from 'node:child_process'
import { projectFolder } from './platform.ts'

/**
 * The seconds that everything in a package is dated with: those of SOURCE_DATE_EPOCH, else of the last commit. The time of
 * the build itself is in no package, or no two would be alike.
 */
export function buildTime(): number {
  const given = process.env.SOURCE_DATE_EPOCH
  if (given !== undefined && /^\d+$/.test(given)) return Number(given)
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: projectFolder, stdio: 'pipe' }))
  } catch (error) {
    throw new Error('this is no git checkout: set SOURCE_DATE_EPOCH to the seconds of its release', { cause: error })
  }
}
