import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { integer, sequence, setOf } from '../../../test/card/der.ts'
import { makeIssuer } from '../../../test/card/issuer.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { isDeskError } from '../../core/index.ts'
import { readAnchors } from './trust.ts'

const unreadable = expect.toSatisfy((error) => isDeskError(error, 'DB-CRD-115'))

/** A country, and a list of it that its own signer of documents signed; who may sign lists is not checked. */
function countryWithList(kind = '2.23.136.1.1.2') {
  const folder = temporaryFolder()
  const issuer = makeIssuer(folder, 'nist')
  const der = derOf(issuer.authority)
  writeFileSync(join(folder, 'list.der'), sequence(integer(0), setOf(der)))
  const form = ['-binary', '-outform', 'DER', '-nodetach', '-nosmimecap', '-econtent_type', kind]
  const signer = ['-signer', 'ds.pem', '-inkey', 'ds.key', '-md', 'sha384']
  execFileSync('openssl', ['cms', '-sign', '-in', 'list.der', ...form, ...signer, '-out', 'list.ml'], { cwd: folder })
  return { issuer, der, list: new Uint8Array(readFileSync(join(folder, 'list.ml'))) }
}

function derOf(pem: string): Uint8Array {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
}

describe('country certificates', () => {
  it('are read as DER, as PEM and from a master list, each once', async () => {
    const { issuer, der, list } = countryWithList()
    const anchors = await readAnchors([
      { name: 'vn.cer', bytes: der },
      { name: 'vn.pem', bytes: Buffer.from(`# Việt Nam\n${issuer.authority}${issuer.authority}`) },
      { name: 'icao.ml', bytes: list },
    ])
    expect(anchors.map(({ subject }) => subject)).toEqual([expect.stringContaining('CN=CSCA thu nghiem')])
    expect(await readAnchors([{ name: 'icao.ml', bytes: list }])).toHaveLength(1)
  })

  it('are not taken from a list that was changed', async () => {
    const { der, list } = countryWithList()
    const at = Buffer.from(list).indexOf(Buffer.from(der)) + der.length - 1
    const changed = list.with(at, (list[at] ?? 0) ^ 1)
    await expect(readAnchors([{ name: 'icao.ml', bytes: changed }])).rejects.toThrow(unreadable)
  })

  it('are not taken from something else that is signed', async () => {
    const { list } = countryWithList('2.23.136.1.1.1')
    await expect(readAnchors([{ name: 'sod', bytes: list }])).rejects.toThrow(unreadable)
  })

  it.each(['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'are not %j',
    async (words) => {
      await expect(readAnchors([{ name: 'x', bytes: Buffer.from(words) }])).rejects.toThrow(unreadable)
    },
  )
})
