import { joinCore } from '../child/join-core.ts'
import type { PortId } from '../child/port-messages.ts'
import { ChildPort } from './child-port.ts'
import { listPorts } from './list-ports.ts'
import type { FromSerialChild, ToSerialChild } from './messages.ts'

// The serial child's entry: all serial ports of the desk, in one process that can be killed.

const ports = new Map<PortId, ChildPort>()

const line = joinCore<ToSerialChild, FromSerialChild>(
  (message) => {
    switch (message.kind) {
      case 'open':
        ports.set(message.port, new ChildPort(message, line, () => ports.delete(message.port)))
        break
      case 'write':
        ports.get(message.port)?.write(message.write, message.bytes)
        break
      case 'close':
        ports.get(message.port)?.close()
        break
      case 'ask-sharers':
        void ports.get(message.port)?.tellSharers()
        break
      case 'list':
        void listPorts().then((list) => line.send({ kind: 'ports', ports: list }))
        break
    }
  },
  () => {
    for (const port of ports.values()) port.pulse()
  },
)
