#!/usr/bin/env node
// Started by systemd or the Windows service host in place of the program: `launcher.js --data FOLDER [--stay] -- run …`.
// It starts the version of the program that is in force, and goes back to the one before when a new one does not work.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  folderOf,
  type Installed,
  readCurrent,
  readShelf,
  type UpdatePlaces,
  updatePlaces,
  writeCurrent,
} from '../../src/update/index.ts'
import { programFolder } from '../folders.ts'
import { jsonLog } from '../log.ts'
import { systemClock } from '../system.ts'
import { version } from '../version.ts'
import { environmentFor } from './environment.ts'
import { type LaunchOrder, readOrder } from './order.ts'
import { startProgram } from './program.ts'
import { stopSignal } from './stop.ts'
import { launch } from './supervise.ts'

/** Within the folder of a version. */
const programFile = join('dist', 'deskbridge.js')
const log = jsonLog('info', (line) => process.stderr.write(`${line}\n`), systemClock.wall)

const order = readOrder(process.argv.slice(2), process.env)
if (order) await run(order, updatePlaces(order.dataFolder))
else {
  process.stderr.write('launcher.js --data FOLDER [--stay] [--trial-ms N] -- run --config FILE\n')
  process.exitCode = 2
}

async function run({ stays, trialMs, program }: LaunchOrder, places: UpdatePlaces): Promise<void> {
  const folderFor = (what: Installed | null) => (what === null ? programFolder : folderOf(places, what))
  const fileOf = (what: Installed | null) => join(folderFor(what), programFile)
  const environment = (what: Installed | null) => {
    const shelf = readShelf(places).value
    return environmentFor(process.env, { base: programFolder, version: what?.version ?? version, places, shelf })
  }
  process.exitCode = await launch({
    clock: systemClock,
    log,
    base: version,
    trialMs,
    stop: stopSignal(),
    read() {
      const { value, damaged } = readCurrent(places)
      if (damaged) log.error('current.json was damaged and is set aside', { code: 'DB-UPD-018' })
      return value
    },
    write: (current) => writeCurrent(places, current),
    isThere: (installed) => existsSync(fileOf(installed)),
    start: (what) => startProgram({ file: fileOf(what), args: program, environment: environment(what), log }),
    become(what) {
      if (stays === 'always' || process.execve === undefined) return
      const args = [process.execPath, ...process.execArgv, fileOf(what), ...program]
      process.execve(process.execPath, args, environment(what) as Record<string, string>)
    },
  })
  // A signal that is still heard, or the input, would keep this process.
  process.exit()
}
