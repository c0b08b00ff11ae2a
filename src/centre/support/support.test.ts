import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog, systemRandom } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { until } from '../../../test/support/wait.ts'
import type { CommandResult } from '../../contract/index.ts'
import { DeskError } from '../../core/index.ts'
import type { DeskDraft } from '../commands.ts'
import { bundlesFolder, collectBundles, openBundleShelf } from './index.ts'

const desk = 'vinh-long/quay-05'
const day = Date.UTC(2026, 10, 22, 1, 2, 3)
const zip = (words: string) => Buffer.from(`PK\u0003\u0004${words}`, 'latin1')

describe('the shelf of bundles', () => {
  it('keeps the newest three of each desk, and has them after a new start', async () => {
    const folder = temporaryFolder()
    const shelf = openBundleShelf(folder)
    for (const second of [0, 1, 2, 3, 4]) await shelf.put(desk, zip(`${second}`), day + second * 1_000)
    await shelf.put('vinh-long/quay-06', zip('other'), day)
    const again = openBundleShelf(folder)
    expect(again.list()).toEqual(shelf.list())
    expect(again.list().map(({ name }) => name)).toEqual([
      'vinh-long.quay-05.20261122-010207.zip',
      'vinh-long.quay-05.20261122-010206.zip',
      'vinh-long.quay-05.20261122-010205.zip',
      'vinh-long.quay-06.20261122-010203.zip',
    ])
    expect(again.list()[0]).toMatchObject({ desk, at: day + 4_000, bytes: 5 })
    expect(readdirSync(join(folder, bundlesFolder))).toHaveLength(4)
    expect(await again.read('vinh-long.quay-05.20261122-010207.zip')).toEqual(zip('4'))
  })

  it('keeps two hundred of all desks', async () => {
    const shelf = openBundleShelf(temporaryFolder())
    for (let n = 0; n < 205; n++) await shelf.put(`vinh-long/quay-${n}`, zip('x'), day + n * 1_000)
    expect(shelf.list()).toHaveLength(200)
    expect(shelf.list().at(-1)?.desk).toBe('vinh-long/quay-5')
  })

  it('gives nothing that is not on its list, and takes nothing that is no zip', async () => {
    const folder = temporaryFolder()
    const shelf = openBundleShelf(folder)
    writeFileSync(join(folder, 'centre.db'), 'secret')
    for (const name of ['../centre.db', '..', '', 'vinh-long.quay-05.20261122-010203.zip'])
      await expect(shelf.read(name), name).rejects.toMatchObject({ code: 'DB-SUP-005' })
    await expect(shelf.put(desk, Buffer.from('<html>'), day)).rejects.toMatchObject({ code: 'DB-SUP-004' })
    expect(shelf.list()).toEqual([])
  })
})

describe('asking for a bundle', () => {
  function startAsking() {
    const drafts: DeskDraft[] = []
    const answers: PromiseWithResolvers<CommandResult>[] = []
    const collector = collectBundles({
      shelf: openBundleShelf(temporaryFolder()),
      command(_, draft) {
        drafts.push(draft)
        const answer = Promise.withResolvers<CommandResult>()
        answers.push(answer)
        return answer.promise
      },
      ...{ clock: fakeClock(), random: systemRandom, log: keptLog() },
    })
    const upload = (n: number) => {
      const draft = drafts[n]
      return draft?.name === 'desk.support' ? draft.args.upload : ''
    }
    return { collector, drafts, answers, upload }
  }

  it('is one command at a time for a desk, and only what was asked for is taken, once', async () => {
    const { collector, drafts, answers, upload } = startAsking()
    await collector.ask(desk)
    await collector.ask(desk)
    expect(drafts).toHaveLength(1)
    expect(collector.isWanted('vinh-long/quay-06', upload(0))).toBe(false)
    expect(collector.isWanted(desk, upload(0))).toBe(true)
    await collector.take(desk, upload(0), zip('1'))
    expect(collector.isWanted(desk, upload(0))).toBe(false)
    answers[0]?.resolve({ id: '0', state: 'done' })
    expect(collector.asked()).toEqual([])
    expect(collector.kept()).toMatchObject([{ desk }])
  })

  it('that leads to nothing says why: a word of the desk, or the code of what went wrong on the way', async () => {
    const { collector, answers, upload } = startAsking()
    await collector.ask(desk)
    answers[0]?.resolve({ id: '0', state: 'refused', error: 'busy' })
    await until('the answer was heard', () => collector.asked()[0]?.error === 'busy')
    expect(collector.isWanted(desk, upload(0))).toBe(false)
    await collector.ask(desk)
    expect(collector.asked()).toMatchObject([{ desk, error: undefined }])
    answers[1]?.reject(new DeskError('DB-CTR-003', { desk, command: 'desk.support', ms: 1 }))
    await until('nobody answered', () => collector.asked()[0]?.error === 'DB-CTR-003')
  })

  it('is bounded: twenty desks at once', async () => {
    const { collector } = startAsking()
    for (let n = 0; n < 20; n++) await collector.ask(`vinh-long/quay-${n}`)
    await expect(collector.ask(desk)).rejects.toMatchObject({ code: 'DB-SUP-006' })
  })
})
