import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What our package depends on and a Debian without a desktop may lack. */
const always = ['libusb-1.0-0']
/** What a PC with a card reader needs beside: the PC/SC service, its library, and the driver of most readers. */
const forCards = ['libpcsclite1', 'pcscd', 'libccid']

/** The Debian packages beside ours, by their files; none where no mirror could be reached. */
export interface Companions {
  readonly always: readonly string[]
  readonly forCards: readonly string[]
}

/**
 * Puts the Debian packages that a bare system lacks beside ours, so that all are installed without a network; those for
 * card readers into a folder of their own, since a service that nobody needs should not run.
 */
export function bringCompanions(folder: string): Companions {
  return { always: bring(always, folder), forCards: bring(forCards, join(folder, 'card-readers')) }
}

function bring(names: readonly string[], folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...names], {
      cwd: folder,
      stdio: 'pipe',
    })
  } catch {
    // Those of an earlier build serve as well.
  }
  return readdirSync(folder)
    .filter((name) => names.some((one) => name.startsWith(`${one}_`)))
    .map((name) => join(folder, name))
}
