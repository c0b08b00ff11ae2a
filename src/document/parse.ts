import type { Static, TSchema } from 'typebox'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument as parseYaml } from 'yaml'
import { DeskError, nearest, type Place } from '../core/index.ts'
import { findProblems, type Problem } from './problems.ts'

/** A way down into a document: map keys and list indices. */
export type DocumentPath = readonly (string | number)[]

/** A document that people wrote, checked: its value, or what is wrong with it and where. */
export interface CheckedDocument<T> {
  /** The value, present only when there are no problems. */
  readonly value: T | undefined
  /** Each with file, line and column, in the order of the file. */
  readonly problems: readonly DeskError[]
  /** The place of the key or value at a path; of its nearest existing ancestor when the path leads nowhere. */
  locate(path: DocumentPath, part?: 'key' | 'value'): Place
}

/**
 * Reads YAML 1.2 and checks it against a JSON Schema made with typebox. Never throws: problems are coded errors
 * (`DB-DOC-001` syntax, `-002` / `-003` unknown key, `-004` missing key, `-005` / `-006` wrong value).
 */
export function parseDocument<S extends TSchema>(source: string, schema: S, file?: string): CheckedDocument<Static<S>> {
  const lines = new LineCounter()
  const document = parseYaml(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: 'silent' })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { ...(file === undefined ? {} : { file }), line, column: col }
  }
  const locate = (path: DocumentPath, part: 'key' | 'value' = 'value') => placeAt(offsetOf(document, path, part))

  const syntax = document.errors.map(
    (error) => new DeskError('DB-DOC-001', { reason: error.message }, { place: placeAt(error.pos[0]) }),
  )
  if (syntax.length > 0) return { value: undefined, problems: syntax, locate }

  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {}
  const problems = findProblems(schema, value).map((problem) => toError(problem, value, locate))
  problems.sort(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  )
  return { value: problems.length === 0 ? (value as Static<S>) : undefined, problems, locate }
}

function toError(
  problem: Problem,
  root: unknown,
  locate: (path: DocumentPath, part?: 'key' | 'value') => Place,
): DeskError {
  const path = splitPointer(problem.path, root)
  switch (problem.kind) {
    case 'missing-key':
      return new DeskError('DB-DOC-004', { key: problem.key }, { place: locate(path) })
    case 'unknown-key': {
      const { key, allowed } = problem
      const place = locate([...path, key], 'key')
      const near = nearest(key, allowed)
      return near === undefined
        ? new DeskError('DB-DOC-002', { key, allowed: allowed.join(', ') || '–' }, { place })
        : new DeskError('DB-DOC-003', { key, nearest: near }, { place })
    }
    case 'wrong-value': {
      const found = valueAt(root, path)
      const near = typeof found === 'string' ? nearest(found, problem.choices) : undefined
      const args = { key: path.length > 0 ? path.join('.') : '/', expected: problem.expected, found: shorten(found) }
      const place = locate(path)
      return near === undefined
        ? new DeskError('DB-DOC-005', args, { place })
        : new DeskError('DB-DOC-006', { ...args, nearest: near }, { place })
    }
  }
}

function shorten(value: unknown): string {
  const shown = JSON.stringify(value) ?? 'nothing'
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown
}

function splitPointer(pointer: string, root: unknown): DocumentPath {
  let at: unknown = root
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const name = part.replace(/~1/g, '/').replace(/~0/g, '~')
      const key = Array.isArray(at) ? Number(name) : name
      at = valueAt(at, [key])
      return key
    })
}

function valueAt(root: unknown, path: DocumentPath): unknown {
  let at = root
  for (const key of path) {
    at = at === null || typeof at !== 'object' ? undefined : (at as Record<string | number, unknown>)[key]
  }
  return at
}

function offsetOf(document: Document.Parsed, path: DocumentPath, part: 'key' | 'value'): number {
  const last = path.at(-1)
  const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined
  if (part === 'key' && isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last)
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0]
  }
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
