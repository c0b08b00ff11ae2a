import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { GuestReport } from './report.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const built = join(import.meta.dirname, '.build')

/** What the guest's own programs and its kernel had to say, for the words of a failure. */
export const consoleFile: string = join(built, 'console.log')

/** A run of the guest. */
export interface MachineOptions {
  /** Words for the guest's tests, in the kernel's command line as `lab.<name>=<value>`. */
  readonly words: Readonly<Record<string, string>>
  /** The guest is ended when it takes longer. */
  readonly seconds: number
  told(report: GuestReport): void
}

/** Boots the guest and waits until it has powered itself off or its time is over. */
export async function runMachine({ words, seconds, told }: MachineOptions): Promise<void> {
  const qemu = spawn('qemu-system-x86_64', machineArguments(words), { stdio: ['ignore', 'pipe', 'inherit'] })
  const limit = setTimeout(() => qemu.kill('SIGKILL'), seconds * 1000)
  const end = () => qemu.kill('SIGKILL')
  process.once('exit', end)
  const lines = createInterface({ input: qemu.stdout })
  lines.on('line', (line) => {
    const report = parsed(line)
    if (report) told(report)
  })
  await Promise.all([
    new Promise<void>((resolve, reject) => {
      qemu.once('error', reject)
      qemu.once('exit', () => resolve())
    }),
    new Promise<void>((resolve) => lines.once('close', resolve)),
  ])
  clearTimeout(limit)
  process.removeListener('exit', end)
}

function machineArguments(words: Readonly<Record<string, string>>): string[] {
  const said = Object.entries(words).map(([name, value]) => `lab.${name}=${value}`)
  const kernel = 'console=ttyS0 quiet panic=-1 mitigations=off nokaslr tsc=reliable random.trust_cpu=on'
  const share = (folder: string, tag: string) => [
    ...['-fsdev', `local,id=${tag},path=${folder},security_model=none,readonly=on,multidevs=remap`],
    ...['-device', `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`],
  ]
  return [
    // Without a keyboard of its own: the tests plug in those that there are.
    ...['-M', 'pc,i8042=off', ...accelerator(), '-m', '1024', '-nodefaults', '-no-user-config', '-no-reboot'],
    ...['-display', 'none', '-serial', `file:${consoleFile}`, '-serial', 'stdio', '-device', 'virtio-rng-pci'],
    ...['-kernel', join(built, 'vmlinux'), '-initrd', join(built, 'first.cpio')],
    ...['-append', [kernel, ...said].join(' ')],
    ...share('/', 'host'),
    ...share(projectFolder, 'project'),
  ]
}

/**
 * Emulated, the guest's clock counts instructions, 500 million a second: it is a small PC on which nobody else works,
 * however busy this machine is, so that times mean something and no limit of the program is passed for lack of a processor.
 * /dev/kvm alone proves nothing: some hosts offer one on which a stock kernel crawls. The processor must say it too.
 */
function accelerator(): string[] {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
    if (/\b(vmx|svm)\b/.test(readFileSync('/proc/cpuinfo', 'utf8')))
      return ['-accel', 'kvm', '-cpu', 'host', '-smp', '2']
  } catch {
    // Emulated, then.
  }
  return ['-accel', 'tcg', '-cpu', 'max', '-smp', '1', '-icount', 'shift=1,sleep=on']
}

function parsed(line: string): GuestReport | undefined {
  try {
    return JSON.parse(line) as GuestReport
  } catch {
    return undefined
  }
}
