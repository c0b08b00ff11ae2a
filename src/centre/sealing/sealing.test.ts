import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemRandom } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { sealingWords } from '../../contract/index.ts'
import { configurationKeyOf } from '../../provision/index.ts'
import { seal } from '../../seal/index.ts'
import { restoreBackup } from '../sqlite/backup.ts'
import { centreFile, openSqliteStore } from '../sqlite/store.ts'
import { openingKeys, rotateSealingKey, sealingKeyInUse, sealingKeys } from './keys.ts'
import { openSealed } from './open-sealed.ts'

const pair = generateKeyPairSync('ed25519')
const signer = {
  keyId: configurationKeyOf(pair.publicKey).id,
  sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey),
}
const id = '019ab3f0-7c00-7000-8000-000000000014'
const person = { number: '079203000456', name: 'Trần Văn Bình' }

async function openBooks(folder = temporaryFolder()) {
  const store = await openSqliteStore({ folder })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= store.close())
  onTestFinished(close)
  return { store, books: store.database, close, folder }
}

const rotation = (passphrase?: string) => ({ signer, passphrase, now: Date.UTC(2026, 10, 22), random: systemRandom })

function factWith(sealed: string | undefined) {
  const verdicts = { read: 'whole', unaltered: 'unknown', issuer: 'not-verified' } as const
  const data = { source: 'qr', card: 'cccd', verdicts, fields: ['number', 'name'], ...(sealed ? { sealed } : {}) }
  return { id, data: data as Parameters<typeof openSealed>[1]['data'] }
}

describe('the sealing key of a centre', () => {
  it('is none until somebody makes one', async () => {
    const { books } = await openBooks()
    expect(await sealingKeyInUse(books)).toBeUndefined()
    expect(await sealingKeys(books)).toEqual([])
    expect(await openingKeys(books, undefined)).toEqual([])
  })

  it('is the newest; those before it open what was sealed to them', async () => {
    const { books } = await openBooks()
    const first = await rotateSealingKey(books, rotation())
    const sealedBefore = await seal(person, first, id)
    const second = await rotateSealingKey(books, rotation())
    expect(await sealingKeyInUse(books)).toEqual(second)
    expect(await sealingKeys(books)).toMatchObject([
      { keyId: second.keyId, state: 'in-use', isSealed: false },
      { keyId: first.keyId, state: 'opens-only', isSealed: false },
    ])
    const keys = await openingKeys(books, undefined)
    expect(await openSealed(keys, factWith(sealedBefore))).toEqual(person)
    expect(await openSealed(keys, factWith(await seal(person, second, id)))).toEqual(person)
  })

  it('goes to desks with the word of the key that signs their configuration', async () => {
    const { books } = await openBooks()
    const { signature, ...key } = await rotateSealingKey(books, rotation())
    expect(signature?.key).toBe(signer.keyId)
    const value = Buffer.from(signature?.value ?? '', 'base64url')
    expect(verify(null, Buffer.from(sealingWords(key)), pair.publicKey, value)).toBe(true)
    expect(verify(null, Buffer.from(sealingWords({ ...key, keyId: 'x' })), pair.publicKey, value)).toBe(false)
  })

  it('lies sealed in the database where there is a passphrase, and nothing else opens it', async () => {
    const { books } = await openBooks()
    const key = await rotateSealingKey(books, rotation('mười hai chữ'))
    expect(await sealingKeys(books)).toMatchObject([{ isSealed: true }])
    await expect(openingKeys(books, undefined)).rejects.toMatchObject({ code: 'DB-CTR-041' })
    await expect(openingKeys(books, 'khác')).rejects.toMatchObject({ code: 'DB-CTR-041' })
    expect(await openingKeys(books, 'mười hai chữ')).toMatchObject([{ keyId: key.keyId }])
  })

  it('is in a backup of the centre, and works after a restore', async () => {
    const { store, books, close, folder } = await openBooks()
    const sealed = await seal(person, await rotateSealingKey(books, rotation()), id)
    const backup = join(folder, 'backup.db')
    await store.backup(backup)
    await close()
    const restored = temporaryFolder()
    await restoreBackup(backup, restored, centreFile)
    const again = await openBooks(restored)
    expect(await openSealed(await openingKeys(again.books, undefined), factWith(sealed))).toEqual(person)
  })
})

describe('a fact of a card', () => {
  it('without a sealed part, sealed to a lost key, or with the part of another fact says so', async () => {
    const { books } = await openBooks()
    const key = await rotateSealingKey(books, rotation())
    const keys = await openingKeys(books, undefined)
    const opening = (sealed: string | undefined) => openSealed(keys, factWith(sealed))
    await expect(opening(undefined)).rejects.toMatchObject({ code: 'DB-SEA-009' })
    await expect(opening(await seal(person, key, 'another'))).rejects.toMatchObject({ code: 'DB-SEA-004' })
    await expect(openSealed([], factWith(await seal(person, key, id)))).rejects.toMatchObject({ code: 'DB-SEA-002' })
    await expect(opening('no such thing')).rejects.toMatchObject({ code: 'DB-SEA-001' })
  })

  it('gives the fields that this version knows, and nothing that is no text', async () => {
    const { books } = await openBooks()
    const key = await rotateSealingKey(books, rotation())
    const sealed = await seal({ ...person, name: 7, newer: 'x' }, key, id)
    expect(await openSealed(await openingKeys(books, undefined), factWith(sealed))).toEqual({ number: person.number })
    await expect(
      openSealed(await openingKeys(books, undefined), factWith(await seal('x', key, id))),
    ).rejects.toMatchObject({ code: 'DB-SEA-003' })
  })
})
