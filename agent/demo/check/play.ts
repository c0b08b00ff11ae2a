import type { Clock } from '../../../src/core/index.ts'
import type { World } from '../world.ts'
import type { Step } from './script.ts'
import type { Evidence } from './verdict.ts'

/** The time between two presses, about that of a hurried hand. */
const pace = 90

/** Plays a script at a world's desk and notes when the cable was out. */
export async function play(world: World, script: readonly Step[], clock: Clock): Promise<Evidence['cuts']> {
  const cuts: { readonly from: number; readonly to: number }[] = []
  let pulled = 0
  for (const step of script) {
    switch (step.kind) {
      case 'call':
        world.panel.press(step.key)
        await pause(clock, pace)
        break
      case 'rate':
        world.pad.press(step.level)
        await pause(clock, pace)
        break
      case 'pull':
        await world.cable.pull()
        pulled = clock.wall()
        break
      case 'plug':
        cuts.push({ from: pulled, to: clock.wall() })
        await world.cable.plug()
        break
      case 'kill':
        world.agent.kill()
        break
    }
  }
  return cuts
}

/** Waits until something holds; false when it does not in time. */
export async function waitFor(clock: Clock, ms: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = clock.mono() + ms
  while (clock.mono() < deadline) {
    if (await holds()) return true
    await pause(clock, 100)
  }
  return false
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}
