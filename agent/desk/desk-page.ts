import type { PageSource } from '../page-files.ts'

/** Both pages are served together, and with the same words. */
export const deskWords =
  /^(page|card\.(field|verdict)|device\.(role|state)|learn\.(key|wire|lamps?)|disk\.level|web\.(pad|back))(\.|$)/

/** The officer's page. */
export const deskPage: PageSource = {
  folder: 'agent/desk/page',
  built: 'dist/desk-page',
  documents: { '/': 'index' },
  extras: [
    'base.css',
    'style.css',
    'counter.css',
    'keys.css',
    'side.css',
    'citizen-card.css',
    'dialogs.css',
    'more.css',
    'learn.css',
    'icon.svg',
  ],
  scripts: ['page'],
  words: deskWords,
}

/** The rating pad on a second screen. */
export const padPage: PageSource = {
  folder: 'agent/desk/page',
  built: 'dist/desk-page',
  documents: { '/danh-gia': 'pad' },
  extras: ['base.css', 'public.css', 'rating.css', 'pad.css', 'icon.svg'],
  scripts: ['pad'],
  words: deskWords,
}
