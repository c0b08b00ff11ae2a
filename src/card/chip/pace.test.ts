import { describe, expect, it } from 'vitest'
import { isDeskError, type Random } from '../../core/index.ts'
import { type MrzAccess, pacePassword } from './access.ts'
import { plainChannel } from './apdu.ts'
import { fromHex, fromNumber, toHex } from './bytes.ts'
import { choosePace, pace } from './pace.ts'
import { readSecurityInfos } from './security-infos.ts'

const isCode = (code: Parameters<typeof isDeskError>[1]) => expect.toSatisfy((error) => isDeskError(error, code))

/** A worked example: what is printed, what the chip offers, our private keys, and what goes over the wire. */
interface Example {
  readonly access: MrzAccess
  readonly info: string
  readonly scalars: readonly string[]
  readonly wire: readonly (readonly [string, string])[]
  readonly encryption: string
  readonly mac: string
}

/** ICAO 9303-11, appendix G.1: generic mapping, AES-128, brainpoolP256r1. */
const generic: Example = {
  access: { kind: 'mrz', documentNumber: 'T22000129', birthDate: '1964-08-12', expiryDate: '2010-10-31' },
  info: '3012060A 04007F00 07020204 02020201 0202010D',
  scalars: [
    '7F4EF07B 9EA82FD7 8AD689B3 8D0BC78C F21F249D 953BC46F 4C6E1925 9C010F99',
    'A73FB703 AC1436A1 8E0CFA5A BB3F7BEC 7A070E7A 6788486B EE230C4A 22762595',
  ],
  wire: [
    ['0022C1A4 0F 800A04007F00070202040202 830101', '9000'],
    ['10860000 02 7C00 00', '7C12 8010 95A3A016522EE98D01E76CB6B98B42C3 9000'],
    [
      `10860000 45 7C43 8141 04 7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E
       544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D 00`,
      `7C43 8241 04 824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57
       30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54 9000`,
    ],
    [
      `10860000 45 7C43 8341 04 2DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C
       3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462 00`,
      `7C43 8441 04 9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB
       7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094 9000`,
    ],
    ['00860000 0C 7C0A 8508 C2B0BD78D94BA866 00', '7C0A 8608 3ABB9674BCE93C08 9000'],
  ],
  encryption: 'F5F0E35C 0D7161EE 6724EE51 3A0D9A7F',
  mac: 'FE251C78 58B356B2 4514B3BD 5F4297D1',
}

/** ICAO 9303-11, appendix I.1: chip authentication mapping, which is generic mapping with one more answer. */
const chipAuthentication: Example = {
  access: { kind: 'mrz', documentNumber: 'C11T002JM', birthDate: '1996-08-12', expiryDate: '2023-10-31' },
  info: '3012060A 04007F00 07020204 06020201 0202010D',
  scalars: [
    '5D8BB87B D74D985A 4B7D4325 B9F7B976 FE835122 77340079 8914AA22 738135CC',
    '76ECFDAA 9841C323 A3F5FC5E 88B88DB3 EFF7E35E BF57A7E6 946CB630 006C2120',
  ],
  wire: [
    ['0022C1A4 0F 800A04007F00070202040602 830101', '9000'],
    ['10860000 02 7C00 00', '7C12 8010 CB60E8E0D85B76A9BD304747C2AD42E2 9000'],
    [
      `10860000 45 7C43 8141 04 7F1D410ADB7DDB3B84BF1030800981A9105D7457B4A3ADE002384F3086C67EDE
       1AB889104A27DB6D842B019020FBF3CEACB0DC627F7BDCAC29969E19D0E553C1 00`,
      `7C43 8241 04 A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3
       04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E23 9000`,
    ],
    [
      `10860000 45 7C43 8341 04 446C934084D9DAB863944F219520076C29EE3F7AE6722B11FF319EC1C7728F95
       5483400BFF60BF0C5929270009277DC2A515E12575010AD9BA916CF1BF86FEFC 00`,
      `7C43 8441 04 02AD566F3C6EC7F9324509AD50A51FA52030782A4968FCFEDF737DAEA9933331
       11C3B9B4C2287789BD137E7F8AA882E2A3C633CCD6ECC2C63C57AD401A09C2E1 9000`,
    ],
    [
      '00860000 0C 7C0A 8508 E86BD06018A1CD3B 00',
      `7C3C 8608 8596CF055C67C1A3 8A30 1EEA964DAAE372AC990E3EFDE6333353BFC89A6704D93DA8798CF77F5B7A54BD
       10CBA372B42BE0B9B5F28AA8DE2F4F92 9000`,
    ],
  ],
  encryption: '0A9DA4DB 03BDDE39 FC5202BC 44B2E89E',
  mac: '4B1C0649 1ED5140C A2B537D3 44C6C0B1',
}

/** Chance from which our fresh private keys come out as in the example. */
function drawing(scalars: readonly string[]): Random {
  const left = scalars.map((scalar) => BigInt(`0x${scalar.replaceAll(' ', '')}`) - 1n)
  return { bytes: (count) => fromNumber(left.shift() ?? 0n, count), unit: () => 0 }
}

function setOf(info: string): Uint8Array {
  const bytes = fromHex(info)
  return Uint8Array.of(0x31, bytes.length, ...bytes)
}

/** Runs PACE as in an example, with some of the chip's answers replaced. */
async function run(example: Example, replaced: Readonly<Record<number, string>> = {}) {
  const told: string[] = []
  const channel = plainChannel(async (bytes) => {
    told.push(toHex(bytes))
    const step = told.length - 1
    return fromHex(replaced[step] ?? example.wire[step]?.[1] ?? '')
  })
  const way = choosePace(readSecurityInfos(setOf(example.info), 'EF.CardAccess').pace)
  if (way === undefined) throw new Error('the example offers no way that we know')
  const keys = await pace(channel, way, pacePassword(example.access), drawing(example.scalars))
  return { keys, told }
}

describe('PACE', () => {
  it.each([
    ['G.1, generic mapping', generic],
    ['I.1, chip authentication mapping', chipAuthentication],
  ])('is the exchange of ICAO 9303-11, appendix %s', async (_, example) => {
    const { keys, told } = await run(example)
    expect(told).toEqual(example.wire.map(([command]) => toHex(fromHex(command))))
    expect(toHex(keys.encryption)).toBe(toHex(fromHex(example.encryption)))
    expect(toHex(keys.mac)).toBe(toHex(fromHex(example.mac)))
    expect(toHex(keys.counter)).toBe('00'.repeat(16))
  })

  it.each([
    [4, '6300', 'DB-CRD-103'],
    [4, '63C1', 'DB-CRD-103'],
    [4, '6982', 'DB-CRD-103'],
    [4, '6983', 'DB-CRD-104'],
    [4, '63C0', 'DB-CRD-104'],
    [0, '6983', 'DB-CRD-104'],
    [1, '6985', 'DB-CRD-104'],
    [0, '6A80', 'DB-CRD-109'],
    [2, '6F00', 'DB-CRD-109'],
    [1, '7C00 9000', 'DB-CRD-108'],
    [1, '7C02 8000 9000', 'DB-CRD-108'],
    [1, '7C05 8003 010203 9000', 'DB-CRD-108'],
    [2, '7C03 8201 04 9000', 'DB-CRD-108'],
    [3, '', 'DB-CRD-101'],
  ] as const)('whose step %i is answered %s ends with %s', async (step, answer, code) => {
    await expect(run(generic, { [step]: answer })).rejects.toThrow(isCode(code))
  })

  it('goes on where the chip only warns that tries are left', async () => {
    await expect(run(generic, { 0: '63C1' })).resolves.toBeDefined()
  })

  it('says of a card access number that it is wrong', async () => {
    const way = choosePace(readSecurityInfos(setOf(generic.info), 'EF.CardAccess').pace)
    let step = -1
    const channel = plainChannel(async () => fromHex(++step === 4 ? '6300' : (generic.wire[step]?.[1] ?? '')))
    if (way === undefined) throw new Error('no way')
    const password = pacePassword({ kind: 'can', can: '000123' })
    await expect(pace(channel, way, password, drawing(generic.scalars))).rejects.toThrow(isCode('DB-CRD-102'))
  })

  it('does not believe a chip that cannot show the keys', async () => {
    await expect(run(generic, { 4: '7C0A 8608 3ABB9674BCE93C09 9000' })).rejects.toThrow(isCode('DB-CRD-106'))
  })

  it('does not agree with its own key, nor with a point that is nowhere', async () => {
    const [own] = generic.wire[3] ?? []
    const echoed = `7C43 8441 ${toHex(fromHex(own ?? '')).slice(18, -2)} 9000`
    await expect(run(generic, { 3: echoed })).rejects.toThrow(isCode('DB-CRD-108'))
    const off = generic.wire[3]?.[1].replace('F094', 'F095') ?? ''
    await expect(run(generic, { 3: off })).rejects.toThrow(isCode('DB-CRD-108'))
  })
})

describe('the way of PACE', () => {
  const info = (cipher: string, parameters: string) => `3012 060A 04007F000702020402${cipher} 020102 0201${parameters}`
  const offered = (...infos: readonly string[]) =>
    choosePace(readSecurityInfos(setOf(infos.join('')), 'EF.CardAccess').pace)

  it('is the one with the strongest cipher on a curve that we know', () => {
    const way = offered(info('01', '0D'), info('04', '0D'), info('02', '0D'))
    expect(way).toMatchObject({ info: { cipher: 'AES-256' }, parameters: undefined })
  })

  it('names its domain parameters where the chip offers several', () => {
    expect(offered(info('02', '0C'), info('02', '0D'))).toMatchObject({ parameters: 0x0c })
  })

  it('is none where the chip offers what we do not know', () => {
    const numbers = '3012 060A 04007F00070202040102 020102 020100'
    const integrated = '3012 060A 04007F00070202040402 020102 02010D'
    expect(offered(numbers, integrated, info('02', '09'), info('09', '0D'))).toBeUndefined()
  })
})
