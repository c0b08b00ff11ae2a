import { callActions } from '../../src/contract/index.ts'
import { DeskError, texts } from '../../src/core/index.ts'

/** A key as a profile names it, and as the person called it. */
export interface NamedKey {
  readonly key: string
  readonly label: string
}

const keyName = /^[a-z][a-z0-9-]{0,30}$/

/**
 * The keys that a person means: "gọi tiếp, gọi lại" as well as "next recall". What does at a counter what its name says
 * gets the name of that; other names with commas between them become plain letters ("Phím đỏ" is `phim-do`).
 * @throws DeskError DB-PRO-097 one cannot be the name of a key.
 */
export function readKeyNames(words: string): readonly NamedKey[] {
  const isList = /[,;\n]/.test(words)
  const parts = isList || meaningOf(words.trim()) ? words.split(/[,;\n]/) : words.split(/\s+/)
  const labels = parts.map((part) => part.trim()).filter((part) => part !== '')
  const named = labels.map((label) => ({
    key: meaningOf(label) ?? (isList ? slugOf(label) : label.toLowerCase()),
    label,
  }))
  const wrong = named.find(({ key }) => !keyName.test(key))
  if (wrong || named.length === 0) throw new DeskError('DB-PRO-097', { name: wrong?.label ?? words })
  return [...new Map(named.map((one) => [one.key, one])).values()]
}

/** Plain letters, digits and `-`. */
export function slugOf(words: string): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
}

function meaningOf(label: string): string | undefined {
  const word = label.normalize('NFC').toLowerCase()
  const level = /^(?:mức|level)[ -](\d{1,2})$/.exec(word)?.[1]
  if (level !== undefined) return `level-${level}`
  return callActions.find((action) => {
    const { vi, en } = texts[`learn.key.${action}`]
    return word === vi || word === en || word === action
  })
}
