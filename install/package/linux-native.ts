import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesIn, place } from './files.ts'
import { projectFolder } from './platform.ts'

/** As Debian compiles; no path of this machine gets into the program. */
const compile = ['-std=c99', '-D_GNU_SOURCE', '-O2', '-g0', '-Wall', '-Wextra', '-Werror']
const harden = ['-D_FORTIFY_SOURCE=2', '-fstack-protector-strong', '-fPIE', '-pie', '-Wl,-z,relro,-z,now']

/** Compiles our own programs for Linux into a payload, and takes what only debuggers read out of all native parts. */
export function nativePartsForLinux(into: string): void {
  makeKeyboardHelper(join(into, 'dist', 'keyboard-grab'))
  run('cc', [...compile, ...harden, '-o', join(into, 'bin', 'notify'), join(projectFolder, 'install/linux/notify.c')])
  const native = filesIn(into).filter((path) => path.endsWith('.node'))
  for (const path of ['bin/node', 'bin/notify', 'dist/keyboard-grab', ...native]) run('strip', [join(into, path)])
}

function makeKeyboardHelper(to: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-helper-'))
  try {
    const flags = `CFLAGS=${[...compile, ...harden].join(' ')}`
    run('make', ['-s', '-C', join(projectFolder, 'src/bus/keyboard/helper'), `OUT=${folder}`, flags])
    place(join(folder, 'keyboard-grab'), to)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
