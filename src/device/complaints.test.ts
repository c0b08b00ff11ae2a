import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Complaints } from './complaints.ts'
import { createDesk, type Desk, libraryProfile, serialDevice, until } from './device.fixture.ts'

let desk: Desk
let printer: Awaited<ReturnType<typeof serialDevice>>

beforeEach(async () => {
  desk = createDesk()
  printer = await serialDevice()
})

afterEach(async () => {
  await desk.stop()
  printer.unplug()
})

const last = () => {
  const { state, reason } = desk.healths.at(-1) ?? {}
  return reason ? `${state} ${reason}` : state
}

describe('a printer', () => {
  const enough = Buffer.from('1000000F', 'hex')
  const nearlyOut = Buffer.from('1000030F', 'hex')
  const out = Buffer.from('18000F0F', 'hex')
  const open = Buffer.from('3800000F', 'hex')

  test('that says what it lacks is ready with that reason, for as long as it lasts', async () => {
    desk.supervise(libraryProfile('epson/tm-status.yaml'), printer.address, { role: 'display' })
    await until(() => last() === 'ready')
    for (const [says, reason] of [
      [nearlyOut, 'ready DB-DEV-016'],
      [out, 'ready DB-DEV-011'],
      [open, 'ready DB-DEV-012'],
      [enough, 'ready'],
    ] as const) {
      printer.say(says)
      await until(() => last() === reason)
    }
  })

  test('is not out of paper any more once it is lost, until it says so again', async () => {
    desk.supervise(libraryProfile('epson/tm-status.yaml'), printer.address, { role: 'display' })
    await until(() => last() === 'ready')
    printer.say(out)
    await until(() => last() === 'ready DB-DEV-011')
    printer.unplug()
    await until(() => last() === 'absent DB-SER-001')
    await printer.plug()
    await until(() => last() === 'ready')
    const offline = Buffer.from('1A', 'hex')
    printer.say(offline)
    await until(() => last() === 'ready DB-DEV-014')
    printer.say(out)
    await until(() => last() === 'ready DB-DEV-011')
  })
})

describe('complaints', () => {
  test('are told by the worst, keep what was not said anew, and other words are none', () => {
    const complaints = new Complaints(undefined)
    complaints.hear({ relays: 3, paper: 'enough', reason: 'stale' })
    expect(complaints.worst).toBeUndefined()
    complaints.hear({ battery: 'low' })
    complaints.hear({ paper: 'end' })
    expect(complaints.worst).toBe('DB-DEV-011')
    complaints.hear({ paper: 'enough' })
    expect(complaints.worst).toBe('DB-DEV-015')
  })

  test('of one address on a line are not taken back by another one', () => {
    const complaints = new Complaints('addr')
    complaints.hear({ addr: 1, error: true })
    complaints.hear({ addr: 2, error: false })
    expect(complaints.worst).toBe('DB-DEV-013')
    complaints.hear({ addr: 1, error: false })
    expect(complaints.worst).toBeUndefined()
  })
})
