import type { FaultDesk } from './desk.ts'

/** Presses at a rate while `work` goes on; resolves when both are over. */
export async function pressWhile(desk: FaultDesk, perSecond: number, work: () => Promise<void>): Promise<void> {
  let working = true
  const pressing = (async () => {
    while (working) await desk.press(Math.max(1, Math.ceil(perSecond / 4)), { perSecond })
  })()
  try {
    await work()
  } finally {
    working = false
    await pressing
  }
}
