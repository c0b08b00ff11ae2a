import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Command } from 'commander'
import { type Bus, createBus } from '../../src/bus/index.ts'
import { DeskError, explain, type TextKey, text, toDeskError } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { chooseDevice } from '../learn/choose.ts'
import { Inlet } from '../learn/inlet.ts'
import { choicesOf, type Learnable, learnableAt, learnableOf } from '../learn/learnable.ts'
import { teach } from '../learn/lesson.ts'
import { printLesson } from '../learn/terminal.ts'
import { silentLog } from '../log.ts'
import { systemClock } from '../system.ts'

interface LearnOptions {
  readonly port?: string
  readonly hid?: string
  readonly tcp?: string
  readonly baud?: string
  readonly name?: string
  readonly out?: string
}

/** `deskbridge profile learn`: a device that nobody knows becomes a profile by pressing its keys. */
export function learnCommand(io: CliIo, input: () => Readable = () => process.stdin, makeBus = systemBus): Command {
  const say = (key: TextKey) => text(key, io.language())
  return new Command('learn')
    .description(say('profile.cli.learn'))
    .option('--port <port>', say('profile.cli.learn.port'))
    .option('--hid <path>', say('profile.cli.learn.hid'))
    .option('--tcp <host:port>', say('profile.cli.learn.tcp'))
    .option('--baud <speed>', say('profile.cli.learn.baud'))
    .option('--name <maker.model>', say('profile.cli.learn.name'))
    .option('--out <file>', say('profile.cli.learn.out'))
    .action(async (options: LearnOptions) => {
      const bus = makeBus()
      const inlet = new Inlet(systemClock)
      const typing = createInterface({ input: input() })
      typing.on('line', (line) => inlet.say(line))
      typing.on('close', () => inlet.end())
      try {
        await learn(options, { io, bus, inlet })
      } catch (error) {
        io.err(explain(toDeskError(error, 'DB-AGT-003'), io.language()))
        io.fail(1)
      } finally {
        typing.close()
        await bus.stop()
      }
    })
}

interface Surroundings {
  readonly io: CliIo
  readonly bus: Bus
  readonly inlet: Inlet
}

async function learn(options: LearnOptions, { io, bus, inlet }: Surroundings): Promise<void> {
  const device = await deviceOf(options, { io, bus, inlet })
  const profile = options.name ?? 'learnt.device'
  const { signal } = new AbortController()
  const circle = { inlet, clock: systemClock, audience: printLesson(io) }
  const { source, keys } = await teach({ ...circle, bus, device, profile, name: profile, signal })
  const file = options.out ?? `${profile.split('.').at(-1)}.yaml`
  save(file, source)
  io.out(text('learn.done', io.language(), { count: keys.length, file }))
}

/** The device that is named, else one that the person chooses. */
async function deviceOf({ port, hid, tcp, baud }: LearnOptions, { io, bus, inlet }: Surroundings): Promise<Learnable> {
  const [named, ...more] = [port, hid, tcp].filter((way) => way !== undefined)
  if (more.length > 0) throw new DeskError('DB-PRO-090')
  if (named === undefined) return withSpeed(learnableOf(await chooseDevice(await bus.attached(), inlet, io)), baud)
  if (hid !== undefined) {
    const found = choicesOf(await bus.attached()).find((one) => one.wire === 'hid' && one.path === hid)
    return found ? learnableOf(found) : { wire: 'hid', path: hid, numbered: false }
  }
  const device = port === undefined ? learnableAt(named) : ({ wire: 'serial', path: port } as const)
  if (tcp !== undefined && device.wire !== 'tcp') throw new DeskError('DB-PRO-090')
  return withSpeed(device, baud)
}

function withSpeed(device: Learnable, baud: string | undefined): Learnable {
  return device.wire === 'serial' && baud !== undefined ? { ...device, baud: Number(baud) } : device
}

function systemBus(): Bus {
  return createBus({ clock: systemClock, log: silentLog })
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
