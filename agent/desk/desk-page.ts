import type { PageSource } from '../page-files.ts'

/** The officer's page. */
export const deskPage: PageSource = {
  folder: 'agent/desk/page',
  built: 'dist/desk-page',
  documents: { '/': 'index' },
  extras: ['base.css', 'style.css', 'counter.css', 'more.css', 'learn.css', 'icon.svg'],
  scripts: ['page'],
  words: /^(page|device\.(role|state)|learn\.(key|wire|lamps?)|disk\.level)(\.|$)/,
}

/** The rating pad on a second screen. */
export const padPage: PageSource = {
  folder: 'agent/desk/page',
  built: 'dist/desk-page',
  documents: { '/danh-gia': 'pad' },
  extras: ['base.css', 'public.css', 'rating.css', 'pad.css', 'icon.svg'],
  scripts: ['pad'],
  words: /^(page\.(lost|pad|other-language)|web\.(pad|back))(\.|$)/,
}
