import { encodeHex, type LampsTold } from '../../src/profile/index.ts'
import { type Audience, formOf } from './audience.ts'
import type { NamedKey } from './key-names.ts'
import type { Heard, KeyView, LessonStep } from './lesson-view.ts'

const keptChunks = 20
/** A chunk may be long; whoever looks sees its beginning. */
const shownBytes = 32

/** Writes down what a lesson says, for those who ask how it is going. */
export class Scribe implements Audience {
  readonly #progressed: () => void
  #step: LessonStep = { kind: 'opening' }
  #labels: ReadonlyMap<string, string> = new Map()
  #presses = new Map<string, number>()
  #chunks: readonly string[] = []
  #count = 0
  #tries = 0
  #lamps: LampsTold = 'no-report'

  /** `progressed` is called when the person has done what was asked. */
  constructor(progressed: () => void) {
    this.#progressed = progressed
  }

  get step(): LessonStep {
    return this.#step
  }

  /** What became of the lamps. */
  get lamps(): LampsTold {
    return this.#lamps
  }

  get keys(): readonly KeyView[] {
    return [...this.#labels].map(([key, label]) => ({ key, label, presses: this.#presses.get(key) ?? 0 }))
  }

  get heard(): Heard {
    return { chunks: this.#chunks, count: this.#count }
  }

  /** What the person calls the keys. */
  call(names: readonly NamedKey[]): void {
    this.#labels = new Map(names.map(({ key, label }) => [key, label]))
  }

  tries: Audience['tries'] = (setting, press) => {
    if (press === 2) this.#progressed()
    this.#step = { kind: 'speed', baud: setting.baud, form: formOf(setting), press }
  }

  found: Audience['found'] = () => this.#progressed()

  hears: Audience['hears'] = (bytes) => {
    const more = bytes.length > shownBytes ? ' …' : ''
    this.#chunks = [...this.#chunks, `${encodeHex(bytes.subarray(0, shownBytes))}${more}`].slice(-keptChunks)
    this.#count++
  }

  asks: Audience['asks'] = (ask) => {
    switch (ask.kind) {
      case 'names':
      case 'wait':
        this.#step = ask
        return
      case 'press':
        if (!ask.again) this.#progressed()
        this.#step = { ...ask, label: this.#labelOf(ask.key) }
        return
      case 'release':
        this.#progressed()
        this.#presses.set(ask.key, (this.#presses.get(ask.key) ?? 0) + 1)
        this.#step = { kind: 'release', label: this.#labelOf(ask.key), byWord: ask.byWord }
        return
      case 'lamps':
        this.#step = ask
        return
      case 'lamp':
        this.#progressed()
        this.#step = { kind: 'lamp', labels: [...this.#labels.values()], tries: ++this.#tries }
        return
      case 'done':
        this.#lamps = ask.lamps
        return
      default:
        return
    }
  }

  refuses: Audience['refuses'] = () => {}

  #labelOf(key: string): string {
    return this.#labels.get(key) ?? key
  }
}
