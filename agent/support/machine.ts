import { cpus, freemem, release, totalmem, uptime } from 'node:os'
import { version } from '../version.ts'

/** This PC and this program, without their names and those of their users. */
export function machineFacts(now: number): unknown {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)
  return {
    deskbridge: version,
    node: process.versions.node,
    system: `${process.platform} ${process.arch} ${release()}`,
    processors: cpus().length,
    memory: { total: megabytes(totalmem()), free: megabytes(freemem()) },
    upHours: Math.round(uptime() / 3_600),
    made: new Date(now).toISOString(),
    minutesEastOfUtc: -new Date(now).getTimezoneOffset(),
    language: (process.env.LC_ALL || process.env.LANG || '').slice(0, 11),
  }
}
