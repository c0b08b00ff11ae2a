import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { libraryFolder } from '../../../agent/folders.ts'
import { contentFile, ProvisionStore } from '../../../agent/provision/store.ts'
import type { Fault } from '../fault.ts'

const keypad = { name: 'keypad-1', profile: 'generic.stx-keypad', port: '/dev/ttyUSB0', counter: 5 }
/** What a centre has sent. */
const sent = 'centre: vinh-long\ndesk: quay-05\ndata: data\ncounters: [{ id: 5 }]\n'
const line = { name: 'line-1', profile: 'advantech.adam-4050', port: '/dev/ttyUSB3', counter: 5, role: 'call-keypad' }

/** A configuration that a person got wrong. */
export const configFaults: readonly Fault[] = [
  { cause: 'there is no configuration', codes: ['DB-CFG-001'], make: ({ configFile }) => rmSync(configFile) },
  { cause: 'a bracket is not closed', codes: ['DB-DOC-001'], make: (pc) => pc.write('centre: [vinh-long') },
  { cause: 'a key that nobody knows', codes: ['DB-DOC-002'], make: (pc) => pc.write({ zzzzzzzzzzzz: 1 }) },
  { cause: 'a slip in the name of a key', codes: ['DB-DOC-003'], make: (pc) => pc.write({ devics: [] }) },
  { cause: 'the counters were left out', codes: ['DB-DOC-004'], make: (pc) => pc.write({ counters: undefined }) },
  {
    cause: 'the desk names no broker, and was never enrolled',
    codes: ['DB-AGT-001', 'DB-IDN-001'],
    make: (pc) => pc.write({ broker: undefined }),
  },
  {
    cause: 'the broker is written as a web address',
    codes: ['DB-DOC-005'],
    make: (pc) => pc.write({ broker: { url: 'https://mqtt.trungtam.local' } }),
  },
  { cause: 'a level of the log that is not one', codes: ['DB-DOC-006'], make: (pc) => pc.write({ log: 'infos' }) },
  { cause: 'a desk with the name of all desks', codes: ['DB-CFG-002'], make: (pc) => pc.write({ desk: 'all' }) },
  {
    cause: 'two counters of one name',
    codes: ['DB-CFG-003'],
    make: (pc) => pc.write({ counters: [{ id: 5 }, { id: 5 }] }),
  },
  {
    cause: 'a device at a counter that this desk does not have',
    codes: ['DB-CFG-004'],
    make: (pc) => pc.write({ devices: [{ ...keypad, counter: 6 }] }),
  },
  {
    cause: 'a slip in the name of a profile',
    codes: ['DB-CFG-005'],
    make: (pc) => pc.write({ devices: [{ ...keypad, profile: 'generic.stx-keypda' }] }),
  },
  {
    cause: 'a device with a port and an address',
    codes: ['DB-CFG-006'],
    make: (pc) => pc.write({ devices: [{ ...keypad, tcp: '127.0.0.1:4001' }] }),
  },
  {
    cause: 'four levels without a name for their set',
    codes: ['DB-CFG-007'],
    make: (pc) => pc.write({ counters: [{ id: 5, rating: { levels: 4 } }] }),
  },
  {
    cause: 'a device of which nobody can tell what it is for',
    codes: ['DB-CFG-008'],
    make: (pc) =>
      pc.write({ devices: [{ name: 'printer', profile: 'epson.tm-status', tcp: '127.0.0.1:1', counter: 5 }] }),
  },
  {
    cause: 'addresses for a device that has none',
    codes: ['DB-CFG-010'],
    make: (pc) => pc.write({ devices: [{ ...keypad, addresses: { 1: 5 } }] }),
  },
  {
    cause: 'a line of boards without their addresses',
    codes: ['DB-CFG-011'],
    make: (pc) => pc.write({ devices: [line] }),
  },
  {
    cause: 'a level set that is given twice',
    codes: ['DB-CFG-012'],
    make: (pc) => pc.write({ counters: [{ id: 5, rating: { levels: 3, set: threeLevels } }] }),
  },
  {
    cause: 'a folder of profiles that is not there',
    codes: ['DB-CFG-013'],
    make: (pc) => pc.write({ profiles: './none' }),
  },
  {
    cause: 'a key of this desk that cannot be read',
    codes: ['DB-CFG-001'],
    make: (pc) => pc.write({ broker: { url: pc.house.url, key: 'gone.key' } }),
  },
  {
    cause: 'a profile of the site with a broken line',
    codes: ['DB-DOC-001'],
    make: (pc) => ownProfile(pc, 'profile: site.keypad\nrx: [\n'),
  },
  {
    cause: 'a profile of the site in a format of tomorrow',
    codes: ['DB-DOC-005'],
    make: (pc) => ownProfile(pc, keypadOfTomorrow()),
  },
  {
    cause: 'a configuration of the centre with which the desk did not reach its broker',
    codes: ['DB-PRV-018', 'DB-AGT-001'],
    make({ dataFolder }) {
      const store = new ProvisionStore(dataFolder)
      store.stage(8, sent)
      store.giveBack('DB-PRV-018 broker')
    },
  },
  {
    cause: 'the configuration of the centre is damaged on the disk',
    codes: ['DB-PRV-021', 'DB-AGT-001'],
    make({ dataFolder }) {
      const store = new ProvisionStore(dataFolder)
      const slot = store.stage(8, sent)
      store.keep()
      writeFileSync(contentFile(dataFolder, slot), '')
    },
  },
]

function keypadOfTomorrow(): string {
  const known = readFileSync(join(libraryFolder, 'generic', 'stx-keypad.yaml'), 'utf8')
  return known.replace('generic.stx-keypad', 'site.keypad').replace('format: 1', 'format: 2')
}

const threeLevels = {
  scale: '3-2027',
  question: { vi: 'Có hài lòng không?' },
  levels: ['Không', 'Bình thường', 'Có'].map((vi, points) => ({ label: { vi }, points })),
}

function ownProfile(pc: Parameters<Fault['make']>[0], source: string): void {
  const folder = join(pc.folder, 'profiles')
  mkdirSync(folder)
  writeFileSync(join(folder, 'keypad.yaml'), source)
  pc.write({ profiles: './profiles', devices: [{ ...keypad, profile: 'site.keypad' }] })
}
