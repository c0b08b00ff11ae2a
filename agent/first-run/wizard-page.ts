import type { Language } from '../../src/core/index.ts'
import type { Pages } from '../../src/desk/index.ts'
import { deskWords } from '../desk/desk-page.ts'
import { pageFiles } from '../page-files.ts'

/** Where the wizard is on a PC that has its counter's page at `/` already. */
export const wizardPath = '/bat-dau'

/** The files of the wizard's page, which lie beside those of the officer's. */
export function wizardPages(language: Language): Pages {
  const source = {
    folder: 'agent/desk/page',
    built: 'dist/desk-page',
    documents: { [wizardPath]: 'first-run' },
    extras: ['base.css', 'style.css', 'dialogs.css', 'more.css', 'first-run.css', 'icon.svg'],
    scripts: ['first-run'],
    words: deskWords,
  }
  return pageFiles(source, language)
}
