import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { type Language, texts } from '../../src/core/index.ts'
import type { Page, Pages } from '../../src/desk/index.ts'
import { programFolder } from '../folders.ts'

const sourceFolder = 'agent/demo/page'
const clientFolder = 'src/desk/client'
/** Where the build puts the same files, and the bundled page.js. */
const builtFolder = 'dist/demo-page'

const pictures = [
  ['style.css', 'text/css; charset=utf-8'],
  ['devices.css', 'text/css; charset=utf-8'],
  ['centre.css', 'text/css; charset=utf-8'],
  ['learn.css', 'text/css; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
] as const

/**
 * The files of the demo's page. From source each module is served as it is, without its types, at the path it has in
 * the repository, so that its imports hold; a build has one script instead.
 */
export function pageFiles(language: Language): Pages {
  const folder = import.meta.filename.endsWith('.ts') ? sourceFolder : builtFolder
  const file = (name: string) => readFileSync(join(programFolder, folder, name), 'utf8')
  return new Map<string, Page>([
    ['/', { type: 'text/html; charset=utf-8', body: filled(file('index.html'), language) }],
    ...pictures.map(([name, type]) => [`/${name}`, { type, body: file(name) }] as const),
    ['/words.json', { type: 'application/json', body: JSON.stringify(words()) }],
    ...(folder === sourceFolder ? sourceModules() : [['/page.js', script(file('page.js'))] as const]),
  ])
}

function sourceModules(): (readonly [string, Page])[] {
  const names = [sourceFolder, clientFolder]
    .filter((folder) => existsSync(join(programFolder, folder)))
    .flatMap((folder) => readdirSync(join(programFolder, folder)).map((name) => `${folder}/${name}`))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
  const module = (name: string) =>
    [`/${name}`, script(stripTypeScriptTypes(readFileSync(join(programFolder, name), 'utf8')))] as const
  return [['/page.js', script(`import '/${sourceFolder}/page.ts'`)], ...names.map(module)]
}

function script(body: string): Page {
  return { type: 'text/javascript; charset=utf-8', body }
}

/** In the markup each text is its key. Filled here, the page can be read before its script runs. */
function filled(markup: string, language: Language): string {
  const known = words()
  return markup.replace(/>(demo\.[\w.-]+)</g, (whole, key: string) => `>${known[key]?.[language] ?? whole}<`)
}

/** The words of the page, in both languages. */
function words(): Record<string, { readonly vi: string; readonly en: string }> {
  const own = Object.entries(texts).filter(([key]) => /^(demo|device\.role|learn\.(key|wire))\./.test(key))
  return Object.fromEntries(own.map(([key, { vi, en }]) => [key, { vi, en }]))
}
