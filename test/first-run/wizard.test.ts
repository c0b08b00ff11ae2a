import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../agent/config/load.ts'
import { finishDesk } from '../../agent/first-run/make-desk.ts'
import { libraryFolder } from '../../agent/folders.ts'
import { IdentityFolder } from '../../src/identity/index.ts'
import { startEnrollingCentre } from '../enrolment/enrolling-centre.ts'
import { fakeClock, systemClock } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { newPc } from './new-pc.ts'

const wrongCode = '0000-0000-0000-0000'
const tenYears = 10 * 365 * 86_400_000
const typed = { desk: 'Quay-05 ', counter: '5' }

/** A clock that runs like that of this machine, so far ahead. */
const ahead = (ms: number) => ({ ...systemClock, wall: () => Date.now() + ms })

describe('the wizard of a new PC', () => {
  it('makes it a desk with a code: its identity and a configuration that can be used', async () => {
    const centre = await startEnrollingCentre()
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-05')
    const steps: string[] = []
    const attempt = pc.wizard.begin({ ...typed, server: centre.url, code: code.toLowerCase() })
    const watching = setInterval(() => {
      const { state } = pc.wizard.view()
      if (state.kind === 'working' && steps.at(-1) !== state.step) steps.push(state.step)
    }, 1)
    expect(await attempt).toBeUndefined()
    clearInterval(watching)
    await pc.wizard.done
    expect(steps[0]).toBe('centre')
    expect(pc.wizard.view().state).toMatchObject({ kind: 'done', name: 'vinh-long/quay-05' })
    const { config } = loadConfig(pc.file, libraryFolder)
    expect(config).toMatchObject({ centre: 'vinh-long', desk: 'quay-05', identity: 'enrolled' })
    expect(config?.counters.map(({ id }) => id)).toEqual(['5'])
    expect(config?.broker().url).toBe('mqtts://127.0.0.1:8883')
    expect(readdirSync(pc.folder).sort()).toEqual(['data', 'deskbridge.yaml'])
  })

  it('takes a wrong code for what it is, leaves nothing behind, and takes the right one after it', async () => {
    const centre = await startEnrollingCentre()
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-05')
    const refused = await pc.wizard.begin({ ...typed, server: centre.url, code: wrongCode })
    expect([refused?.code, pc.problem()]).toEqual(['DB-IDN-010', 'DB-IDN-010'])
    expect(existsSync(pc.file)).toBe(false)
    expect(new IdentityFolder(pc.dataFolder).read()).toBeUndefined()
    expect(await pc.wizard.begin({ ...typed, server: centre.url, code })).toBeUndefined()
    // What people type, and what is as good as a key, is nowhere in the log.
    expect(JSON.stringify(pc.log.lines)).not.toContain(code)
  })

  it('says that a code has ended, and that one cannot be a code', async () => {
    const clock = fakeClock(Date.now())
    const centre = await startEnrollingCentre({ clock })
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-05')
    clock.advance(15 * 60_000)
    expect((await pc.wizard.begin({ ...typed, server: centre.url, code }))?.code).toBe('DB-IDN-005')
    expect((await pc.wizard.begin({ ...typed, server: centre.url, code: '1234' }))?.code).toBe('DB-IDN-012')
  })

  it('says that no centre answers there', async () => {
    const centre = await startEnrollingCentre()
    await centre.stop()
    const pc = newPc()
    expect((await pc.wizard.begin({ ...typed, server: centre.url, code: wrongCode }))?.code).toBe('DB-IDN-003')
  })

  it('says that the clock of this PC is wrong where the centre has another time', async () => {
    const centre = await startEnrollingCentre({ clock: ahead(tenYears) })
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-05')
    expect((await pc.wizard.begin({ ...typed, server: centre.url, code }))?.code).toBe('DB-IDN-019')
    expect(existsSync(pc.file)).toBe(false)
  })

  it('finds out that the disk takes nothing before the code is used up', async () => {
    const centre = await startEnrollingCentre()
    const folder = temporaryFolder()
    // In place of a disk without room: a folder that cannot be made, not even by root.
    const blocked = join(folder, 'etc')
    writeFileSync(blocked, '')
    const pc = newPc({ place: { file: join(blocked, 'deskbridge.yaml') } })
    const { code } = await centre.enrolment.code('quay-05')
    expect((await pc.wizard.begin({ ...typed, server: centre.url, code }))?.code).toBe('DB-AGT-056')
    expect(new IdentityFolder(pc.dataFolder).read()).toBeUndefined()
    rmSync(blocked)
    expect(await pc.wizard.begin({ ...typed, server: centre.url, code })).toBeUndefined()
    expect(readdirSync(blocked)).toEqual(['deskbridge.yaml'])
  })

  it('needs no second code where the first was used up and the configuration could not be written', async () => {
    const centre = await startEnrollingCentre()
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-05')
    centre.beforeReply(async () => mkdirSync(pc.file))
    expect((await pc.wizard.begin({ ...typed, server: centre.url, code }))?.code).toBe('DB-PRV-024')
    rmSync(pc.file, { recursive: true })
    expect(await pc.wizard.begin({ ...typed, server: centre.url, code })).toBeUndefined()
    expect(readFileSync(pc.file, 'utf8')).toContain('centre: vinh-long')
  })

  it('goes on where a power cut came between identity and configuration', async () => {
    const centre = await startEnrollingCentre()
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-07')
    await pc.wizard.begin({ server: centre.url, desk: 'quay-07', counter: '7', code })
    const before = readFileSync(pc.file, 'utf8')
    rmSync(pc.file)
    const { file, dataFolder, log } = pc
    expect(finishDesk({ file, dataFolder, log })).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('refuses at once what can be no address and no name', () => {
    const { wizard } = newPc()
    const refused = (wish: Partial<Parameters<typeof wizard.begin>[0]>) => () =>
      void wizard.begin({ ...typed, server: '10.0.0.5', code: wrongCode, ...wish })
    expect(refused({ server: ' ' })).toThrow('DB-AGT-050')
    expect(refused({ server: 'http://10.0.0.5' })).toThrow('DB-AGT-052')
    expect(refused({ desk: 'Quầy 5' })).toThrow('DB-AGT-053')
    expect(refused({ desk: 'all' })).toThrow('DB-AGT-053')
    expect(refused({ counter: '' })).toThrow('DB-AGT-053')
  })

  it('looks at no code for a minute after five wrong ones', async () => {
    const clock = fakeClock()
    const centre = await startEnrollingCentre()
    const pc = newPc({ clock })
    const { code } = await centre.enrolment.code('quay-05')
    const begin = (code: string) => pc.wizard.begin({ ...typed, server: centre.url, code })
    for (let time = 0; time < 5; time++) expect((await begin(wrongCode))?.code).toBe('DB-IDN-010')
    expect(() => void begin(code)).toThrow('DB-AGT-054')
    clock.advance(60_000)
    expect(await begin(code)).toBeUndefined()
  })

  it('does one thing at a time, and nothing more when it is done', async () => {
    const centre = await startEnrollingCentre()
    const pc = newPc()
    const { code } = await centre.enrolment.code('quay-05')
    const wish = { ...typed, server: centre.url, code }
    const first = pc.wizard.begin(wish)
    expect(() => void pc.wizard.begin(wish)).toThrow('DB-AGT-055')
    expect(await first).toBeUndefined()
    expect(() => void pc.wizard.begin(wish)).toThrow('DB-AGT-055')
  })
})

describe('the wizard of a desk that has its configuration', () => {
  it('enrols it under its own name, whatever is typed, and only at its own centre', async () => {
    const centre = await startEnrollingCentre()
    const other = await startEnrollingCentre({ settings: { centre: 'can-tho' } })
    const [code, foreign] = [await centre.enrolment.code('quay-05'), await other.enrolment.code('quay-05')]
    const pc = newPc({ known: { centre: 'vinh-long', desk: 'quay-05', counter: '5', isFixed: true } })
    const wish = { desk: 'quay-99', counter: '99' }
    const strange = await pc.wizard.begin({ ...wish, server: other.url, code: foreign.code })
    expect(strange?.code).toBe('DB-IDN-015')
    expect(await pc.wizard.begin({ ...wish, server: centre.url, code: code.code })).toBeUndefined()
    expect(new IdentityFolder(pc.dataFolder).read()).toMatchObject({ centre: 'vinh-long', desk: 'quay-05' })
    expect(existsSync(join(pc.dataFolder, 'first-run.probe'))).toBe(false)
  })
})
