import { closeSync, constants, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folder.ts'
import { start } from './processes.ts'
import { until } from './wait.ts'

/** A chip of software that is as a real one: the same commands, a seed of its own. */
export interface SoftwareTpm {
  /** The file by which a program speaks with it, like `/dev/tpmrm0`. */
  readonly file: string
  /** Where it keeps what outlasts the power. */
  readonly state: string
  /** Switches the PC off. */
  off(): Promise<void>
}

/** Switches a chip on, with the state that one had before or as a new one; it is gone when the test has finished. */
export async function startTpm(state: string = temporaryFolder()): Promise<SoftwareTpm> {
  const folder = temporaryFolder()
  const [socket, control, file] = [join(folder, 'socket'), join(folder, 'control'), join(folder, 'tpm')]
  const places = ['--tpmstate', `dir=${state}`, '--server', `type=unixio,path=${socket}`]
  const switchedOn = ['--ctrl', `type=unixio,path=${control}`, '--flags', 'not-need-init,startup-clear']
  const chip = start('swtpm', ['socket', '--tpm2', ...places, ...switchedOn])
  await until('the chip is on', () => existsSync(socket))
  // The kernel's own file for such a chip asks for a module that containers have not.
  const wire = start('socat', [`pty,raw,echo=0,link=${file}`, `unix-connect:${socket}`])
  await until('there is a file for it', () => existsSync(file))
  // socat takes the last close for the end of its work: one user always stays.
  const keeper = openSync(file, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  onTestFinished(() => closeSync(keeper))
  return {
    file,
    state,
    async off() {
      for (const one of [wire, chip]) one.kill()
      await Promise.all([wire.ended, chip.ended])
    },
  }
}
