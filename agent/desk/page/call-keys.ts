/** The keys of the call panel as they lie on it; the wide one is used all day. */
export const panelKeys = [
  'next',
  'recall',
  'begin',
  'finish',
  'skip',
  'hold',
  'transfer',
  'pause',
  'open',
  'close',
] as const
/** One of {@link panelKeys}. */
export type PanelKey = (typeof panelKeys)[number]

/**
 * Function keys: no input method touches them, and they are no letters that somebody types. F5, F11 and F12 stay with the
 * browser.
 */
export const shortcuts: Readonly<Record<PanelKey | 'help' | 'rate' | 'lock', string>> = {
  help: 'F1',
  next: 'F2',
  recall: 'F3',
  begin: 'F4',
  skip: 'F6',
  hold: 'F7',
  transfer: 'F8',
  finish: 'F9',
  pause: 'F10',
  open: 'Shift+F2',
  close: 'Shift+F9',
  rate: 'Shift+F3',
  lock: 'Shift+F4',
}

/** Which of them was pressed, where it was one and nobody is typing or answering a dialog. */
export function shortcutOf(event: KeyboardEvent): keyof typeof shortcuts | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return undefined
  if (document.querySelector('dialog[open]')) return undefined
  const written = `${event.shiftKey ? 'Shift+' : ''}${event.key}`
  const found = Object.entries(shortcuts).find(([, key]) => key === written)
  return found?.[0] as keyof typeof shortcuts | undefined
}
