import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { Bench, BenchDevice } from '../devices/bench.ts'
import { keyboard, keyboardAt, pressed, type } from './keyboards.ts'
import type { LabTest } from './lab-test.ts'
import { atTheBench, type Listened, listen, never, patience, same, since } from './room.ts'

/** `EVIOCGRAB` of linux/input.h. */
const holdIt = `
import fcntl, sys
device = open(sys.argv[1], 'rb', buffering=0)
fcntl.ioctl(device, 0x40044590, 1)
print('held', flush=True)
sys.stdin.read()
`

/** Down and up, each of three events of 24 bytes: the scan code, the key and the end. */
const oneStroke = 2 * 3 * 24

/** That a device which types is taken from all other programs, and given back. */
export const keyboardTests: readonly LabTest[] = [
  {
    name: 'a keyboard is taken: what it types is heard, and by no other program until it is given back',
    from: 'ci',
    run: () => atTheBench(take),
  },
  {
    name: 'a keyboard that another program holds is refused with the reason, and taken once it is free',
    run: () => atTheBench(heldByAnother),
  },
  {
    name: 'the only keyboard is left to the officer, and may be taken when there is another',
    run: () => atTheBench(onlyOne),
  },
  {
    name: 'a keyboard that is unplugged lets go of its keys, is lost with its reason and is taken again when it is back',
    run: () => atTheBench(unplugged),
  },
]

async function take(bench: Bench, bus: Bus) {
  const { scanner, path } = await officerAndScanner(bench, bus)
  const other = readByAnother(path)
  await until('the other program has it open', other.isOpen, patience)
  type(scanner, 'a')
  await until('the other program hears', () => other.heard() >= oneStroke, patience)
  const started = performance.now()
  const line = await open(bus, path)
  const opened = since(started)
  type(scanner, 'b1')
  await until('it is heard', () => line.pieces.length >= 4, patience)
  const empty = '0000000000000000'
  same(
    'heard',
    line.pieces.map(({ hex }) => hex),
    ['0000050000000000', empty, '00001e0000000000', empty],
  )
  await line.wire.close()
  type(scanner, 'c')
  await until('the other program hears again', () => other.heard() >= 2 * oneStroke, patience)
  await settled(other.heard)
  // Events come in order: had it heard more while the keyboard was taken, it would be among these.
  same('bytes that the other program heard', other.heard(), 2 * oneStroke)
  other.end()
  return { 'taken after ms': opened }
}

async function heldByAnother(bench: Bench, bus: Bus) {
  const { scanner, path } = await officerAndScanner(bench, bus)
  const holder = spawn('python3', ['-c', holdIt, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  same('taking it', await refusal(bus, path), 'DB-KBD-003')
  holder.stdin.end()
  await once(holder, 'exit')
  const line = await open(bus, path)
  same('taking it twice', await refusal(bus, path), 'DB-KBD-003')
  type(scanner, 'a')
  await until('it is heard', () => line.pieces.length >= 2, patience)
  await line.wire.close()
  return undefined
}

async function onlyOne(bench: Bench, bus: Bus) {
  await bench.plug(keyboard('Only'), 0)
  const { path } = await keyboardAt(bus, 0)
  same('taking it', await refusal(bus, path), 'DB-KBD-004')
  await bench.plug(keyboard('Officer'), 1)
  const officer = await keyboardAt(bus, 1)
  const line = await open(bus, path)
  same('taking the other one, too', await refusal(bus, officer.path), 'DB-KBD-004')
  await line.wire.close()
  return undefined
}

async function unplugged(bench: Bench, bus: Bus) {
  const { scanner, path } = await officerAndScanner(bench, bus)
  const line = await open(bus, path)
  scanner.say(pressed('a'))
  await until('it is heard', () => line.pieces.length > 0, patience)
  const pulled = performance.now()
  await scanner.unplug()
  same('the reason of the loss', (await line.wire.lost).code, 'DB-KBD-006')
  const missed = since(pulled)
  await until('its keys are let go', () => line.pieces.at(-1)?.hex === '0000000000000000', patience)
  same('taking what is not there', await refusal(bus, path), 'DB-KBD-001')
  await scanner.replug()
  const again = await open(bus, (await keyboardAt(bus, 1)).path)
  type(scanner, 'a')
  await until('it is heard again', () => again.pieces.length >= 2, patience)
  await again.wire.close()
  return { 'missed after ms': missed }
}

async function officerAndScanner(bench: Bench, bus: Bus): Promise<{ scanner: BenchDevice; path: string }> {
  await bench.plug(keyboard('Officer'), 0)
  await keyboardAt(bus, 0)
  const scanner = await bench.plug(keyboard('Scanner'), 1)
  return { scanner, path: (await keyboardAt(bus, 1)).path }
}

async function open(bus: Bus, path: string): Promise<Listened> {
  return listen(await bus.open({ kind: 'keyboard', path }, never))
}

function refusal(bus: Bus, path: string): Promise<string> {
  return bus.open({ kind: 'keyboard', path }, never).then(
    () => 'taken',
    (error) => error.code,
  )
}

/** A program that reads what the kernel tells everybody of a device. */
function readByAnother(path: string): { isOpen(): boolean; heard(): number; end(): void } {
  const reader: ChildProcessByStdio<null, Readable, null> = spawn('cat', [path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let heard = 0
  reader.stdout.on('data', (bytes: Buffer) => {
    heard += bytes.length
  })
  const files = `/proc/${reader.pid}/fd`
  const isOpen = () => readdirSync(files).some((file) => readlinkSync(join(files, file)) === path)
  return { isOpen, heard: () => heard, end: () => void reader.kill() }
}

/** Waits until nothing more is heard. */
async function settled(heard: () => number): Promise<void> {
  let [last, since] = [heard(), performance.now()]
  await until(
    'nothing more is heard',
    () => {
      if (heard() !== last) [last, since] = [heard(), performance.now()]
      return performance.now() - since > 500
    },
    patience,
  )
}
