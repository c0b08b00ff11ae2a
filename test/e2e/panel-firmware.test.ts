import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CommandArgs, compile } from '../../src/profile/index.ts'
import { buildCoreTest, canSimulate } from '../firmware/build.ts'
import { panelKeys, SimulatedPanel } from '../firmware/simulated-panel.ts'
import { seedOfRun } from '../support/faces.ts'
import { has, projectFolder, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const profile = compile(readFileSync(join(projectFolder, 'device-profiles', 'open', 'line-panel.yaml'), 'utf8'))

/** The bytes of a command of the profile. */
function bytesOf(command: string, args: CommandArgs): Uint8Array {
  return Buffer.concat(
    profile
      .start(0)
      .command(command, args, 0)
      .writes.map(({ bytes }) => bytes),
  )
}

it.runIf(has('cc'))('the portable part of the panel firmware does what its README says', async () => {
  const seed = seedOfRun() % 2 ** 31
  const test = start(buildCoreTest(), [String(seed)])
  const code = await test.ended
  expect(test.said(), `SEED=${seed}`).toBe('')
  expect(code).toBe(0)
})

describe.runIf(canSimulate())('the panel firmware on its chip', () => {
  it('understands every command of its profile, and the profile every line of it', async () => {
    const panel = await SimulatedPanel.powerUp(seedOfRun())
    const show = { top: 'Mời số A012', bottom: 'Đến quầy 5' }
    panel.send(bytesOf('show', show))
    await until('the display shows it', async () => (await panel.look()).display === 'Moi so A012|Den quay 5')
    for (const [index, key] of panelKeys.entries()) {
      panel.send(bytesOf('lamp', { key, state: 'lit' }))
      await until(`lamp ${index} is lit`, async () => (await panel.look()).lamps === 2 ** (index + 1) - 1)
    }
    panel.send(bytesOf('lamp', { key: 'next', state: 'dark' }))
    await until('the first is dark', async () => (await panel.look()).lamps === 0xfe)
    panel.send(bytesOf('identify', {}))
    await until('it says again who it is', () => panel.said('I ').length === 2)

    const session = profile.start(0)
    const heard = (line = '') => session.bytes(Buffer.from(`${line}\r\n`), 0).events
    expect(heard(panel.said('I ').at(-1))).toMatchObject([
      { name: 'info', data: { boot: panel.boot, protocol: '1', model: 'open-panel', firmware: '1.0.0' } },
    ])
    for (const [index, key] of panelKeys.entries()) {
      panel.press(key)
      await until('the press is said', () => panel.said(`K ${panel.boot} ${index + 1} `).length > 0)
      const [press] = heard(panel.said(`K ${panel.boot} ${index + 1} `)[0])
      expect(press).toMatchObject({ name: 'press', data: { key, n: index + 1, boot: panel.boot } })
      const answer = session.accepted(press?.id ?? 0, 0).writes
      panel.send(Buffer.concat(answer.map(({ bytes }) => bytes)))
    }
    await until('the heart beats', () => panel.said('H ').length > 0)
    expect(heard(panel.said('H ').at(-1))).toMatchObject([{ name: 'status' }])
  })

  it('names each of its lives anew, and loses no press to a reset', async () => {
    const panel = await SimulatedPanel.powerUp(seedOfRun())
    const { boot } = panel
    panel.press('hold')
    await panel.untilPressed()
    await panel.suffer('reset')
    expect(panel.boot).toBe(boot)
    const before = panel.said(`K ${boot} 1 hold`).length
    await until('it still says the press', () => panel.said(`K ${boot} 1 hold`).length > before)
    const boots = new Set([boot])
    for (let time = 2; time <= 70; time++) {
      await panel.suffer('power')
      boots.add(panel.boot)
    }
    expect(boots.size).toBe(70)
    expect(new Set(panel.said('I ').map((line) => line.split(' ')[3])).size).toBe(1)
  })
})
