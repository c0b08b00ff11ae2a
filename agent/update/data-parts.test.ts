import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isDeskError, takeNewerTexts, text } from '../../src/core/index.ts'
import { readShelf, updatePlaces } from '../../src/update/index.ts'
import { bundleOf, trusted } from '../../src/update/update.fixture.ts'
import { fakeClock, silentLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary } from '../profile-library.ts'
import { Applier } from './apply.ts'
import { takeTextsOf } from './newer-texts.ts'

const known = 'generic.stx-keypad'

/** A running desk that needs one profile of the library. */
function newDesk() {
  const folder = temporaryFolder()
  const places = updatePlaces(folder)
  const library = loadLibrary(join(libraryFolder, 'generic'))
  const applier = new Applier(
    { places, version: '1.0.0', running: '', base: '1.0.0', packageKeys: trusted, keyFile: 'keys' },
    fakeClock(),
    silentLog,
    {
      restarts: true,
      busy: () => undefined,
      neededProfiles: () => [known],
      restart: () => undefined,
      reload(part, from) {
        if (part === 'texts') takeTextsOf(from)
        else library.reload(undefined, from ?? join(libraryFolder, 'generic'))
      },
    },
  )
  onTestFinished(() => {
    applier.stop()
    takeNewerTexts({})
  })
  const apply = (bundle: Buffer) => {
    const file = join(folder, 'x.update')
    writeFileSync(file, bundle)
    return applier.apply(file)
  }
  return { places, library, applier, apply }
}

/** Profiles of some makers of the library. */
function libraryBundle(issue: number, makers = ['generic', 'sony']): Buffer {
  const names = makers.flatMap((maker) => readdirSync(join(libraryFolder, maker)).map((name) => `${maker}/${name}`))
  const files = names.map((name) => [name, readFileSync(join(libraryFolder, name), 'utf8')] as const)
  return bundleOf({ part: 'profiles', version: '1.0.1', issue }, Object.fromEntries(files))
}

describe('a newer device library', () => {
  it('is used at once, without a new start, and the one before by a word', async () => {
    const { library, apply, applier } = newDesk()
    expect(library.ids()).not.toContain('sony.buzz')
    expect(await apply(libraryBundle(1))).toMatchObject({ part: 'profiles', effect: 'now' })
    expect(library.ids()).toEqual(expect.arrayContaining(['sony.buzz', known]))
    await applier.rollback('profiles')
    expect(library.ids()).not.toContain('sony.buzz')
    await expect(applier.rollback('profiles')).rejects.toSatisfy((error) => isDeskError(error, 'DB-UPD-013'))
  })

  it('that lacks what the desk needs, or does not compile, is refused', async () => {
    const { library, apply, places } = newDesk()
    const before = library.ids()
    await expect(apply(libraryBundle(1, ['sony']))).rejects.toSatisfy((error) => isDeskError(error, 'DB-UPD-020'))
    const broken = bundleOf(
      { part: 'profiles', version: '1.0.1' },
      { 'a/b.yaml': `profile: ${known}\nframing: nonsense\n` },
    )
    await expect(apply(broken)).rejects.toSatisfy((error) => isDeskError(error, 'DB-UPD-020'))
    expect([library.ids(), readShelf(places).value.profiles.active]).toEqual([before, null])
  })
})

describe('newer words', () => {
  const words = (entries: object, issue = 1) =>
    bundleOf({ part: 'texts', version: '1.0.1', issue }, { 'texts.json': JSON.stringify(entries) })
  const better = { 'cli.run.stopped': { vi: 'Đã dừng hẳn', en: 'It has stopped' } }

  it('are used at once, and those of the program by a word', async () => {
    const { apply, applier } = newDesk()
    expect(await apply(words(better))).toMatchObject({ part: 'texts', effect: 'now' })
    expect([text('cli.run.stopped', 'en'), text('cli.run.stopped', 'vi')]).toEqual(['It has stopped', 'Đã dừng hẳn'])
    await applier.rollback('texts')
    expect(text('cli.run.stopped', 'en')).toBe('Stopped')
  })

  it.each([
    ['for a text that nobody has', { 'no.such.text': { vi: 'a', en: 'b' } }],
    ['with other blanks', { 'cli.run.ready': { vi: 'Quầy {desk}', en: 'Desk {nobody}' } }],
    ['in one language only', { 'cli.run.stopped': { vi: 'Dừng' } }],
    ['without the next step of an error', { 'DB-UPD-013': { vi: 'Không có', en: 'None' } }],
    ['that are no texts', ['x']],
  ])('%s are refused', async (_, entries) => {
    const { apply } = newDesk()
    await expect(apply(words(entries))).rejects.toSatisfy((error) => isDeskError(error, 'DB-UPD-020'))
    expect(text('cli.run.stopped', 'en')).toBe('Stopped')
  })
})
