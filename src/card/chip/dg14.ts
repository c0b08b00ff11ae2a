import { readSecurityInfos, type SecurityInfos } from './security-infos.ts'
import { expectTlv } from './tlv.ts'

/** The protocols by which the chip shows that it is genuine (ICAO 9303-10, 4.7.14). */
export function readDg14(bytes: Uint8Array): SecurityInfos {
  return readSecurityInfos(expectTlv(bytes, 0x6e, { what: 'DG14' }).value, 'DG14')
}
