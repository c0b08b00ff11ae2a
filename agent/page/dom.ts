import { byId } from '../../src/page-kit/index.ts'

export { byId, make, setText } from '../../src/page-kit/index.ts'

/** The field of that id, of whatever kind. */
export function fieldById(id: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  const found = byId(id)
  if ('value' in found) return found as HTMLInputElement
  throw new Error(`#${id} is no field`)
}
