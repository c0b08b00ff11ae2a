import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'

const rooms = join(import.meta.dirname, '..', '..', 'src')
const target = join(import.meta.dirname, '.build', 'guest')

/**
 * Bundles what runs in the guest, each child process of a room beside it as in the product. Emulated, a program of a
 * hundred files with types to strip would take longer to start than the program allows its children.
 */
export async function buildGuest(): Promise<void> {
  await build({
    config: false,
    silent: true,
    entry: {
      run: join(import.meta.dirname, 'guest', 'run.ts'),
      'bench-worker': join(import.meta.dirname, 'devices', 'bench-worker.ts'),
      'serial-child': join(rooms, 'bus', 'serial', 'child.ts'),
      'hid-child': join(rooms, 'bus', 'hid', 'child.ts'),
      'card-child': join(rooms, 'bus', 'card', 'child.ts'),
    },
    outDir: target,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['sqlite3', 'smartcard'],
    noExternal: ['typebox', 'yaml'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    // Numbers in a stack then mean lines of the sources.
    sourcemap: true,
  })
  copyFileSync(join(rooms, 'bus', 'keyboard', 'helper', 'build', 'keyboard-grab'), join(target, 'keyboard-grab'))
}
