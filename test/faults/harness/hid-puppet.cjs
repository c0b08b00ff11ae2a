// Stands for the native half of node-hid inside the child process: its JavaScript half is the real one. Each opened device
// is a connection to the test, which says what the driver does next.
const { connect } = require('node:net')
const { createInterface } = require('node:readline')

/** The methods are the object's own, as node-hid copies them one by one. */
class HIDAsync {
  constructor(socket) {
    let tell = () => undefined
    let closing = {}
    const deeds = {
      report: ({ hex }) => tell(null, Buffer.from(hex, 'hex')),
      error: ({ words, bare }) => tell(bare ? words : new Error(words)),
      closing: (how) => {
        closing = how
      },
      flood: ({ hex, count, together }) => {
        const report = Buffer.from(hex, 'hex')
        const flow = setInterval(() => {
          for (let n = 0; n < together && count > 0; n++, count--) tell(null, report)
          if (count <= 0) clearInterval(flow)
        }, 1)
      },
    }
    createInterface({ input: socket }).on('line', (line) => {
      const { deed, ...how } = JSON.parse(line)
      deeds[deed](how)
    })
    this.readStart = (callback) => {
      tell = callback
    }
    this.readStop = () => undefined
    this.write = (bytes) => {
      socket.write(`${JSON.stringify({ wrote: Buffer.from(bytes).toString('hex') })}\n`)
      return bytes.length
    }
    this.sendFeatureReport = this.write
    this.getFeatureReport = (number, size) => Buffer.alloc(size, number)
    this.close = () => {
      socket.end(`${JSON.stringify({ closed: true })}\n`)
      if (closing.error !== undefined) tell(new Error(closing.error))
      if (closing.failure !== undefined) throw new Error(closing.failure)
    }
  }
}

module.exports = () => ({
  HIDAsync,
  devicesAsync: async () => [],
  openAsyncHIDDevice: (path) =>
    new Promise((resolve, reject) => {
      const socket = connect(process.env.HID_PUPPETS)
      socket.once('error', () => reject(new Error(`${path}: no such device`)))
      socket.once('connect', () => {
        socket.on('error', () => undefined)
        socket.write(`${JSON.stringify({ opened: path })}\n`)
        resolve(new HIDAsync(socket))
      })
    }),
})
