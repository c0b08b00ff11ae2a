import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DeskInput, type DeskOutput, type DeviceHealth, formatTime } from '../../src/contract/index.ts'
import { type ClockQuality, uuidv7 } from '../../src/core/index.ts'
import { tcpDevice } from '../../src/device/device.fixture.ts'
import { compile } from '../../src/profile/index.ts'
import { fakeClock, keptLog, systemRandom } from '../../test/support/faces.ts'
import { until } from '../../test/support/wait.ts'
import { startTestAgent, writeDesk } from '../agent.fixture.ts'
import { libraryFolder } from '../folders.ts'
import { loadLibrary } from '../profile-library.ts'
import { type ScannedCard, withoutCards } from './scanned-cards.ts'

const qr = '001199000123|123456789|Nguyễn Thị An|15021999|Nữ|Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội|20032021'
const mrz = 'IDVNM1990001239001199000123<<0\r\n9902152F3902150VNM<<<<<<<<<<<4\r\nNGUYEN<<THI<AN<<<<<<<<<<<<<<<<\r\n'
const typed = qr.replace(/[^ -~]/g, '')
const library = loadLibrary(libraryFolder)

/** What stands before the counters, with a scanner of a given kind. */
function front(profile = 'generic.qr-serial', quality: ClockQuality = 'synced') {
  const shown: DeskOutput[] = []
  const inputs: DeskInput[] = []
  const taken: ScannedCard[] = []
  const clock = fakeClock()
  const log = keptLog()
  const health: DeviceHealth = { name: 'scanner-1', profile, role: 'scanner', counter: '5', state: 'ready' }
  const accept = withoutCards({
    clock,
    log,
    library,
    clockQuality: () => quality,
    devices: () => [health],
    show: (output) => void shown.push(output),
    accept: async (input) => void inputs.push(input),
    take: async (scanned) => void taken.push(scanned),
  })
  const scan = (text: string) =>
    accept({ kind: 'scan', text, counter: '5', source: 'scanner-1', id: uuidv7(clock.wall(), systemRandom) })
  return { shown, inputs, taken, clock, log, scan, accept }
}

describe('what a scanner reads', () => {
  it('is an input of the counter unless it is a card', async () => {
    const { scan, inputs, taken } = front()
    await scan('000.00.01.H62-261122-0007')
    await scan(qr)
    expect(inputs).toMatchObject([{ kind: 'scan', text: '000.00.01.H62-261122-0007' }])
    expect(taken).toMatchObject([{ counter: '5', source: 'scanner-1', card: { number: '001199000123' } }])
  })

  it('is told of and otherwise forgotten where the card is not to be believed', async () => {
    const { scan, inputs, taken, shown, log } = front()
    await scan(qr.replace('Nữ', 'Nam'))
    expect([inputs, taken]).toEqual([[], []])
    expect(shown).toEqual([{ kind: 'notice', counter: '5', text: 'DB-CRD-004', args: {} }])
    expect(JSON.stringify([shown, log.lines])).not.toMatch(/1199|Nguyễn|1999/)
  })

  it('names the code that makes a typing scanner stop typing, where its profile has one', async () => {
    const [honeywell, other] = [front('honeywell.keyboard-scanner'), front('generic.keyboard-scanner')]
    await honeywell.scan(typed)
    await other.scan(typed)
    expect(honeywell.shown).toMatchObject([{ text: 'DB-CRD-016', args: { to: 'hid-pos', code: 'TERMID131.' } }])
    expect(other.shown).toMatchObject([{ text: 'DB-CRD-012' }])
  })

  it('is not refused for its dates by a clock that nobody vouches for', async () => {
    const issued = new Date(fakeClock().wall() + 2 * 86_400_000)
    const [year = '', month = '', day = ''] = formatTime(issued.getTime()).slice(0, 10).split('-')
    const tomorrow = qr.replace('20032021', `${day}${month}${year}`)
    const [sure, unsure] = [front('generic.qr-serial', 'synced'), front('generic.qr-serial', 'free-running')]
    await sure.scan(tomorrow)
    await unsure.scan(tomorrow)
    expect(sure.shown).toMatchObject([{ text: 'DB-CRD-008' }])
    expect(unsure.taken).toHaveLength(1)
  })
})

it('a scanner that sends another encoding is understood where its profile names it', async () => {
  const source = readFileSync(join(libraryFolder, 'generic/qr-serial.yaml'), 'utf8').replace('utf-8', 'windows-1258')
  const session = compile(source, 'of-the-site.yaml').start(0)
  const sent = '001199000123||Nguy\xea\xden Thi\xf2 An|15021999|N\xfd\xde|S\xf4\xec 1, Ha\xcc N\xf4\xf2i|20032021\r'
  const [event] = session.bytes(Buffer.from(sent, 'latin1'), 0).events
  const { scan, taken } = front()
  await scan(String(event?.data.text))
  expect(taken).toMatchObject([{ card: { name: 'Nguyễn Thị An', residence: 'Số 1, Hà Nội' } }])
})

it("what a reader's own program says of a chip is a card, or is told of and forgotten", async () => {
  const { accept, clock, taken, shown, inputs } = front('hanel.hn212-plugin')
  const read = (said: Readonly<Record<string, string>>) =>
    accept({ kind: 'id-card', said, counter: '5', source: 'hn212', id: uuidv7(clock.wall(), systemRandom) })
  await read({ id: '001190000001', name: 'Trần Thị B', birth: '1990-01-02' })
  await read({ id: '001190000001', name: 'Trần Thị B', birth: '1991-01-02' })
  expect(taken).toMatchObject([{ source: 'hn212', card: { source: 'chip', number: '001190000001' } }])
  expect(shown).toMatchObject([{ text: 'DB-CRD-005' }])
  expect(inputs).toEqual([])
})

describe('a desk with a scanner and a reader of passports', () => {
  it('sees cards of both, and nothing of them is on its disk or in its log', async () => {
    const [scanner, reader] = [await tcpDevice(), await tcpDevice()]
    onTestFinished(() => {
      scanner.stop()
      reader.stop()
    })
    const at = ({ address }: typeof scanner) => (address.kind === 'tcp' ? `${address.host}:${address.port}` : '')
    const file = writeDesk(
      '{ url: "mqtt://127.0.0.1:1" }',
      'counters: [{ id: 5 }]',
      'devices:',
      `  - { name: scanner-1, profile: honeywell.serial-scanner, tcp: "${at(scanner)}", counter: 5 }`,
      `  - { name: mrz-1, profile: generic.mrz-serial, tcp: "${at(reader)}", role: scanner, counter: 5 }`,
    )
    const { agent, changes, log, stop } = await startTestAgent(file)
    const notices = () => changes.flatMap((change) => (change.kind === 'notice' ? [change.text] : []))
    await until('both are ready', () => agent.devices().filter(({ state }) => state === 'ready').length === 2)
    const refused = () => notices().filter((text) => text === 'DB-CRD-004').length
    // What comes last from each is refused aloud; what came before has been dealt with then.
    scanner.say(`${qr}\r\n${qr.replace('Nữ', 'Nam')}\r\n`)
    await until('the scanned card is refused', () => refused() === 1)
    reader.say(mrz + mrz.replace('F', 'M'))
    await until('the read card is refused', () => refused() === 2)
    expect(notices()).not.toContain('counter.notice.scan-no-dossier')
    await stop()
    const personal = /199000123|Nguyễn|NGUYEN|15021999|990215/
    expect(JSON.stringify(log.lines)).not.toMatch(personal)
    const files = filesIn(join(dirname(file), 'data'))
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((one) => personal.test(readFileSync(one, 'utf8')))).toEqual([])
  }, 60_000)
})

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.map((name) => join(folder, name)).filter((name) => statSync(name).isFile())
}
