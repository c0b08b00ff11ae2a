import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../src/centre/index.ts'
import { explain, isDeskError } from '../../src/core/index.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { createProgram } from '../cli.ts'
import type { CliIo } from '../cli-io.ts'
import { loadConfig } from '../config/load.ts'
import { readProvisionState } from '../provision/store.ts'

/** Which lies on the desks, and not where the file is checked. */
const certificate = ', ca: "/etc/deskbridge/{desk}-ca.pem"'
const libraryFolder = join(import.meta.dirname, '../../device-profiles')

async function run(...args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  let code: number | string = 0
  const io: CliIo = {
    out: (line) => out.push(line),
    keptUp: async () => undefined,
    err: (line) => err.push(line),
    language: () => 'en',
    libraryFolder,
    fail(failed) {
      code = failed
    },
  }
  try {
    await createProgram(io).parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!isDeskError(error)) throw error
    err.push(explain(error, 'en'))
    code = error.code
  }
  return { out, err, code }
}

/** IT's folder: a file for thirty desks, and where a desk and a centre have their things. */
async function desks(...lines: readonly string[]) {
  const folder = temporaryFolder()
  const plan = join(folder, 'provision.yaml')
  const written = [
    `centre: { name: vinh-long, broker: { url: "mqtts://mqtt:8883"${certificate} } }`,
    'data: ./data',
    'devices: [{ name: pad, profile: generic.rating-pad-5, port: /dev/ttyUSB0 }]',
    ...(lines.length > 0 ? lines : ['desks: [{ name: "quay-{01..30}" }]']),
  ]
  writeFileSync(plan, written.join('\n'))
  const centre = join(folder, 'centre')
  const store = await openSqliteStore({ folder: centre })
  await store.close()
  return { folder, plan, centre, config: join(folder, 'deskbridge.yaml') }
}

/** The configuration of quay-05, as a person wrote it, which believes the centre. */
async function writtenDesk(config: string, centre: string): Promise<void> {
  const [key = ''] = (await run('centre', 'provision', 'key', '--data', centre)).out
  const lines = ['centre: vinh-long', 'desk: quay-05', 'data: ./data', 'broker: { url: "mqtt://127.0.0.1:1" }', key]
  writeFileSync(config, [...lines, '# by hand', 'counters: [{ id: 5 }]', ''].join('\n'))
}

describe('deskbridge centre provision check', () => {
  it('says that a file is good, and for how many desks', async () => {
    const { plan } = await desks()
    expect(await run('centre', 'provision', 'check', plan)).toMatchObject({
      out: [`${plan}: good (30 desks)`],
      code: 0,
    })
  })

  it('finds what only the desks would find, before they do', async () => {
    const { plan } = await desks(
      'desks: [{ name: quay-01, devices: [{ name: k, profile: generic.stx-keypd, port: x }] }]',
    )
    const { err, code } = await run('centre', 'provision', 'check', plan)
    expect([err[0], code]).toEqual(['desk quay-01:', 1])
    expect(err[1]).toMatch(/DB-CFG-005 .*nearest: generic.stx-keypad/)
  })

  it('knows families of devices that the site does not want', async () => {
    const { plan } = await desks('modules: [hid]', 'desks: [{ name: quay-01 }]')
    expect((await run('centre', 'provision', 'check', plan)).err[1]).toContain('DB-CFG-014')
  })
})

describe('deskbridge centre provision push', () => {
  it('signs for the desks that are named and tells what became of them', async () => {
    const { plan, centre } = await desks()
    const pushed = await run('centre', 'provision', 'push', plan, '--data', centre, '--desk', 'quay-05', 'quay-06')
    expect(pushed.out).toEqual(['Push 1: 2 desks, 2 of them first. See: deskbridge centre provision status'])
    const status = await run('centre', 'provision', 'status', '--data', centre)
    expect(status.out).toEqual(['vinh-long/quay-05: 1, not sent yet', 'vinh-long/quay-06: 1, not sent yet'])
    expect((await run('centre', 'provision', 'push', plan, '--data', centre, '--desk', 'quay-31')).code).toBe(
      'DB-PRV-004',
    )
  })
})

describe('a file that names whom desks shall believe', () => {
  it('is not pushed by a centre whose own key is not among them, since no desk would listen to it again', async () => {
    const { plan, centre } = await desks()
    const key = `{ id: ${'3f1c'.repeat(4)}, key: MCowBQ${'A'.repeat(53)} }`
    const written = readFileSync(plan, 'utf8').replace('centre: {', `centre: { provisioning: { keys: [${key}] },`)
    writeFileSync(plan, written)
    expect((await run('centre', 'provision', 'push', plan, '--data', centre)).code).toBe('DB-PRV-028')
    const [own = ''] = (await run('centre', 'provision', 'key', '--data', centre)).out
    const [, ours = ''] = /keys: \[(.*)\]/.exec(own) ?? []
    writeFileSync(plan, written.replace(key, `${key}, ${ours}`))
    expect((await run('centre', 'provision', 'push', plan, '--data', centre)).code).toBe(0)
  })
})

describe('a new PC', () => {
  it('gets its file from the stick, by name, and only once', async () => {
    const { folder, plan, config } = await desks('desks: [{ name: "quay-{01..30}" }]')
    writeFileSync(plan, readFileSync(plan, 'utf8').replace(certificate, ''))
    const places = [temporaryFolder(), folder]
    const first = () => run('provision', 'apply', ...places, '--first-run', '--desk', 'quay-05', '--config', config)
    expect(await first()).toMatchObject({ out: [`${config} is made, for the desk quay-05.`], code: 0 })
    const made = loadConfig(config, libraryFolder).config
    expect(made).toMatchObject({ centre: 'vinh-long', desk: 'quay-05', counters: [{ id: '5' }] })
    expect((await first()).code).toBe('DB-PRV-024')
  })

  it('of which nobody says which desk it is stays as it is', async () => {
    const { folder, config } = await desks()
    expect((await run('provision', 'apply', folder, '--first-run', '--config', config)).code).toBe('DB-PRV-023')
    expect((await run('provision', 'apply', temporaryFolder(), '--first-run', '--config', config)).code).toBe(
      'DB-PRV-022',
    )
    expect(existsSync(config)).toBe(false)
  })
})

describe('a stick at a desk that does not run', () => {
  it('brings what the centre signed; it is tried at the next start, and shown beside what a person wrote', async () => {
    const { folder, plan, centre, config } = await desks()
    writeFileSync(plan, readFileSync(plan, 'utf8').replace(certificate, ''))
    await writtenDesk(config, centre)
    const stick = join(folder, 'stick.json')
    expect((await run('centre', 'provision', 'export', plan, stick, '--data', centre)).code).toBe(0)
    const applied = await run('provision', 'apply', stick, '--config', config)
    expect(applied).toMatchObject({ code: 0, err: [] })
    expect(readProvisionState(join(folder, 'data')).trial?.slot.revision).toBe(1)
    // Not in force before it was tried.
    const shown = await run('config', 'show', config, '--json')
    expect(JSON.parse(shown.out[0] ?? '[]')).toContainEqual({ key: 'desk', value: 'quay-05', from: config })
    expect(readFileSync(config, 'utf8')).toContain('# by hand')
  })

  it('that somebody changed, or that is old, is refused with a code', async () => {
    const { folder, plan, centre, config } = await desks()
    writeFileSync(plan, readFileSync(plan, 'utf8').replace(certificate, ''))
    await writtenDesk(config, centre)
    const stick = join(folder, 'stick.json')
    await run('centre', 'provision', 'export', plan, stick, '--data', centre)
    const good = readFileSync(stick, 'utf8')
    writeFileSync(stick, good.replaceAll('ttyUSB0', 'ttyUSB9'))
    expect((await run('provision', 'apply', stick, '--config', config)).code).toBe('DB-PRV-012')
    writeFileSync(stick, good.slice(0, good.length / 2))
    expect((await run('provision', 'apply', stick, '--config', config)).code).toBe('DB-PRV-010')
    writeFileSync(stick, good)
    expect((await run('provision', 'apply', stick, '--config', config)).code).toBe(0)
    expect((await run('provision', 'apply', stick, '--config', config)).code).toBe('DB-PRV-014')
  })
})
