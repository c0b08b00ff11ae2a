import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Which room may use which; everyone may use `core`. `src/README.md` draws the same picture. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  core: [],
  contract: [],
  document: [],
  durable: [],
  sqlite: [],
  broker: [],
  bus: [],
  seal: [],
  'page-kit': [],
  identity: ['contract', 'durable'],
  provision: ['contract', 'document'],
  update: ['contract', 'durable'],
  profile: ['document'],
  counter: ['contract'],
  journal: ['contract', 'sqlite', 'durable'],
  card: ['contract'],
  token: ['contract'],
  scanner: ['contract'],
  device: ['bus', 'profile', 'contract'],
  link: ['contract', 'journal', 'broker'],
  centre: ['contract', 'seal', 'broker', 'sqlite', 'identity', 'provision', 'update', 'durable', 'page-kit'],
  desk: ['contract', 'counter', 'device', 'durable', 'journal', 'link', 'card', 'token', 'scanner'],
}

/** Rooms that do no I/O and read no clock: they replay. */
const pureRooms = ['core', 'contract', 'profile', 'counter', 'seal', 'document', 'provision']
/** What they may load of Node: hashing is a function of its input. */
const pureModules = ['node:crypto']

interface Import {
  readonly file: string
  readonly specifier: string
}

const files = globSync('{src,agent}/**/*.ts', { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$/.test(file))
const imports: readonly Import[] = files.flatMap((file) => {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
  return importedFiles.map(({ fileName }) => ({ file, specifier: fileName }))
})
const roomOf = (file: string) => (file.startsWith(`src${sep}`) ? file.split(sep)[1] : undefined)
const targetOf = ({ file, specifier }: Import) => relative(root, join(root, dirname(file), specifier))
const shown = ({ file, specifier }: Import) => `${file} imports ${specifier}`
const local = imports.filter(({ specifier }) => specifier.startsWith('.'))

describe('the house', () => {
  it('has only rooms that the plan knows', () => {
    const rooms = new Set(files.map(roomOf).filter((room) => room !== undefined))
    expect([...rooms].filter((room) => !(room in mayUse))).toEqual([])
  })

  it('lets a room use only the rooms below it', () => {
    const wrong = local.filter((one) => {
      const [from, to] = [roomOf(one.file), roomOf(targetOf(one))]
      return from !== undefined && to !== undefined && from !== to && to !== 'core' && !mayUse[from]?.includes(to)
    })
    expect(wrong.map(shown)).toEqual([])
  })

  it('is entered through the face of a room, its index.ts', () => {
    // The child of the serial wire is a program of its own, which the bundle names as an entry.
    const past = local.filter((one) => {
      const target = targetOf(one)
      const to = roomOf(target)
      return (
        to !== undefined &&
        roomOf(one.file) !== to &&
        target !== join('src', to, 'index.ts') &&
        target !== join('src', to, 'client', 'index.ts')
      )
    })
    expect(past.map(shown)).toEqual([])
  })

  it('knows the program only from the program: no room imports agent/', () => {
    const up = local.filter((one) => roomOf(one.file) !== undefined && targetOf(one).startsWith(`agent${sep}`))
    expect(up.map(shown)).toEqual([])
  })

  it('keeps I/O and timers out of the rooms that must replay', () => {
    const loaded = imports.filter(
      (one) =>
        pureRooms.includes(roomOf(one.file) ?? '') &&
        one.specifier.startsWith('node:') &&
        !pureModules.includes(one.specifier),
    )
    expect(loaded.map(shown)).toEqual([])
    const impure = /\b(setTimeout|setInterval|setImmediate|Date\.now|performance\.now|process\.|Math\.random|fetch)\b/
    const ticking = files.filter(
      (file) =>
        pureRooms.includes(roomOf(file) ?? '') && impure.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    )
    expect(ticking).toEqual([])
  })

  it('has no circle between rooms', () => {
    const next = (room: string): readonly string[] => [
      ...new Set(local.filter((one) => roomOf(one.file) === room).map((one) => roomOf(targetOf(one)) ?? room)),
    ]
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      next(from).some(
        (room) => room !== from && (room === to || (!seen.has(room) && reaches(room, to, seen.add(room)))),
      )
    expect(Object.keys(mayUse).filter((room) => reaches(room, room))).toEqual([])
  })

  it('publishes only through the link, loads SQLite in one room and MQTT in one room', () => {
    const users = (name: string) => [
      ...new Set(imports.filter(({ specifier }) => specifier === name).map(({ file }) => roomOf(file) ?? 'agent')),
    ]
    expect(users('sqlite3')).toEqual(['sqlite'])
    expect(users('mqtt')).toEqual(['broker'])
    expect(users('aedes')).toEqual(['centre'])
    for (const wire of ['serialport', 'node-hid', 'usb', 'socket.io-client', 'smartcard'])
      expect(users(wire)).toEqual(['bus'])
  })
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}
