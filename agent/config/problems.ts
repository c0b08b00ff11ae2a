import { DeskError, type ErrorCode, nearest, type TextArgs } from '../../src/core/index.ts'
import type { CheckedDocument, DocumentPath } from '../../src/document/index.ts'

/** Collects what makes no sense in a configuration, each at its place; `at` walks down into the document. */
export class ConfigProblems {
  readonly found: DeskError[]
  readonly #locate: CheckedDocument<unknown>['locate']
  readonly #path: DocumentPath

  constructor(locate: CheckedDocument<unknown>['locate'], found: DeskError[] = [], path: DocumentPath = []) {
    this.#locate = locate
    this.found = found
    this.#path = path
  }

  at(...path: DocumentPath): ConfigProblems {
    return new ConfigProblems(this.#locate, this.found, [...this.#path, ...path])
  }

  add(code: ErrorCode, args: TextArgs = {}): void {
    this.found.push(new DeskError(code, args, { place: this.#locate(this.#path) }))
  }

  addUnknown(code: 'DB-CFG-004' | 'DB-CFG-005', name: string, known: readonly string[]): void {
    this.add(code, { name, nearest: nearest(name, known) ?? '–', known: known.join(', ') })
  }

  /** Each name but the first of its kind is one too many. */
  addTwice(names: readonly string[], key: string): void {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) !== index) this.at(index, key).add('DB-CFG-003', { name })
    }
  }

  /** An error that has its own place. */
  pass(error: DeskError): void {
    this.found.push(error)
  }
}
