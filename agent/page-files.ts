import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { type Language, newerText, texts } from '../src/core/index.ts'
import type { Page, Pages } from '../src/desk/index.ts'
import { programFolder } from './folders.ts'

/** A folder of browser files. `src/desk/client`, `src/page-kit` and `agent/page` go with each. */
export interface PageSource {
  /** Where its files are in the repository. */
  readonly folder: string
  /** Where the build puts the same files, its scripts bundled. */
  readonly built: string
  /** Its documents by address: `{ '/': 'index' }` is index.html. */
  readonly documents: Readonly<Record<string, string>>
  /** Style sheets and icons, of its folder or of the shared one. */
  readonly extras: readonly string[]
  /** Its scripts, without ending. */
  readonly scripts: readonly string[]
  /** Which texts it needs. */
  readonly words: RegExp
}

/** What several pages have in common. */
const sharedFolders = ['agent/page', 'src/page-kit']
const clientFolder = 'src/desk/client'

const types: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml' }

/**
 * The files of a page. From source each module is served as it is, without its types, at the path it has in the
 * repository, so that its imports hold; a build has one file for each script instead.
 */
export function pageFiles(source: PageSource, language: Language): Pages {
  const isSource = import.meta.filename.endsWith('.ts')
  const file = (name: string) => readFileSync(join(programFolder, whereIs(source, name, isSource)), 'utf8')
  const words = wordsOf(source.words)
  const document = (name: string) => filled(withParts(file(`${name}.html`), file), words, language)
  return new Map<string, Page>([
    ...Object.entries(source.documents).map(
      ([path, name]) => [path, { type: 'text/html; charset=utf-8', body: document(name) }] as const,
    ),
    ...source.extras.map(
      (name) => [`/${name}`, { type: types[name.split('.').at(-1) ?? ''] ?? '', body: file(name) }] as const,
    ),
    ['/words.json', { type: 'application/json', body: JSON.stringify(words) }],
    ...(isSource ? sourceModules(source) : builtScripts(source, file)),
  ])
}

/** The build has everything in one folder; in the repository what is shared has its own ones. */
function whereIs({ folder, built }: PageSource, name: string, isSource: boolean): string {
  if (!isSource) return join(built, name)
  const places = [folder, ...sharedFolders].map((one) => join(one, name))
  return places.find((place) => existsSync(join(programFolder, place))) ?? join(folder, name)
}

function builtScripts({ scripts }: PageSource, file: (name: string) => string): (readonly [string, Page])[] {
  return scripts.map((name) => [`/${name}.js`, script(file(`${name}.js`))] as const)
}

function sourceModules({ folder, scripts }: PageSource): (readonly [string, Page])[] {
  const names = [folder, ...sharedFolders, clientFolder]
    .filter((one) => existsSync(join(programFolder, one)))
    .flatMap((one) => readdirSync(join(programFolder, one)).map((name) => `${one}/${name}`))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
  const module = (name: string) =>
    [`/${name}`, script(stripTypeScriptTypes(readFileSync(join(programFolder, name), 'utf8')))] as const
  return [
    ...scripts.map((name) => [`/${name}.js`, script(`import '/${folder}/${name}.ts'`)] as const),
    ...names.map(module),
  ]
}

function script(body: string): Page {
  return { type: 'text/javascript; charset=utf-8', body }
}

/** Parts of the markup that several documents have: `<!-- learn.html -->`. */
function withParts(markup: string, file: (name: string) => string): string {
  return markup.replace(/<!-- ([a-z-]+\.html) -->/g, (_, name: string) => file(name))
}

/** In the markup each text is its key. Filled here, the page can be read before its script runs. */
function filled(markup: string, words: Words, language: Language): string {
  const inWords = (key: string) => words[key]?.[language] ?? key
  return markup
    .replace(/>((?:demo|page|web)\.[\w.-]+)</g, (_, key: string) => `>${inWords(key)}<`)
    .replace(/lang="vi"/, `lang="${language}"`)
}

type Words = Readonly<Record<string, { readonly vi: string; readonly en: string }>>

/** The words of a page, in both languages. */
function wordsOf(wanted: RegExp): Words {
  const own = Object.entries(texts).filter(([key]) => wanted.test(key))
  const inForce = own.map(([key, entry]) => [key, newerText(key) ?? entry] as const)
  return Object.fromEntries(inForce.map(([key, { vi, en }]) => [key, { vi, en }]))
}
