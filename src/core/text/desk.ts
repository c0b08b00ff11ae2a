import type { Entry } from './index.ts'

export const deskTexts = {} as const satisfies Record<string, Entry>
