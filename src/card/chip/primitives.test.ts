import { createCipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isDeskError } from '../../core/index.ts'
import { concat, fromHex, toHex } from './bytes.ts'
import { type CipherName, decrypt, deriveKey, encrypt, keyPurpose, mac, pad, unpad } from './primitives.ts'

const { encryption, mac: forMac, password } = keyPurpose

describe('the derivation of keys', () => {
  it('gives the 3DES keys of ICAO 9303-11, appendix D.1', () => {
    const seed = fromHex('239AB9CB282DAF66231DC5A4DF6BFBAE')
    expect(toHex(deriveKey(seed, encryption, '3DES'))).toBe('ab94fdecf2674fdfb9b391f85d7f76f2')
    expect(toHex(deriveKey(seed, forMac, '3DES'))).toBe('7962d9ece03d1acd4c76089dce131543')
  })

  it('gives the AES keys of ICAO 9303-11, appendix G', () => {
    const printed = fromHex('7E2D2A41 C74EA0B3 8CD36F86 3939BFA8 E9032AAD')
    expect(toHex(deriveKey(printed, password, 'AES-128'))).toBe('89ded1b26624ec1e634c1989302849dd')
    const agreed = fromHex('28768D20 701247DA E81804C9 E780EDE5 82A9996D B4A31502 0B273319 7DB84925')
    expect(toHex(deriveKey(agreed, encryption, 'AES-128'))).toBe('f5f0e35c0d7161ee6724ee513a0d9a7f')
    expect(toHex(deriveKey(agreed, forMac, 'AES-128'))).toBe('fe251c7858b356b24514b3bd5f4297d1')
  })

  it('gives longer keys from SHA-256, the shorter one a part of the longer', () => {
    const secret = fromHex('7E2D2A41 C74EA0B3 8CD36F86 3939BFA8 E9032AAD')
    const whole = toHex(deriveKey(secret, password, 'AES-256'))
    expect(whole).toHaveLength(64)
    expect(whole.slice(0, 48)).toBe(toHex(deriveKey(secret, password, 'AES-192')))
    expect(whole.slice(0, 32)).not.toBe(toHex(deriveKey(secret, password, 'AES-128')))
  })
})

describe('padding', () => {
  it.each([
    ['', 8, '8000000000000000'],
    ['011e', 8, '011e800000000000'],
    ['1122334455667788', 8, '11223344556677888000000000000000'],
    ['0ca4020c', 16, '0ca4020c800000000000000000000000'],
  ])('of %j to blocks of %i is %s, and comes off again', (bytes, block, padded) => {
    expect(toHex(pad(fromHex(bytes), block))).toBe(padded)
    expect(toHex(unpad(fromHex(padded)))).toBe(bytes)
  })

  it.each(['', '00000000', '1122'])('that is none, %j, is malformed', (bytes) => {
    expect(() => unpad(fromHex(bytes))).toThrow(expect.toSatisfy((error) => isDeskError(error, 'DB-CRD-108')))
  })
})

describe('the code of a message', () => {
  it('is the retail MAC of ICAO 9303-11, appendix D.3, with 3DES', () => {
    const question = fromHex('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2')
    const key = fromHex('7962D9ECE03D1ACD4C76089DCE131543')
    expect(toHex(mac('3DES', key, pad(question, 8)))).toBe('5f1448eea8ad90a7')
  })

  it('of one block is that block with both keys, since single DES has nothing before it', () => {
    const key = fromHex('7962D9ECE03D1ACD4C76089DCE131543')
    const block = fromHex('0123456789abcdef')
    const twice = createCipheriv('des-ede-cbc', key, new Uint8Array(8)).setAutoPadding(false)
    expect(toHex(mac('3DES', key, block))).toBe(toHex(concat(twice.update(block), twice.final())))
  })

  it('is the first half of the CMAC of NIST SP 800-38B with AES', () => {
    const message = fromHex('6bc1bee22e409f96e93d7e117393172a')
    const key = fromHex('2b7e151628aed2a6abf7158809cf4f3c')
    expect(toHex(mac('AES-128', key, message))).toBe('070a16b46b4d4144')
    expect(toHex(mac('AES-128', key, new Uint8Array()))).toBe('bb1d6929e9593728')
  })

  it('of a message that is not padded, or with half a key, is refused', () => {
    expect(() => mac('3DES', new Uint8Array(16), new Uint8Array(7))).toThrow(RangeError)
    expect(() => mac('3DES', new Uint8Array(8), new Uint8Array(8))).toThrow(RangeError)
  })
})

describe('encryption', () => {
  it('is that of ICAO 9303-11, appendix D.3, with 3DES', () => {
    const key = fromHex('AB94FDECF2674FDFB9B391F85D7F76F2')
    const plain = fromHex('781723860C06C2264608F919887022120B795240CB7049B01C19B33E32804F0B')
    const secret = '72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f2'
    expect(toHex(encrypt('3DES', key, plain))).toBe(secret)
    expect(toHex(decrypt('3DES', key, fromHex(secret)))).toBe(toHex(plain))
  })

  it('opens the nonce of ICAO 9303-11, appendix G.1, with AES', () => {
    const key = fromHex('89DED1B26624EC1E634C1989302849DD')
    expect(toHex(decrypt('AES-128', key, fromHex('95A3A016522EE98D01E76CB6B98B42C3')))).toBe(
      '3f00c4d39d153f2b2a214a078d899b22',
    )
  })

  it.each<[CipherName, number]>([
    ['3DES', 16],
    ['AES-128', 16],
    ['AES-192', 24],
    ['AES-256', 32],
  ])('with %s comes off again, and what is no whole blocks is malformed', (cipher, length) => {
    const key = Uint8Array.from({ length }, (_, at) => at)
    const plain = pad(Buffer.from('thẻ căn cước'), 16)
    const start = new Uint8Array(cipher === '3DES' ? 8 : 16).fill(7)
    expect(decrypt(cipher, key, encrypt(cipher, key, plain, start), start)).toEqual(plain)
    expect(() => decrypt(cipher, key, plain.subarray(1))).toThrow(
      expect.toSatisfy((error) => isDeskError(error, 'DB-CRD-108')),
    )
  })
})
