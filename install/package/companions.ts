import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What our package depends on and a Debian without a desktop may lack. */
const companions = ['libusb-1.0-0']

/**
 * Puts the Debian packages that a bare system lacks beside ours, so that both are installed at once without a network.
 * Returns their names, none where no mirror could be reached.
 */
export function bringCompanions(folder: string): readonly string[] {
  try {
    execFileSync('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...companions], {
      cwd: folder,
      stdio: 'pipe',
    })
  } catch {
    // Those of an earlier build serve as well.
  }
  return readdirSync(folder)
    .filter((name) => companions.some((one) => name.startsWith(`${one}_`)))
    .map((name) => join(folder, name))
}
