import type { PageSource } from '../page-files.ts'

/** The page of the demo. */
export const demoPage: PageSource = {
  folder: 'agent/demo/page',
  built: 'dist/demo-page',
  documents: { '/': 'index' },
  extras: ['base.css', 'style.css', 'devices.css', 'centre.css', 'learn.css', 'icon.svg'],
  scripts: ['page'],
  words: /^(demo|page\.(adopt|lost|learn)|device\.role|learn\.(key|wire|lamps?))(\.|$)/,
}
