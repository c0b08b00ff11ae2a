import { generateKeyPairSync, sign } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { CitizenCard } from '../../src/card/index.ts'
import { type CardReadFact, openSealed, signSealingKey } from '../../src/centre/index.ts'
import type { CardContent, DeskConfig, Fact } from '../../src/contract/index.ts'
import type { Uuid } from '../../src/core/index.ts'
import { defaultSettings, initialState, inReach, pictureOf } from '../../src/counter/index.ts'
import type { Asker } from '../../src/desk/index.ts'
import type { Commit } from '../../src/journal/index.ts'
import { type ConfigurationKey, configurationKeyOf } from '../../src/provision/index.ts'
import { makeOpeningKey } from '../../src/seal/index.ts'
import { fakeClock, keptLog, seededRandom } from '../../test/support/faces.ts'
import { openTestJournal } from '../../test/support/journals.ts'
import { type CardReader, provenNothing } from './arrival.ts'
import { createCards } from './cards.ts'

/** Somebody who does not exist. */
export const binh: CitizenCard = {
  source: 'qr',
  kind: 'cccd',
  number: '079203000456',
  name: 'Trần Văn Bình',
  birthDate: '2003-11-07',
  sex: 'male',
  residence: '2 Đường Mẫu, Phường Thử, TP. Hồ Chí Minh',
  issueDate: '2022-06-01',
}

/** Our own page, and two applications of the centre. */
export const page: Asker = { kind: 'page', origin: 'http://127.0.0.1:47800', user: '1000' }
export const application: Asker = { kind: 'application', origin: 'https://motcua.test', user: '1000' }
export const otherApplication: Asker = { kind: 'application', origin: 'https://khac.test', user: '1000' }

/** What the centre lets procedures take. */
export const rules = {
  usual: ['number'],
  procedures: [
    { procedure: 'ho-tich', name: { vi: 'Hộ tịch' }, fields: ['name', 'birthDate', 'number', 'oldNumber'] },
    { procedure: 'hoi-dap', name: { vi: 'Hỏi đáp' }, fields: [] },
  ],
} satisfies DeskConfig['cards']

const openingKey = makeOpeningKey()
const pair = generateKeyPairSync('ed25519')
const centreKey = configurationKeyOf(pair.publicKey)

/** The sealing key of the centre, with its word. */
export const sealing = signSealingKey(openingKey, {
  keyId: centreKey.id,
  sign: (bytes) => sign(null, bytes, pair.privateKey),
})

/** What a test may want to be different. */
export interface CardDeskOptions {
  readonly decided?: Pick<DeskConfig, 'cards' | 'sealing'>
  readonly trusted?: readonly ConfigurationKey[]
  readonly reader?: CardReader
  /** Stands before the journal. */
  readonly commit?: (write: () => Promise<unknown>) => Promise<unknown>
}

/** The cards of a desk with one counter, on a real journal and a clock that is told the time. */
export async function startCardDesk(options: CardDeskOptions = {}) {
  const { decided = { cards: rules, sealing }, trusted = [centreKey], reader } = options
  const clock = fakeClock()
  const journal = await openTestJournal()
  const log = keptLog()
  const notices: string[] = []
  const changes: string[] = []
  const listeners: (() => void)[] = []
  let picture = pictureOf({ ...initialState('5'), officer: { name: 'cb-an', proven: true } }, inReach(defaultSettings))
  const commit = async (wanted: Commit) => {
    const write = () => journal.commit(wanted)
    await (options.commit ? options.commit(write) : write())
    return []
  }
  const cards = createCards({
    journal: { commit },
    clock,
    random: seededRandom(1),
    log,
    clockQuality: () => 'synced',
    picture: () => picture,
    decided: () => decided,
    trusted: () => trusted,
    notify: (_, code) => notices.push(code),
    changed(counter) {
      changes.push(counter)
      for (const listener of listeners) listener()
    },
    ...(reader ? { reader } : {}),
  })
  onTestFinished(() => cards.stop())
  return {
    cards,
    clock,
    log,
    notices,
    changes,
    onChange: (listener: () => void) => void listeners.push(listener),
    scan: (card: CitizenCard = binh) =>
      cards.arrived({ counter: '5', source: 'scanner-1', card, verdicts: provenNothing }),
    ask: (procedure?: string) => cards.ask({ counter: '5', asker: page, ...(procedure ? { procedure } : {}) }),
    state: () => cards.reading('5')?.state,
    /** Somebody else sits there, or somebody else is served. */
    sits(change: Partial<Pick<typeof picture, 'officer' | 'service'>>) {
      picture = { ...picture, ...change }
      cards.look(picture)
    },
    async facts(): Promise<Fact[]> {
      const found: Fact[] = []
      for await (const fact of journal.facts()) found.push(fact as Fact)
      return found
    },
  }
}

/** What the centre finds in a fact. */
export function opened(fact: Fact | undefined): Promise<CardContent> {
  return openSealed([openingKey], fact as unknown as CardReadFact)
}

/** A service at the counter, as its picture has it. */
export const service = (id: string) =>
  ({
    id: id as Uuid,
    ticket: 'A012',
    phase: 'running',
    since: 0,
    dossiers: [],
    provisional: false,
    isRated: false,
  }) as const
