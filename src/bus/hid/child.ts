import { joinCore } from '../child/join-core.ts'
import type { PortId } from '../child/port-messages.ts'
import { ChildDevice } from './child-device.ts'
import { watchUsb } from './hints.ts'
import { listCollections } from './list-collections.ts'
import type { FromHidChild, ToHidChild } from './messages.ts'

// The HID child's entry: all HID devices of the desk and the hints of USB, in one process that can be killed.

const devices = new Map<PortId, ChildDevice>()

const line = joinCore<ToHidChild, FromHidChild>(
  (message) => {
    switch (message.kind) {
      case 'open':
        devices.set(message.port, new ChildDevice(message, line, () => devices.delete(message.port)))
        break
      case 'write':
        devices.get(message.port)?.write(message.write, message.request)
        break
      case 'close':
        devices.get(message.port)?.close()
        break
      case 'list':
        void listCollections().then((collections) => line.send({ kind: 'collections', collections }))
        break
      case 'watch':
        void watchUsb(() => line.send({ kind: 'hint' }))
        break
    }
  },
  () => {
    for (const device of devices.values()) device.pulse()
  },
)
