import { writeFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { Command } from 'commander'
import { type Bus, createBus } from '../../src/bus/index.ts'
import { type Clock, DeskError, explain, type TextKey, text, toDeskError } from '../../src/core/index.ts'
import { LearnDialogue, type TraceLink } from '../../src/profile/index.ts'
import type { CliIo } from '../cli-io.ts'
import { converse } from '../learn/converse.ts'
import { findSpeed, openPort } from '../learn/find-speed.ts'
import { Inlet } from '../learn/inlet.ts'
import { silentLog } from '../log.ts'
import { systemClock } from '../system.ts'

interface LearnOptions {
  readonly port?: string
  readonly tcp?: string
  readonly baud?: string
  readonly name?: string
  readonly out?: string
}

/** What a lesson needs of the world. */
interface Lesson {
  readonly options: LearnOptions
  readonly io: CliIo
  readonly bus: Bus
  readonly inlet: Inlet
  readonly clock: Clock
}

/** `deskbridge profile learn`: a device that nobody knows becomes a profile by pressing its keys. */
export function learnCommand(io: CliIo, input: () => Readable = () => process.stdin): Command {
  const say = (key: TextKey) => text(key, io.language())
  return new Command('learn')
    .description(say('profile.cli.learn'))
    .option('--port <port>', say('profile.cli.learn.port'))
    .option('--tcp <host:port>', say('profile.cli.learn.tcp'))
    .option('--baud <speed>', say('profile.cli.learn.baud'))
    .option('--name <maker.model>', say('profile.cli.learn.name'))
    .option('--out <file>', say('profile.cli.learn.out'))
    .action(async (options: LearnOptions) => {
      const clock = systemClock
      const bus = createBus({ clock, log: silentLog })
      const inlet = new Inlet(input(), clock)
      try {
        await teach({ options, io, bus, inlet, clock })
      } catch (error) {
        io.err(explain(toDeskError(error, 'DB-AGT-003'), io.language()))
        io.fail(1)
      } finally {
        inlet.close()
        await bus.stop()
      }
    })
}

async function teach(lesson: Lesson): Promise<void> {
  const { options, io, inlet, clock } = lesson
  const { link, listen } = await join(lesson)
  const profile = options.name ?? 'learnt.device'
  const dialogue = new LearnDialogue({ profile, name: profile, link }, clock.mono())
  await listen()
  const { source, keys } = await converse(dialogue, inlet, io, clock)
  const file = options.out ?? `${profile.split('.').at(-1)}.yaml`
  save(file, source)
  io.out(text('learn.done', io.language(), { count: keys.length, file }))
}

/** Finds out how the device is joined, and how to listen to it. */
async function join(lesson: Lesson): Promise<{ link: TraceLink; listen: () => Promise<void> }> {
  const { options, bus, inlet } = lesson
  const { port, tcp, baud } = options
  if ((port === undefined) === (tcp === undefined)) throw new DeskError('DB-PRO-090')
  if (port !== undefined) {
    const known = baud === undefined ? undefined : ({ baud: Number(baud), data: 8, parity: 'none', stop: 1 } as const)
    const setting = known ?? (await findSpeed({ port, ...lesson }))
    return {
      link: { kind: 'serial', ...setting },
      listen: async () => inlet.listen(await openPort(bus, port, setting)),
    }
  }
  const [, host = '', number = ''] = /^(.+):(\d+)$/.exec(tcp ?? '') ?? []
  if (host === '') throw new DeskError('DB-PRO-090')
  const address = { kind: 'tcp', host, port: Number(number) } as const
  return {
    link: { kind: 'tcp' },
    listen: async () => inlet.listen(await bus.open(address, new AbortController().signal)),
  }
}

/** Never over a file that is there: it may hold what somebody has corrected by hand. */
function save(file: string, source: string): void {
  try {
    writeFileSync(file, source, { flag: 'wx' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DeskError('DB-PRO-099', { file, reason }, { cause: error })
  }
}
