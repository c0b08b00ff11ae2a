import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SysTree, sysTree } from '../../../src/bus/sysfs/sysfs.fixture.ts'
import { temporaryFolder } from '../../support/folder.ts'

/** A PC as one program alone sees it: with sockets in which anything can be plugged, and without what it lacks. */
export interface OwnMachine {
  /** What it sees as `/sys`. */
  readonly sys: SysTree
  /** `/dev/<name>` leads there from now on, or is gone. */
  node(name: string, target: string | undefined): void
  /** Changes the kernel's list of USB devices, as a plug or a pull does. */
  hint(): void
  /** Wraps a command so that it runs on this machine. */
  wrap(command: readonly string[]): readonly string[]
}

export interface OwnMachineOptions {
  /** Whether it has USB; with it. */
  readonly usb?: boolean
  /** Programs and libraries that are not installed on it. */
  readonly lacks?: readonly string[]
}

/** Makes a PC. Its mounts are seen by its programs only, and go with them. */
export function makeOwnMachine({ usb = true, lacks = [] }: OwnMachineOptions = {}): OwnMachine {
  const sys = sysTree()
  const [dev, layers] = [temporaryFolder(), temporaryFolder()]
  const firstBus = join(dev, 'bus', 'usb', '001')
  if (usb) mkdirSync(firstBus, { recursive: true })
  let plugs = 0
  return {
    sys,
    node(name, target) {
      rmSync(join(dev, name), { force: true })
      if (target !== undefined) symlinkSync(target, join(dev, name))
    },
    hint() {
      rmSync(join(firstBus, String(plugs)), { force: true })
      writeFileSync(join(firstBus, String(++plugs)), '')
    },
    wrap: (command) => [
      ...['unshare', '--mount', '--propagation', 'private', 'bash', '-ec', script],
      ...[sys.root, dev, layers, lacks.join(' '), ...command],
    ],
  }
}

/** Everything but what is plugged in is that of the real machine. A layer over a folder is where a file can be missing. */
const script = `
sys=$0 dev=$1 layers=$2 lacks=$3
shift 3
mount -t tmpfs deskbridge "$layers"
for file in $lacks; do
  folder=$(dirname "$file")
  layer=$layers/$(echo "$folder" | tr / _)
  if [ ! -d "$layer" ]; then
    mkdir "$layer" "$layer.work"
    mount -t overlay -o "lowerdir=$folder,upperdir=$layer,workdir=$layer.work" overlay "$folder"
  fi
  rm -f "$file"
done
for node in null zero full random urandom tty; do
  : > "$dev/$node"
  mount --bind "/dev/$node" "$dev/$node"
done
mkdir -p "$dev/pts" "$dev/shm"
ln -sfn pts/ptmx "$dev/ptmx"
ln -sfn /proc/self/fd "$dev/fd"
mount --bind /dev/pts "$dev/pts"
mount --rbind "$dev" /dev
mount --bind "$sys" /sys
exec "$@"`
