import { DeskError, type ErrorCode, nearest, type Place, type TextArgs } from '../core/index.ts'
import type { CheckedDocument, DocumentPath } from '../document/index.ts'

type Locate = CheckedDocument<unknown>['locate']

/** Collects what is wrong with a profile, each at its place; `at` walks down into the document. */
export class Problems {
  readonly #found: DeskError[]
  readonly #locate: Locate
  readonly #path: DocumentPath

  constructor(locate: Locate, found: DeskError[] = [], path: DocumentPath = []) {
    this.#locate = locate
    this.#found = found
    this.#path = path
  }

  get found(): readonly DeskError[] {
    return this.#found
  }

  at(...path: DocumentPath): Problems {
    return new Problems(this.#locate, this.#found, [...this.#path, ...path])
  }

  add(code: ErrorCode, args: TextArgs = {}): void {
    this.#addAt(this.#locate(this.#path), code, args)
  }

  /** Points at the key instead of its value. */
  addAtKey(code: ErrorCode, args: TextArgs = {}): void {
    this.#addAt(this.#locate(this.#path, 'key'), code, args)
  }

  /** A name that does not exist: proposes the nearest one, or lists all. */
  addUnknown(name: string, allowed: Iterable<string>): void {
    const names = [...allowed]
    const near = nearest(name, names)
    if (near === undefined) this.add('DB-PRO-003', { name, allowed: names.join(', ') || '–' })
    else this.add('DB-PRO-002', { name, nearest: near })
  }

  /** Runs a parser whose errors know no place, and gives them ours. */
  try<T>(action: () => T): T | undefined {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      this.add(error.code, error.args)
      return undefined
    }
  }

  #addAt(place: Place, code: ErrorCode, args: TextArgs): void {
    this.#found.push(new DeskError(code, args, { place }))
  }
}
