import type { Entry } from './index.ts'

export const agentTexts = {} as const satisfies Record<string, Entry>
