import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Agent } from '../../../agent/agent.ts'
import { start, untilSaid } from '../../support/processes.ts'
import { serialPair } from '../../support/serial.ts'
import { until } from '../../support/wait.ts'
import type { Fault } from '../fault.ts'
import { heardAt } from '../heard-at.ts'
import type { Pc } from '../pc.ts'

const keypad = { name: 'keypad-1', profile: 'generic.stx-keypad' }
const stx = Buffer.from('023031310333', 'hex')
const damaged = Buffer.from('023031310332', 'hex')
/** A good frame of the keypad whose key its profile does not know. */
const foreign = Buffer.from('023031410343', 'hex')

/** From the socket to what a device says. */
export const deviceFaults: readonly Fault[] = [
  {
    cause: 'the keypad is not plugged in at its port',
    codes: ['DB-SER-001'],
    make: (pc) => runWith(pc, { port: join(pc.folder, 'ttyUSB9') }),
  },
  {
    cause: 'the socket of the keypad is empty',
    codes: ['DB-DEV-008'],
    make: (pc) => runWith(pc, { place: 'pci-0000:00:14.0-usb-0:99:1.0' }),
  },
  {
    cause: 'the program of the maker holds the port',
    codes: ['DB-SER-003'],
    needs: ['socat', 'flock'],
    async make(pc) {
      const { port } = await serialPair()
      const holder = start('flock', [port, 'sh', '-c', 'echo held; exec sleep 600'])
      await untilSaid(holder, 'held')
      await runWith(pc, { port })
    },
  },
  {
    cause: 'a file was given as the port',
    codes: ['DB-SER-005'],
    make: (pc) => runWith(pc, { port: pc.configFile }),
  },
  speaking('the speed is half of what the keypad sends with', 'DB-DCT-023', repeated(heardAt(stx, 9_600, 4_800))),
  speaking(
    'the speed is twelve times what the keypad sends with',
    'DB-DCT-023',
    repeated(heardAt(stx, 9_600, 115_200)),
  ),
  speaking('the cable lies beside a power line', 'DB-DCT-024', Buffer.concat([stx, repeated(damaged), stx])),
  speaking('the profile is that of another keypad', 'DB-DCT-025', repeated(foreign)),
  {
    cause: 'the board of the network has another address',
    codes: ['DB-TCP-001'],
    make: (pc) => runBoard(pc, '127.0.0.1:1'),
  },
  {
    cause: 'the board of the network has a name that nobody knows',
    codes: ['DB-TCP-003'],
    make: (pc) => runBoard(pc, 'khong-co.invalid:4001'),
  },
  {
    cause: 'the board hangs up at once, for somebody else has it',
    codes: ['DB-TCP-005'],
    make: async (pc) => runBoard(pc, await peer((socket) => socket.end())),
  },
  printer('the printer is out of paper', 'DB-DEV-011', '10000C00'),
  printer('the cover of the printer is open', 'DB-DEV-012', '30000000'),
  printer('the printer has an error', 'DB-DEV-013', '10400000'),
  printer('the paper of the printer is nearly out', 'DB-DEV-016', '10000300'),
  {
    cause: 'the program of the maker does not run',
    codes: ['DB-SVC-001'],
    make: (pc) =>
      runDevice(pc, { name: 'reader-1', profile: 'hanel.hn212-plugin', url: 'ws://127.0.0.1:1/', role: 'scanner' }),
  },
]

function repeated(bytes: Uint8Array): Buffer {
  return Buffer.concat(Array.from({ length: 8 }, () => bytes))
}

/** A keypad on a real tty from which these bytes come, at once and not again. */
function speaking(cause: string, code: Fault['codes'][number], bytes: Uint8Array): Fault {
  return {
    cause,
    codes: [code],
    needs: ['socat'],
    async make(pc) {
      const { port, send } = await serialPair()
      const agent = await startDevice(pc, { ...keypad, port })
      await until('the keypad is open', () => agent.devices()[0]?.state === 'ready')
      send(bytes)
    },
  }
}

function printer(cause: string, code: Fault['codes'][number], hex: string): Fault {
  return {
    cause,
    codes: [code],
    make: async (pc) => {
      const tcp = await peer((socket) => socket.write(Buffer.from(hex, 'hex')))
      await runDevice(pc, { name: 'printer-1', profile: 'epson.tm-status', tcp, role: 'display' })
    },
  }
}

function runWith(pc: Pc, where: object): Promise<void> {
  return runDevice(pc, { ...keypad, ...where })
}

function runBoard(pc: Pc, tcp: string): Promise<void> {
  return runDevice(pc, { name: 'panel-1', profile: 'deskbridge.ascii-panel', tcp })
}

async function runDevice(pc: Pc, device: object): Promise<void> {
  await startDevice(pc, device)
}

function startDevice(pc: Pc, device: object): Promise<Agent> {
  pc.write({ devices: [{ counter: 5, ...device }] })
  return pc.run()
}

/** A device on the network; `greet` is what it does with who connects. */
async function peer(greet: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
