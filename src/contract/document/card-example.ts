import type { FactData } from '../facts.ts'
import type { SignedSealingKey } from '../sealing.ts'

/** The private key of the examples. Everybody knows it, so it is good for nothing else. */
export const exampleOpeningKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'lFzVwrBlgyVmV9VBPfrhEKIQwsUaVY8eGw5egL5q2uE',
  y: '1jm2UAslqKQTvmIJpJgROQpsAnMAxSYEWL3NnXGoZxs',
  d: 'hy7G4kdkO20zptI0QctJV5ZBPY0dpox5kvkqYR31-tg',
} as const

/** The key that goes with it, as desks are given one. */
export const exampleSealingKey: SignedSealingKey = {
  keyId: 'JQt13beublFpwOynq9QPlRaKKNdBh_KRtFk4uuY2KoY',
  publicKey: { kty: 'EC', crv: 'P-256', x: exampleOpeningKey.x, y: exampleOpeningKey.y },
  signature: { key: '6c6f7cb71bfc1c86', value: 'A'.repeat(86) },
}

/** Trần Văn Bình, born on 2003-11-07, number 079203000456, who does not exist: sealed about the fact of the example. */
const sealed = [
  'eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSIsImtpZCI6IkpRdDEzYmV1YmxGcHdPeW5xOVFQbFJhS0tOZEJoX0tSdEZr',
  'NHV1WTJLb1kiLCJjdHkiOiJhcHBsaWNhdGlvbi9qc29uIiwiYWJvdXQiOiIwMTlhYjNmMC03YzAwLTcwMDAtODAwMC0wMDAwMDAw',
  'MDAwMTQiLCJlcGsiOnsieCI6IkF3aEkwVmlwU3ZHSTBXbHBZYllBbVdlVnRuc0dGT1NXSDRNdVprNjdUdHMiLCJjcnYiOiJQLTI1',
  'NiIsImt0eSI6IkVDIiwieSI6ImZqLU5NeFBBRGVGaW9USmU4N2VRYW50Z3M2TG4xNEpKcHJ6NmF0WExGTmMifX0..rhIghrl71qm',
  'b1pEN.JyHwZeEP2mljX7Kes3poWBHYO9uSn9KUtnRK2ia34TWbJCWULkCJGqPcET_gpqcM33smVgAyYTqixQQ3eF52w00tM-Er8X',
  'tFLIe8MiI.slItLxGsNzIAxWauu4RQWQ',
].join('')

/** A chip that was read without the certificate of the state. */
export const cardExample = {
  source: 'chip',
  card: 'can-cuoc',
  verdicts: { read: 'whole', unaltered: 'proven', issuer: 'not-verified' },
  fields: ['name', 'birthDate', 'number'],
  sealed,
  procedure: '2.000635',
  dossier: '000.00.01.H62-261122-0007',
  via: 'screen',
} satisfies FactData<'card.read'>
