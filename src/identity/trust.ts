import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { namePattern } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { isSame, keyOfCode, trustProof } from './code.ts'
import { ask, type Trust } from './est/transport.ts'
import type { CentreAbout } from './identity.ts'
import { aboutSchema } from './record.ts'

/** Where a centre of ours proves who it is, and where it says what its desks need to know. */
export const trustPath = '/.well-known/deskbridge/trust'
export const aboutPath = '/.well-known/deskbridge/about'
/** Where a desk says that it uses its newest certificate, so that the ones before it are worth nothing any more. */
export const inUsePath = '/.well-known/deskbridge/in-use'

const about = Compile(aboutSchema)
const welcomeSchema = Type.Object({
  centre: Type.String({ pattern: namePattern }),
  authorities: Type.Array(Type.String({ maxLength: 10_000 }), { minItems: 1, maxItems: 16 }),
  ...aboutSchema.properties,
})
const welcome = Compile(welcomeSchema)
const proofSchema = Type.Object({
  salt: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  /** The words as they are proven: the JSON of a {@link Welcome}. */
  words: Type.String({ maxLength: 200_000 }),
  proof: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
const proof = Compile(proofSchema)

/** What a centre says to a desk that it knows nothing of yet but the code. */
export type Welcome = Static<typeof welcomeSchema>
/** {@link Welcome} with the proof that it comes from who made the code. */
export type ProvenWords = Static<typeof proofSchema>

/**
 * Asks a centre who it is, over a connection that nobody vouches for, and believes what the code proves. Who sits in
 * between can pass the words on, and gains nothing: what follows goes over TLS to the authorities in them.
 * @throws DeskError DB-IDN-003 no answer, DB-IDN-005 it has no code for this desk, DB-IDN-010 it does not know the code.
 */
export async function meetCentre(server: string, desk: string, code: string): Promise<Welcome> {
  const url = new URL(trustPath, server)
  url.searchParams.set('desk', desk)
  const { status, body } = await ask({ url })
  const said = parse(body)
  if (status === 404) throw new DeskError('DB-IDN-005', { server: url.origin, status, path: trustPath })
  if (status !== 200 || !proof.Check(said)) throw notOurs(url, status)
  const key = await keyOfCode(code, Buffer.from(said.salt, 'hex'))
  if (!isSame(Buffer.from(said.proof, 'hex'), trustProof(key, desk, said.words)))
    throw new DeskError('DB-IDN-010', { server: url.origin, desk })
  const words = parse(said.words)
  if (!welcome.Check(words)) throw notOurs(url, status)
  return words
}

/** What a centre says of itself; undefined from a server that is not one of ours. Throws DeskError DB-IDN-003, -004. */
export async function askAbout(server: string, trust: Trust): Promise<CentreAbout | undefined> {
  const { status, body } = await ask({ ...trust, url: new URL(aboutPath, server) })
  const said = parse(body)
  return status === 200 && about.Check(said) ? said : undefined
}

/** Tells the centre that the certificate of this connection is in use. A server that is not one of ours does not mind. */
export async function tellInUse(server: string, trust: Trust): Promise<void> {
  await ask({ ...trust, url: new URL(inUsePath, server), method: 'POST', body: '' })
}

function notOurs({ origin }: URL, status: number): DeskError {
  return new DeskError('DB-IDN-011', { server: origin, status })
}

function parse(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}
