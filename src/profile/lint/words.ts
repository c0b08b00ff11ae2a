import { isPair, isScalar, LineCounter, parseDocument, type Scalar, visit } from 'yaml'
import { DeskError } from '../../core/index.ts'

/** Words that YAML 1.1 readers take for truth values. */
const words: ReadonlySet<string> = new Set(['on', 'off', 'yes', 'no', 'y', 'n'])

/** Keys whose values are bytes. */
const byteKeys: ReadonlySet<string> = new Set(['start', 'end', 'byte', 'bytes', 'rx', 'tx'])

/** Words and bytes that must be quoted, because the next YAML reader may see something else in them. */
export function lintWords(source: string, file?: string): readonly DeskError[] {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const found: DeskError[] = []
  visit(document, {
    Scalar: (_key, node, path) => {
      const code = trapOf(node, keyAbove(path))
      if (!code) return
      const { line, col } = lines.linePos(node.range?.[0] ?? 0)
      const place = { ...(file === undefined ? {} : { file }), line, column: col }
      found.push(new DeskError(code, { word: String(node.source), found: String(node.source) }, { place }))
    },
  })
  return found
}

function trapOf(node: Scalar, key: string | undefined): 'DB-PRO-019' | 'DB-PRO-020' | undefined {
  if (node.type !== 'PLAIN' || node.source === undefined) return undefined
  if (words.has(node.source.toLowerCase())) return 'DB-PRO-019'
  return key !== undefined && byteKeys.has(key) && /^[0-9A-Fa-f\s]+$/.test(node.source) ? 'DB-PRO-020' : undefined
}

/** The key of the map entry that a scalar is the value of, directly or through a list. */
function keyAbove(path: readonly unknown[]): string | undefined {
  const pair = path.findLast((node) => isPair(node))
  return isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : undefined
}
