import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { type Disk, realDisk } from './disk.ts'
import { overlaysOf } from './overlay.ts'
import { contentFile, ProvisionStore, provisionFolder, reportOf } from './store.ts'

const [first, second] = ['desk: one\n', 'desk: two\n']

class PowerCut extends Error {}

/** A disk whose power goes before its nth step; a text that is being written then is there in part. */
function cutAt(step: number): { readonly disk: Disk; readonly steps: () => number } {
  let done = 0
  const goesOn = () => done++ < step
  const unlessCut =
    <A extends readonly unknown[]>(work: (...args: A) => void) =>
    (...args: A) => {
      if (!goesOn()) throw new PowerCut()
      work(...args)
    }
  const disk: Disk = {
    write(file, text) {
      const whole = goesOn()
      realDisk.write(file, whole ? text : text.slice(0, text.length / 2))
      if (!whole) throw new PowerCut()
    },
    sync: unlessCut(realDisk.sync),
    rename: unlessCut(realDisk.rename),
    syncFolder: unlessCut(realDisk.syncFolder),
    remove: unlessCut(realDisk.remove),
  }
  return { disk, steps: () => done }
}

/** A desk that runs with the first, and is then given the second, which it keeps. */
function withFirst(folder: string): void {
  const store = new ProvisionStore(folder)
  store.stage(1, first)
  store.begin(null)
  store.keep()
}

function takeSecond(store: ProvisionStore): void {
  store.stage(2, second)
  store.begin({ isOnline: true, ready: ['keypad-1'] })
  store.keep()
}

const contents = (folder: string) => overlaysOf(folder).map(({ content }) => content)

describe('a power cut at each step of taking a configuration', () => {
  it('leaves the old one or the new one, whole, and what is staged can be tried or not be there', () => {
    const whole = cutAt(Number.POSITIVE_INFINITY)
    const tidy = temporaryFolder()
    withFirst(tidy)
    takeSecond(new ProvisionStore(tidy, whole.disk))
    expect(whole.steps()).toBeGreaterThan(12)
    const outcomes = new Set<string>()
    for (let step = 0; step < whole.steps(); step++) {
      const folder = temporaryFolder()
      withFirst(folder)
      expect(() => takeSecond(new ProvisionStore(folder, cutAt(step).disk)), `step ${step}`).toThrow()
      const { state } = new ProvisionStore(folder)
      const [best] = contents(folder)
      expect([first, second]).toContain(best)
      expect(best).toBe(state.inForce?.revision === 1 ? first : second)
      if (state.trial) expect(new ProvisionStore(folder).content(state.trial.slot)).toBe(second)
      outcomes.add(`${state.inForce?.revision} ${state.trial ? `tries ${state.trial.tries}` : 'no trial'}`)
      // And from there the same configuration can be taken again.
      takeSecond(new ProvisionStore(folder))
      expect(contents(folder)[0]).toBe(second)
    }
    expect([...outcomes].toSorted()).toEqual(['1 no trial', '1 tries 0', '1 tries 1', '2 no trial'])
  })
})

describe('a disk that takes nothing', () => {
  it('keeps nothing new from being refused, and what is in force from nothing', () => {
    const folder = temporaryFolder()
    withFirst(folder)
    const store = new ProvisionStore(folder, cutAt(0).disk)
    expect(() => store.stage(2, second)).toThrow('DB-PRV-026')
    expect(store.state).toMatchObject({ highest: 1, inForce: { revision: 1 }, trial: null })
    expect(contents(folder)).toEqual([first])
  })

  it('does not keep a program from giving back what it tries', () => {
    const folder = temporaryFolder()
    withFirst(folder)
    new ProvisionStore(folder).stage(2, second)
    const store = new ProvisionStore(folder, cutAt(0).disk)
    expect(() => store.giveBack('DB-PRV-019')).toThrow('DB-PRV-026')
    expect(store.state).toMatchObject({ inForce: { revision: 1 }, trial: null, refused: { revision: 2 } })
  })
})

describe('what is kept', () => {
  it('is what is in force and what was before, and nothing else', () => {
    const folder = temporaryFolder()
    withFirst(folder)
    takeSecond(new ProvisionStore(folder))
    const store = new ProvisionStore(folder)
    store.stage(3, 'desk: three\n')
    store.giveBack('DB-PRV-018 broker')
    expect(contents(folder)).toEqual([second, first])
    expect(readdirSync(provisionFolder(folder)).filter((name) => name.endsWith('.yaml'))).toHaveLength(2)
    expect(reportOf(store.state)).toEqual({ revision: 2, refused: { revision: 3, error: 'DB-PRV-018 broker' } })
    expect(store.state.highest).toBe(3)
  })

  it('that was damaged is passed over for what was before', () => {
    const folder = temporaryFolder()
    withFirst(folder)
    takeSecond(new ProvisionStore(folder))
    const { inForce } = new ProvisionStore(folder).state
    if (!inForce) throw new Error('nothing in force')
    const file = contentFile(folder, inForce)
    writeFileSync(file, readFileSync(file, 'utf8').slice(1))
    expect(contents(folder)).toEqual([first])
  })

  it('is nothing after it was given up, but what was taken once stays old', () => {
    const folder = temporaryFolder()
    withFirst(folder)
    const store = new ProvisionStore(folder)
    store.drop()
    expect(reportOf(store.state)).toBeUndefined()
    expect(new ProvisionStore(folder).state.highest).toBe(1)
    expect(existsSync(provisionFolder(folder))).toBe(true)
  })

  it('does not grow old by what nobody vouches for', () => {
    const folder = temporaryFolder()
    const store = new ProvisionStore(folder)
    store.refuse(999, 'DB-PRV-012', 'of a stranger')
    expect(store.state.highest).toBe(0)
    store.refuse(4, 'DB-PRV-015', 'vouched for')
    expect(store.state.highest).toBe(4)
  })
})
