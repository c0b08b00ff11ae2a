import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../test/support/faces.ts'
import type { DeskError } from '../core/index.ts'
import { proven } from './current.ts'
import { publicPart } from './keys.ts'
import { folderOf, readCurrent, readShelf, writeCurrent } from './ledger.ts'
import { packBundle } from './pack.ts'
import {
  bundleOf,
  firstKey,
  folderWith,
  foreignKey,
  newTestDesk,
  oddBundle,
  programFiles,
  release,
  secondKey,
  type TestDesk,
} from './update.fixture.ts'

const refusal = (installing: Promise<unknown>) =>
  installing.then(
    () => 'installed',
    (error: DeskError) => error.code ?? error,
  )
const versionsOf = ({ places }: TestDesk) => (existsSync(places.versions) ? readdirSync(places.versions) : [])

describe('a bundle', () => {
  it.each([
    ['the first', firstKey],
    ['the second', secondKey],
  ])('that %s key has signed lies beside the version that runs, and the next start tries it', async (_, key) => {
    const desk = newTestDesk()
    const { folder = '', warnings } = await desk.install(bundleOf({}, programFiles, [key]))
    expect(readFileSync(join(folder, 'dist/deskbridge.js'), 'utf8')).toBe(programFiles['dist/deskbridge.js'])
    expect(statSync(join(folder, 'empty.txt')).size).toBe(0)
    expect(warnings).toEqual([])
    expect(readCurrent(desk.places).value).toMatchObject({
      active: null,
      pending: { folder: 'program-1.1.0-1', version: '1.1.0', issue: 1 },
      highestIssue: 1,
    })
  })

  it.runIf(process.platform !== 'win32')('keeps what is executable executable', async () => {
    const { folder = '' } = await newTestDesk().install(bundleOf())
    expect([
      statSync(join(folder, 'bin/help')).mode & 0o111,
      statSync(join(folder, 'package.json')).mode & 0o111,
    ]).toEqual([0o111, 0])
  })

  it('is the same bytes when it is made again from the same files', () => {
    expect(bundleOf().equals(bundleOf())).toBe(true)
  })

  it('that is out of date is installed with a warning: clocks of counter PCs are often wrong', async () => {
    const { warnings } = await newTestDesk().install(bundleOf({ expires: '2026-11-01T00:00:00Z' }))
    expect(warnings.map(({ code }) => code)).toEqual(['DB-UPD-009'])
  })

  it('is not taken while another version is being proven, and the next one is when it has been', async () => {
    const desk = newTestDesk()
    await desk.install(bundleOf())
    expect(await refusal(desk.install(bundleOf({ version: '1.2.0', issue: 2 })))).toBe('DB-UPD-011')
    writeCurrent(desk.places, proven(readCurrent(desk.places).value))
    expect(await refusal(desk.install(bundleOf({ version: '1.2.0', issue: 2 })))).toBe('installed')
    expect(readCurrent(desk.places).value).toMatchObject({
      active: { version: '1.1.0' },
      pending: { version: '1.2.0' },
    })
  })

  it('leaves nothing of versions that nobody needs any more', async () => {
    const desk = newTestDesk()
    for (const issue of [1, 2, 3, 4]) {
      await desk.install(bundleOf({ version: `1.${issue}.0`, issue }), { running: 'program-1.1.0-1' })
      writeCurrent(desk.places, proven(readCurrent(desk.places).value))
    }
    expect(versionsOf(desk).sort()).toEqual([
      'program-1.1.0-1',
      'program-1.2.0-2',
      'program-1.3.0-3',
      'program-1.4.0-4',
    ])
  })
})

describe('a bundle is refused', () => {
  const refused = async (bundle: Uint8Array, code: string) => {
    const desk = newTestDesk()
    expect(await refusal(desk.install(bundle))).toBe(code)
    expect([versionsOf(desk), readCurrent(desk.places).value.pending]).toEqual([[], null])
  }

  it('that is older than what the desk has seen, or the same again, however well it is signed', async () => {
    const desk = newTestDesk()
    await desk.install(bundleOf({ issue: 5 }))
    writeCurrent(desk.places, proven(readCurrent(desk.places).value))
    for (const issue of [4, 5]) {
      expect(await refusal(desk.install(bundleOf({ version: '1.9.0', issue })))).toBe('DB-UPD-003')
    }
  })

  it('that somebody else has signed, or nobody', async () => {
    await refused(bundleOf({}, programFiles, [foreignKey]), 'DB-UPD-002')
    const [own, foreign] = [bundleOf(), bundleOf({ version: '1.1.1' })]
    const from = own.indexOf('[{"key"')
    const to = own.indexOf(']', from)
    const swapped = Buffer.concat([foreign.subarray(0, foreign.indexOf('[{"key"')), own.subarray(from, to)])
    await refused(Buffer.concat([swapped, foreign.subarray(swapped.length)]), 'DB-UPD-002')
  })

  it('that is made for another system, needs a newer program, or is older than the package', async () => {
    const other = process.platform === 'win32' ? 'linux-x64' : 'win32-x64'
    await refused(bundleOf({ platform: other }), 'DB-UPD-004')
    await refused(bundleOf({ minimumVersion: '1.0.1' }), 'DB-UPD-005')
    await refused(bundleOf({ version: '0.9.9' }), 'DB-UPD-019')
  })

  it('on a desk without keys, which updates by its package', async () => {
    expect(await refusal(newTestDesk().install(bundleOf(), { packageKeys: [] }))).toBe('DB-UPD-010')
  })

  it('that is mixed of two: the files or the list of another release, signed themselves', async () => {
    const one = { 'dist/deskbridge.js': 'a'.repeat(100), 'x.txt': 'b'.repeat(50) }
    const other = { 'dist/deskbridge.js': 'c'.repeat(100), 'x.txt': 'd'.repeat(50) }
    const [own, foreign] = [bundleOf({}, one), bundleOf({}, other)]
    expect(own.length).toBe(foreign.length)
    const listAt = own.indexOf('[{"path"')
    const listEnd = own.indexOf(']', listAt) + 1
    const withList = Buffer.concat([own.subarray(0, listAt), foreign.subarray(listAt, listEnd), own.subarray(listEnd)])
    await refused(withList, 'DB-UPD-006')
    await refused(Buffer.concat([own.subarray(0, listEnd), foreign.subarray(listEnd)]), 'DB-UPD-006')
    await refused(oddBundle([{ path: 'a.js', content: 'evil', claimed: 'good' }]), 'DB-UPD-006')
    await refused(oddBundle([{ path: 'a.js', content: 'longer than', claimed: 'it says' }]), 'DB-UPD-006')
    await refused(oddBundle([{ path: 'a.js', content: 'short', claimed: 'than it says' }]), 'DB-UPD-006')
  })

  it.each([
    '../evil.js',
    'dist/../../evil.js',
    '/etc/passwd',
    'C:/evil.js',
    'C:evil.js',
    'dist\\..\\evil.js',
    '\\\\server\\share\\evil',
    'dist/file.txt:stream',
    'dist//evil.js',
    './evil.js',
    'dist/.',
    'CON',
    'dist/nul.txt',
    'dist/Com1',
    'LPT9.js',
    'dist/evil.',
    'dist/evil ',
    'PROGRA~1/evil',
    'dist/\u0000evil',
    'dist/evil\u202ejs',
    'dist/%2e%2e/evil',
    '',
    `${'a/'.repeat(101)}b`,
  ])('that would put a file at %j', async (path) => {
    expect(await refusal(newTestDesk().install(oddBundle([{ path, content: 'x' }])))).toMatch(/^DB-UPD-00[17]$/)
    await refused(
      oddBundle([
        { path: 'ok.js', content: '' },
        { path, content: 'x' },
      ]),
      path === '' || path.length > 200 ? 'DB-UPD-001' : 'DB-UPD-007',
    )
  })

  it('that has two files in one place, also where only the case of letters differs', async () => {
    const two = (one: string, other: string) =>
      oddBundle([
        { path: one, content: 'a' },
        { path: other, content: 'b' },
      ])
    await refused(two('a.js', 'a.js'), 'DB-UPD-007')
    await refused(two('Dist/a.js', 'dist/A.js'), 'DB-UPD-007')
    await refused(two('dist', 'dist/a.js'), 'DB-UPD-007')
  })

  it('that is cut off anywhere, or goes on behind its end', async () => {
    const whole = bundleOf()
    const random = seededRandom(seedOfRun())
    const cuts = [
      0,
      1,
      19,
      20,
      24,
      whole.length - 1,
      ...Array.from({ length: 12 }, () => Math.floor(random.unit() * whole.length)),
    ]
    for (const at of cuts) await refused(whole.subarray(0, at), 'DB-UPD-001')
    await refused(Buffer.concat([whole, Buffer.from('x')]), 'DB-UPD-001')
  })

  it(`in which a single bit was changed (seed ${seedOfRun()})`, async () => {
    const whole = bundleOf()
    const random = seededRandom(seedOfRun())
    for (let n = 0; n < 40; n++) {
      const changed = Buffer.from(whole)
      const at = Math.floor(random.unit() * whole.length)
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random.unit() * 8))
      expect(await refusal(newTestDesk().install(changed)), `byte ${at}`).toMatch(/^DB-UPD-00[1268]$/)
    }
  })

  it('that grows without end when it is unpacked: no byte more is written than was signed', async () => {
    const bomb = oddBundle([{ path: 'a.js', content: '0'.repeat(10_000_000), claimed: 'small' }])
    expect(bomb.length).toBeLessThan(10_000)
    await refused(bomb, 'DB-UPD-006')
    await refused(oddBundle([{ path: 'a.js', content: '' }], { unpacked: 2 ** 40 }), 'DB-UPD-008')
    await refused(oddBundle([{ path: 'a.js', content: 'x' }], { unpacked: 2 ** 20 }), 'DB-UPD-006')
  })

  it('that is not one at all', async () => {
    await refused(Buffer.from('PK\u0003\u0004 a zip'), 'DB-UPD-001')
    await refused(bundleOf({ part: 'keys' }), 'DB-UPD-001')
  })
})

describe('the trusted keys', () => {
  const [third, fourth] = [generateKeyPairSync('ed25519').privateKey, generateKeyPairSync('ed25519').privateKey]
  const change = (...keys: (typeof third)[]) =>
    packBundle({
      release: { ...release, part: 'keys', keys: [third, fourth].map(publicPart) },
      keys,
    })

  it('are changed by a bundle that both have signed, and by no other', async () => {
    const desk = newTestDesk()
    expect(await refusal(desk.install(change(firstKey)))).toBe('DB-UPD-017')
    expect(await refusal(desk.install(change(firstKey, firstKey)))).toBe('DB-UPD-017')
    expect(await refusal(desk.install(change(firstKey, foreignKey)))).toBe('DB-UPD-017')
    expect(await refusal(desk.install(change(firstKey, secondKey)))).toBe('installed')
    expect(await refusal(desk.install(bundleOf()))).toBe('DB-UPD-002')
    expect(await refusal(desk.install(bundleOf({}, programFiles, [third])))).toBe('installed')
  })
})

describe('profiles and texts', () => {
  const profiles = { part: 'profiles', version: '1.0.3' } as const
  const files = { 'maker/model.yaml': 'profile: maker.model' }

  it('count from now on, beside the program, and each has its own numbers', async () => {
    const desk = newTestDesk()
    await desk.install(bundleOf({ issue: 7 }))
    const { folder = '' } = await desk.install(bundleOf({ ...profiles, issue: 1 }, files))
    const { active } = readShelf(desk.places).value.profiles
    expect(active && folderOf(desk.places, active)).toBe(folder)
    expect(await refusal(desk.install(bundleOf({ ...profiles, issue: 1 }, files)))).toBe('DB-UPD-003')
  })

  it('that are older than what the program brings along are refused', async () => {
    const older = bundleOf({ ...profiles, version: '0.9.9', minimumVersion: '0.9.0' }, files)
    expect(await refusal(newTestDesk().install(older))).toBe('DB-UPD-019')
  })

  it('that cannot be used are refused, and those before stay', async () => {
    const desk = newTestDesk()
    const check = (_: unknown, folder: string) => {
      if (!existsSync(join(folder, 'maker/model.yaml'))) throw new Error('no profile')
    }
    await desk.install(bundleOf({ ...profiles, issue: 1 }, files), { check })
    await expect(desk.install(bundleOf({ ...profiles, issue: 2 }, { 'x.txt': 'x' }), { check })).rejects.toThrow(
      'no profile',
    )
    expect(readShelf(desk.places).value.profiles).toMatchObject({ active: { issue: 1 }, highestIssue: 1 })
    expect(versionsOf(desk)).toEqual(['profiles-1.0.3-1'])
  })
})

it('a damaged note of what runs is set aside, and the package runs', () => {
  const desk = newTestDesk()
  expect(folderWith({ a: 'b' })).not.toBe('')
  writeCurrent(desk.places, { ...readCurrent(desk.places).value, highestIssue: 9 })
  writeFileSync(desk.places.current, '{"format":1,"active":{"folder":"../../evil"}}')
  expect(readCurrent(desk.places)).toMatchObject({ damaged: true, value: { active: null, highestIssue: 0 } })
  expect(existsSync(`${desk.places.current}.damaged`)).toBe(true)
})
