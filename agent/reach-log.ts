import type { ErrorCode, Log } from '../src/core/index.ts'

/** Writes down whether the centre can be reached when that is another thing than before: each attempt ends in the same way. */
export function logReach(log: Log): (online: boolean, code: ErrorCode | undefined) => void {
  let last = ''
  return (online, code) => {
    const news = `${online} ${code}`
    if (news === last) return
    last = news
    log.info(online ? 'online' : 'offline', code ? { code } : {})
  }
}
