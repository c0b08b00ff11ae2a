import type { Attached, Bus } from '../../src/bus/index.ts'
import { type Clock, DeskError } from '../../src/core/index.ts'
import { choicesOf, type Learnable, learnableAt, learnableOf } from './learnable.ts'
import type { AttachedView, LessonView } from './lesson-view.ts'
import { RunningLesson } from './running-lesson.ts'
import { freeId, isOnShelf, putOnShelf } from './shelf.ts'

/** What somebody wants to have learnt. */
export interface LearnWish {
  /** Of a device that is attached, or a port that was typed: `COM7`, `/dev/ttyUSB0`, `host:port`. */
  readonly path: string
  /** What to call the device. */
  readonly name: string
  /** The speed of a serial line, if known. */
  readonly baud?: number
}

/** Learning devices in a running desk, one at a time. */
export interface LearnSession {
  /** What is plugged in and nobody uses. */
  attached(): readonly AttachedView[]
  /** Throws `DB-AGT-020` while another one is being learnt. */
  start(wish: LearnWish): void
  state(): LessonView
  /** The names of the keys, or the word that one is down or up. Throws `DB-AGT-021`, `DB-PRO-097`. */
  answer(words: string): void
  /** Ends the lesson and forgets it. Resolves when its port is free again. */
  cancel(): Promise<void>
  /** Keeps what was learnt among the desk's own profiles. Returns the file. Throws `DB-AGT-021`, `-025`. */
  save(): string
  /** The desk uses what was learnt and saved, at a counter. Returns its name. Throws `DB-AGT-021` and as adoption does. */
  use(counter: string): string
}

/** What learning needs of the desk. */
export interface LearnSessionOptions {
  readonly bus: Pick<Bus, 'open'>
  readonly clock: Clock
  /** Where the desk's own profiles are. */
  readonly folder: string
  unclaimed(): readonly Attached[]
  /** Whether there is a profile of that id. */
  isTaken(id: string): boolean
  /** A new profile is in the folder. */
  saved(): void
  /** Takes a device into use. Returns its name. */
  use(device: Learnable, profile: string, counter: string): string
  /** How long a device is left alone in the beginning, where the usual time is not wanted. */
  readonly idleMs?: number
}

/** What became of a lesson. */
interface Fruit {
  readonly file?: string
  readonly usedAs?: string
}

/** Nothing is being learnt at first. */
export function createLearnSession(options: LearnSessionOptions): LearnSession {
  const { folder } = options
  let lesson: RunningLesson | undefined
  let fruit: Fruit = {}
  const isTaken = (id: string) => options.isTaken(id) || isOnShelf(folder, id)
  return {
    attached: () => choicesOf(options.unclaimed()).map(viewOf),
    start({ path, name, baud }) {
      if (lesson && !lesson.isOver) throw new DeskError('DB-AGT-020', { path: lesson.device.path })
      fruit = {}
      const device = withSpeed(deviceAt(path, options.unclaimed()), baud)
      lesson = new RunningLesson({ ...options, device, name, profile: freeId(name, isTaken) })
    },
    state() {
      const view = lesson?.view() ?? { kind: 'none' }
      return view.kind === 'learnt' ? { ...view, ...fruit } : view
    },
    answer(words) {
      if (!lesson || lesson.isOver) throw new DeskError('DB-AGT-021')
      lesson.answer(words)
    },
    async cancel() {
      const ended = lesson
      lesson = undefined
      await ended?.end()
    },
    save() {
      if (fruit.file !== undefined) return fruit.file
      if (lesson?.source === undefined) throw new DeskError('DB-AGT-021')
      const file = putOnShelf(folder, lesson.profile, lesson.source)
      fruit = { file }
      options.saved()
      return file
    },
    use(counter) {
      if (!lesson || fruit.file === undefined || fruit.usedAs !== undefined) throw new DeskError('DB-AGT-021')
      const usedAs = options.use(lesson.device, lesson.profile, counter)
      fruit = { ...fruit, usedAs }
      return usedAs
    },
  }
}

function deviceAt(path: string, attached: readonly Attached[]): Learnable {
  const found = choicesOf(attached).find((one) => one.path === path)
  return found ? learnableOf(found) : learnableAt(path)
}

function withSpeed(device: Learnable, baud: number | undefined): Learnable {
  return device.wire === 'serial' && baud !== undefined ? { ...device, baud } : device
}

function viewOf({ path, wire, place, usb }: Attached): AttachedView {
  const name = [usb?.manufacturer, usb?.product].filter((part) => part !== undefined).join(' ')
  return { path, wire, name, ...(place === undefined ? {} : { place }) }
}
