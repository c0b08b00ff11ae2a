import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import { LabDesk, program } from './desk.ts'
import { keypadSays } from './known-devices.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, fullPlaceOf, same, serialPortAt, since } from './room.ts'

/** That a device which nobody knows becomes a profile by pressing its keys. */
export const learningTests: readonly LabTest[] = [
  {
    name: 'a keypad that nobody knows is learnt from its presses, and the agent works with the profile that came out',
    seconds: 300,
    run: () => atTheBench(learnAndUse),
  },
]

async function learnAndUse(bench: Bench) {
  const device = await bench.plug({ chip: 'ch340' }, 0)
  const profiles = mkdtempSync(join(tmpdir(), 'profiles-'))
  const started = performance.now()
  await learn(device, await serialPortAt(0), join(profiles, 'keypad.yaml'))
  const learntAfter = since(started)
  const desk = await LabDesk.start({
    profiles,
    devices: [{ name: 'keypad-5', profile: 'lab.keypad', place: fullPlaceOf(0), counter: 5 }],
  })
  try {
    await desk.untilReady()
    for (const [index, key] of (['recall', 'next'] as const).entries()) {
      device.say(keypadSays[key])
      same('the press', (await desk.untilFacts('keypad-5', index + 1)).at(-1)?.data.action, key)
    }
    return { 'learnt after ms': learntAfter }
  } finally {
    await desk.stop()
  }
}

/** `deskbridge profile learn`, with somebody who does what it asks. */
async function learn(device: BenchDevice, port: string, out: string): Promise<void> {
  const command = ['profile', 'learn', '--port', port, '--name', 'lab.keypad', '--out', out]
  const lesson = spawn(process.execPath, [program, '--lang', 'en', ...command], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => lesson.once('exit', resolve))
  const lines: string[] = []
  for await (const line of createInterface({ input: lesson.stdout })) {
    lines.push(line)
    if (/Trying 9600 8N1|The same key once more/.test(line)) device.say(keypadSays.next)
    if (line.includes('Which keys')) lesson.stdin.write('next recall\n')
    const [, key] = /HOLD the key "(next|recall)"/.exec(line) ?? []
    if (key === 'next' || key === 'recall') device.say(keypadSays[key])
  }
  same(`the lesson, which said: ${lines.join('\n')}`, await ended, 0)
}
