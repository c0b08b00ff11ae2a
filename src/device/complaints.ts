import type { ErrorCode } from '../core/index.ts'
import type { EventData } from '../profile/index.ts'

/** What a device may say of itself in a `status`, by the name and the value of its data, the worst first. */
const known: readonly (readonly [name: string, value: string, code: ErrorCode])[] = [
  ['paper', 'end', 'DB-DEV-011'],
  ['cover', 'true', 'DB-DEV-012'],
  ['error', 'true', 'DB-DEV-013'],
  ['offline', 'true', 'DB-DEV-014'],
  ['battery', 'low', 'DB-DEV-015'],
  ['paper', 'low', 'DB-DEV-016'],
]

/** What a device complains of, for as long as it does: on a shared line each address for itself. */
export class Complaints {
  readonly #param: string | undefined
  /** By address, what each name was last said to be; only names of the table, so it stays small. */
  readonly #said = new Map<string, Map<string, string>>()

  /** `param`: the name of the address in event data, on a shared line. */
  constructor(param: string | undefined) {
    this.#param = param
  }

  /** Takes the data of a `status`. */
  hear(data: EventData): void {
    const address = this.#param === undefined ? '' : String(data[this.#param] ?? '')
    const said = this.#said.get(address) ?? new Map<string, string>()
    for (const [name] of known) if (Object.hasOwn(data, name)) said.set(name, String(data[name]))
    if (said.size > 0) this.#said.set(address, said)
  }

  /** The worst of them; undefined when there is nothing to complain of. */
  get worst(): ErrorCode | undefined {
    const all = [...this.#said.values()]
    return known.find(([name, value]) => all.some((said) => said.get(name) === value))?.[2]
  }

  /** The device was lost: it will say again what is wrong. */
  forget(): void {
    this.#said.clear()
  }
}
