import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LockedPackage } from './locked.ts'
import { isLicence } from './needed.ts'

/** A package with the terms under which it is passed on. */
export interface Licensed extends Pick<LockedPackage, 'name' | 'version'> {
  readonly licence: string
  /** The texts of its licence files; a few packages bring none and only name their terms. */
  readonly texts: readonly string[]
}

/** Reads the terms of packages from where they are installed. */
export function licensesOf(folder: string, packages: readonly LockedPackage[]): readonly Licensed[] {
  return packages.map(({ name, version, path, licence }) => {
    const own = join(folder, path)
    return { name, version, licence: licence ?? namedIn(own), texts: textsIn(own) }
  })
}

/** All terms as one text, the same ones only once. */
export function licenceText(own: string, licensed: readonly Licensed[]): string {
  const byText = new Map<string, Licensed[]>()
  for (const one of [...licensed].sort(byName)) {
    const text = one.texts.join('\n\n') || `(named by its maker as ${one.licence}; the package brings no text)`
    byText.set(text, [...(byText.get(text) ?? []), one])
  }
  const parts = [...byText].map(([text, users]) => `${users.map(titleOf).join('\n')}\n\n${text.trim()}\n`)
  const line = `\n${'-'.repeat(80)}\n\n`
  return ['deskbridge is under the Apache License 2.0:', own.trim(), `It brings:\n\n${parts.join(line)}`].join(line)
}

function titleOf({ name, version, licence }: Licensed): string {
  return `${name} ${version} (${licence})`
}

function byName(a: Licensed, b: Licensed): number {
  return titleOf(a) < titleOf(b) ? -1 : 1
}

function textsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && isLicence(entry.name))
  return files
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n').trim())
}

/** Older packages say it in ways of their own, `licenses: [{ type }]`. */
function namedIn(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly license?: string | { readonly type: string }
    readonly licenses?: readonly { readonly type: string }[]
  }
  const named = manifest.license ?? manifest.licenses?.[0]
  if (named === undefined) throw new Error(`${folder} names no licence`)
  return typeof named === 'string' ? named : named.type
}
