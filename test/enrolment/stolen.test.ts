import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { finishWipe, isWipePending } from '../../agent/enrol/wipe.ts'
import { startWiper } from '../../src/centre/index.ts'
import { askOrder } from '../../src/identity/index.ts'
import { keptLog, systemClock } from '../support/faces.ts'
import { has } from '../support/processes.ts'
import { centreCommand } from './centre-command.ts'
import { newPc, press, untilDelivered } from './pc.ts'
import { startSite } from './site.ts'

const minutes = 60_000

describe.runIf(has('mosquitto'))('a PC that was reported stolen', () => {
  it(
    'is shut out at once, forgets everything when it shows itself, and the PC in its place keeps everything',
    async () => {
      const site = await startSite()
      const { place } = site
      const command = async (name: string) =>
        (await centreCommand(place.folder, name, '--desk', 'quay-05')).out[0] ?? ''
      const wiper = startWiper({
        enrolment: place.enrolment,
        command: (...order) => site.centre.command(...order),
        clock: systemClock,
        log: keptLog(),
      })
      const [stolen, fresh] = [newPc('quay-05'), newPc('quay-05')]
      const was = await stolen.enrol(place, 'quay-05', await command('code'))
      const running = await stolen.start()
      await press(running)
      await untilDelivered(running)
      await running.stop()

      await command('stolen')
      expect(await place.enrolment.desks()).toMatchObject([{ state: 'revoked', denied: 'stolen', isToForget: true }])
      // Another PC takes its place before the stolen one is seen again: the order is not for it.
      await fresh.enrol(place, 'quay-05', await command('replace'))
      const working = await fresh.start()
      await press(working)
      await untilDelivered(working)

      const seen = await stolen.start()
      await seen.agent.wiped
      await seen.stop()
      expect(existsSync(join(stolen.data, 'identity'))).toBe(false)
      expect(isWipePending(stolen.data)).toBe(true)
      await finishWipe(stolen.data)
      expect(readdirSync(stolen.data)).toEqual([])
      // A copy of its disk would hear the same.
      expect(await askOrder(was)).toMatchObject({ reason: 'stolen' })

      await press(working)
      await untilDelivered(working)
      expect(isWipePending(fresh.data)).toBe(false)
      wiper.stop()
    },
    10 * minutes,
  )
})
