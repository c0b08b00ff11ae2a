import type { DeskView } from '../../../src/desk/index.ts'

/** Where the wizard is that makes a PC a desk of its centre. */
export const firstRunPath = '/bat-dau'
/** The code of a desk that no centre knows. */
export const notEnrolled = 'DB-IDN-001'

const putOff = 'deskbridge.enrol-later'

/** Work begins without the centre; this window does not ask again. */
export function enrolLater(): void {
  sessionStorage.setItem(putOff, 'yes')
}

/** Leads to the wizard where the desk was never enrolled and nobody has put it off. */
export function leadToFirstRun({ link }: DeskView): void {
  if (link.problem?.code !== notEnrolled || sessionStorage.getItem(putOff) !== null) return
  location.replace(firstRunPath)
}
