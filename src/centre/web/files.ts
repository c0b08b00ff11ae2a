import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { type Language, texts } from '../../core/index.ts'
import type { Answer } from './ask.ts'

/** A file that a browser may get. */
export type WebFile = Extract<Answer, { kind: 'file' }>

/** The files of the pages: each address that stands for itself, and each page in each language. */
export interface WebFiles {
  /** A file by its path, e.g. `/centre.css`. */
  readonly plain: ReadonlyMap<string, WebFile>
  page(name: PageName, language: Language): WebFile
}

const pageNames = ['home', 'kiosk', 'board', 'pad', 'look', 'office', 'fleet'] as const
/** The pages of the centre. */
export type PageName = (typeof pageNames)[number]

const isFromSource = import.meta.filename.endsWith('.ts')
/** Where the build puts the pages' files beside the bundle, each script bundled. */
const builtFolder = join(import.meta.dirname, 'centre-pages')
/** The modules of each folder have an address of their own, from which their imports hold: `..` ends at the root. */
const folders: Readonly<Record<string, string>> = isFromSource
  ? {
      page: join(import.meta.dirname, 'page'),
      'page/qr': join(import.meta.dirname, 'page/qr'),
      'page-kit': join(import.meta.dirname, '../../page-kit'),
    }
  : { page: builtFolder }

/**
 * Reads the files once. From source each module is served as it is, without its types, at the name it has in the folder; a
 * build has one script for each page.
 */
export function readFiles(): WebFiles {
  const plain = new Map<string, WebFile>()
  const written = new Map<string, string>()
  for (const [address, folder] of Object.entries(folders)) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const text = () => readFileSync(join(folder, name), 'utf8')
      if (name.endsWith('.svg')) plain.set(`/${name}`, { kind: 'file', type: 'image/svg+xml', body: text() })
      if (/\.(html|css)$/.test(name)) written.set(name, text())
      if (name.endsWith('.js')) plain.set(`/page/${name}`, script(text()))
      if (isModule(name)) plain.set(`/${address}/${name}`, script(stripTypeScriptTypes(text())))
    }
  }
  for (const name of written.keys()) if (name.endsWith('.css')) plain.set(`/${name}`, styles(name, written))
  if (isFromSource) for (const name of pageNames) plain.set(`/page/${name}.js`, script(`import '/page/${name}.ts'`))
  for (const language of ['vi', 'en'] as const) plain.set(`/words.${language}.json`, words(language))
  return { plain, page: (name, language) => filled(withParts(written.get(`${name}.html`) ?? '', written), language) }
}

function isModule(name: string): boolean {
  return name.endsWith('.ts') && !/\.(test|fixture|d)\.ts$/.test(name)
}

function script(body: string): WebFile {
  return { kind: 'file', type: 'text/javascript; charset=utf-8', body }
}

/** A style sheet with those that it builds upon, so that a page waits for one file only. */
function styles(name: string, written: ReadonlyMap<string, string>): WebFile {
  const body = written.get(name)?.replace(/@import "\/([a-z-]+\.css)";/g, (_, from: string) => written.get(from) ?? '')
  return { kind: 'file', type: 'text/css; charset=utf-8', body: body ?? '' }
}

/** Parts of the markup that pages share: `<!-- asking.html -->`. */
function withParts(whole: string, parts: ReadonlyMap<string, string>): string {
  return whole.replace(/<!-- ([a-z-]+\.html) -->/g, (_, name: string) => parts.get(name) ?? '')
}

/** In the markup each text is its key, `{{key}}` in the head. Filled here, a page can be read before its script runs. */
function filled(markup: string, language: Language): WebFile {
  const known: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = texts
  const body = markup
    .replace('<html lang="vi">', `<html lang="${language}">`)
    .replace(/\{\{(web\.[\w.-]+)\}\}|(?<=>)(web\.[\w.-]+)(?=<)/g, (whole, head?: string, element?: string) =>
      escaped(known[head ?? element ?? '']?.[language] ?? whole),
    )
  return { kind: 'file', type: 'text/html; charset=utf-8', body }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function words(language: Language): WebFile {
  const own = Object.entries(texts).filter(([key]) => key.startsWith('web.'))
  const body = JSON.stringify(Object.fromEntries(own.map(([key, entry]) => [key, entry[language]])))
  return { kind: 'file', type: 'application/json', body }
}
