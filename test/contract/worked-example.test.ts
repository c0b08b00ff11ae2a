import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { document } from './document.ts'

/** The chain as a server team in another language would write it, from the words of the document alone. */
const python = `
import hashlib, json, sys
chain = bytes(32)
for fact in json.load(sys.stdin):
    rest = {name: value for name, value in fact.items() if name != 'chain'}
    text = json.dumps(rest, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    own = hashlib.sha256(text.encode()).digest()
    chain = hashlib.sha256(chain + own).digest()
    print(json.dumps({'text': text, 'hash': own.hex(), 'chain': chain.hex(), 'carried': fact['chain']}))`

interface Link {
  readonly text: string
  readonly hash: string
  readonly chain: string
  readonly carried: string
}

const examples = Object.entries(document.components.messages)
  .filter(([name]) => name.startsWith('fact.') && name !== 'fact.tombstone')
  .flatMap(([, message]) => message.examples.map(({ payload }) => payload as { sequence: string }))
  .toSorted((a, b) => a.sequence.localeCompare(b.sequence))
const output = execFileSync('python3', ['-c', python], { input: JSON.stringify(examples), encoding: 'utf8' })
const links = output
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Link)
const prose = document.info.description

describe('the worked example of the chain, computed by another language', () => {
  it('has the texts, hashes and chain values that the words name', () => {
    const [first, second] = links
    for (const link of [first, second]) {
      expect(prose).toContain(link?.text)
      expect(prose).toContain(link?.hash)
      expect(prose).toContain(`= ${link?.chain}`)
    }
    expect(second?.text).toContain('Nghỉ giải lao')
    expect(prose).toContain(`"upTo":2,"chain":"${second?.chain}"`)
  })

  it('goes on through all facts of the examples', () => {
    expect(links.length).toBeGreaterThan(10)
    expect(links.map(({ chain }) => chain)).toEqual(links.map(({ carried }) => carried))
  })

  it('has the hash of the second fact in its tombstone', () => {
    expect(prose).toContain(`"hash": "${links[1]?.hash}"`)
  })
})
