import { parentPort } from 'node:worker_threads'
import type { DeviceKind, FromBench, ToBench } from './bench-messages.ts'
import { ccid } from './ccid.ts'
import { cdcAcm } from './cdc-acm.ts'
import { ch340 } from './ch340.ts'
import { cp210x } from './cp210x.ts'
import { ftdi } from './ftdi.ts'
import { hid } from './hid.ts'
import { pl2303 } from './pl2303.ts'
import { UsbDevice } from './usb-device.ts'
import type { Notice, UsbModel } from './usb-model.ts'
import { plugIn } from './vhci.ts'

// The devices live in a thread of their own: a program that waits for the kernel, which waits for the device, must not be
// the one that the device waits for.

const panel = { vid: 0x1209, pid: 0x0002, manufacturer: 'Lab', product: 'Panel' }
const devices = new Map<number, UsbDevice>()
const tell = (message: FromBench) => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToBench) => {
  switch (message.kind) {
    case 'plug':
      void obey(message.order, () => plug(message.port, message.device))
      break
    case 'unplug':
      void obey(message.order, async () => devices.get(message.port)?.unplug())
      break
    case 'say':
      devices.get(message.port)?.say(message.bytes)
      break
    case 'hang':
      devices.get(message.port)?.hang(message.hung)
      break
  }
})

async function obey(order: number, work: () => Promise<void>): Promise<void> {
  try {
    await work()
    tell({ kind: 'did', order })
  } catch (error) {
    tell({ kind: 'did', order, error: String(error) })
  }
}

async function plug(port: number, kind: DeviceKind): Promise<void> {
  const notice: Notice = (noticed) => tell({ kind: 'noticed', port, noticed })
  const socket = await plugIn(port)
  socket.once('close', () => notice({ kind: 'gone' }))
  devices.set(port, new UsbDevice(modelOf(kind, notice), socket))
}

function modelOf(kind: DeviceKind, notice: Notice): UsbModel {
  switch (kind.chip) {
    case 'hid':
      return hid(kind.identity, kind.shape, notice)
    case 'ccid':
      return ccid(kind.identity ?? {}, notice)
    case 'cdc-acm':
      return cdcAcm({ ...panel, ...kind.identity }, 'breaks', notice)
    case 'cdc-acm-no-break':
      return cdcAcm({ ...panel, ...kind.identity }, 'knows no break', notice)
    case 'ch340':
      return ch340(kind.identity ?? {}, notice)
    case 'cp210x':
      return cp210x(kind.identity ?? {}, notice)
    case 'pl2303':
      return pl2303(kind.identity ?? {}, notice)
    case 'ftdi':
      return ftdi(kind.identity ?? {}, notice)
  }
}
