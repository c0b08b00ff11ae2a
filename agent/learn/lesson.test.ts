import { expect, it } from 'vitest'
import type { Chunk, Wire, WireAddress } from '../../src/bus/index.ts'
import { compile, runVectors } from '../../src/profile/index.ts'
import { systemClock as clock } from '../../test/support/faces.ts'
import { Inlet } from './inlet.ts'
import { learnableOf } from './learnable.ts'
import { teach } from './lesson.ts'

/** A HID wire that is played, as this test brings no device of its own; `npm run lab` has real ones. */
function playedWire() {
  const waiting: Chunk[] = []
  let wake = () => {}
  let isOpen = true
  const written: number[][] = []
  async function* read() {
    while (isOpen) {
      yield* waiting.splice(0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const wire: Wire = {
    kind: 'reports',
    readable: read(),
    write: async (bytes) => void written.push([...bytes]),
    async close() {
      isOpen = false
      wake()
    },
    lost: Promise.resolve({ code: 'DB-BUS-001', args: {} }),
    stats: () => ({ bytesIn: 0, bytesOut: 0, droppedBytes: 0, droppedLines: 0 }),
  }
  const report = (bytes: Uint8Array, number: number) => {
    waiting.push({ at: clock.mono(), bytes, report: number })
    wake()
  }
  return { wire, report, written, isOpen: () => isOpen }
}

it('gives a HID device a profile that knows it by its USB numbers, reads its numbered reports and lights its lamps', async () => {
  const { wire, report, written, isOpen } = playedWire()
  const opened: WireAddress[] = []
  const usb = { vid: 0x1209, pid: 0x0001, product: 'Queue 6', interface: 1 }
  const hid = { usagePage: 0xff00, usage: 1, numbered: true, outputs: [{ number: 3, size: 2 }] }
  const inlet = new Inlet(clock)
  const keys: Readonly<Record<string, number>> = { next: 1, recall: 2 }
  const learnt = await teach({
    device: learnableOf({ wire: 'hid', path: '/dev/hidraw7', usb, hid }),
    bus: {
      async open(address) {
        opened.push(address)
        return wire
      },
    },
    profile: 'learnt.queue-6',
    name: 'Queue 6',
    signal: new AbortController().signal,
    idleMs: 50,
    inlet,
    clock,
    audience: {
      tries: () => {},
      found: () => {},
      hears: () => {},
      refuses: () => {},
      asks(ask) {
        if (ask.kind === 'names') inlet.say('gọi tiếp, gọi lại')
        if (ask.kind === 'lamps') inlet.say('có')
        if (ask.kind === 'lamp') inlet.say(ask.bytes[1] ? 'Gọi lại' : '')
        if (ask.kind === 'press') report(Uint8Array.of(keys[ask.key] ?? 0, 0), 3)
        if (ask.kind === 'release') report(Uint8Array.of(0, 0), 3)
      },
    },
  })
  expect(opened).toEqual([{ kind: 'hid', path: '/dev/hidraw7', numbered: true, spacing: 0 }])
  expect(isOpen()).toBe(false)
  // Each byte as a whole, and dark again.
  expect(written).toEqual([
    [255, 0],
    [0, 255],
    [0, 0],
  ])
  expect(learnt.source).toContain('recall: 0')
  expect(learnt).toMatchObject({ keys: ['next', 'recall'], releases: true })
  const { match, link } = compile(learnt.source)
  expect(match).toMatchObject([{ usb: { vid: 0x1209, pid: [1], product: 'Queue 6', usagePage: 0xff00 } }])
  expect(link).toMatchObject({ kind: 'hid', numbered: true })
  expect(runVectors(learnt.source)).toMatchObject({ failed: 0 })
})
