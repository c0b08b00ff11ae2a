import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { temporaryFolder } from '../support/folder.ts'
import { has, projectFolder } from '../support/processes.ts'

const firmware = join(projectFolder, 'device-profiles', 'open', 'firmware')
/** The files of the firmware that know no chip. */
const core = ['crc16', 'line', 'presses', 'keys', 'lamps', 'boot_number', 'panel'].map((name) =>
  join(firmware, `${name}.c`),
)
const warnings = ['-Wall', '-Wextra', '-Werror']

/** Whether the firmware can be compiled and run here. */
export function canSimulate(): boolean {
  return ['avr-gcc', 'make', 'cc', 'simavr'].map(has).every((is) => is)
}

/** Builds the firmware as its README tells to; returns the program for the chip. */
export function buildFirmware(): string {
  const folder = temporaryFolder()
  run('make', ['-C', firmware, `OUT=${folder}`])
  return join(folder, 'panel.elf')
}

/** Builds the board around the simulated chip; returns the program. */
export function buildBoard(): string {
  const program = join(temporaryFolder(), 'board')
  const sources = ['panel.c', 'fingers.c', 'cable.c', 'display.c'].map((name) => join(import.meta.dirname, name))
  run('cc', [
    '-std=gnu11',
    '-O2',
    ...warnings,
    '-isystem',
    '/usr/include/simavr',
    '-o',
    program,
    ...sources,
    '-lsimavr',
  ])
  return program
}

/** Builds the portable part of the firmware for this machine, with a test around it; returns the program. */
export function buildCoreTest(): string {
  const program = join(temporaryFolder(), 'core')
  const strict = ['-std=c99', '-g', '-O1', ...warnings, '-fsanitize=address,undefined', '-fno-sanitize-recover']
  run('cc', [...strict, `-I${firmware}`, '-o', program, join(import.meta.dirname, 'core.c'), ...core])
  return program
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
