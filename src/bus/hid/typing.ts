const genericDesktop = 1
const mouse = 2
const keyboard = 6

/** Whether Windows keeps a device for itself: keyboards and mice open there only for its own input queue. */
export function isKeptByWindows(path: string, collection: { readonly usagePage?: number; readonly usage?: number }) {
  const { usagePage, usage } = collection
  return /\\kbd$/i.test(path) || (usagePage === genericDesktop && (usage === mouse || usage === keyboard))
}
