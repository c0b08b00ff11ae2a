import { Compile } from 'typebox/compile'
import { type CommandArgs, commandSchemas } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { ask } from './est/transport.ts'
import type { DeskIdentity } from './identity.ts'

// What a desk has to do with its centre beside MQTT, each with its certificate, at the door where it was enrolled.

/** Where a desk that the broker refuses hears that it is to forget everything, and says that it has. */
export const ordersPath = '/.well-known/deskbridge/orders'
/** Where a desk brings the support bundle that it was asked for. */
export const bundlePath = '/.well-known/deskbridge/support'

/** What of an identity is shown at the door. */
export type Shown = Pick<DeskIdentity, 'server' | 'ca' | 'cert' | 'key'>

const order = Compile(commandSchemas['desk.wipe'])

/**
 * Asks whether the PC of this certificate is to forget everything; a server that is not one of ours has no orders.
 * @throws DeskError DB-IDN-003 no answer, DB-IDN-004 the server has not the certificate that it should have.
 */
export async function askOrder({ server, ...trust }: Shown): Promise<CommandArgs<'desk.wipe'> | undefined> {
  const { status, body } = await ask({ ...trustOf(trust), url: new URL(ordersPath, server) })
  const said = status === 200 ? parse(body) : undefined
  return order.Check(said) ? said : undefined
}

/** Says that everything is forgotten; the certificate is shown from memory once more. Throws DeskError DB-IDN-003, -004. */
export async function tellForgotten({ server, ...trust }: Shown): Promise<void> {
  await ask({ ...trustOf(trust), url: new URL(ordersPath, server), method: 'POST', body: '' })
}

/**
 * Brings a support bundle; `id` is what the centre asked for it with.
 * @throws DeskError DB-IDN-003, -004, or DB-IDN-009 the centre does not take it.
 */
export async function bringBundle({ server, ...trust }: Shown, id: string, bundle: Uint8Array): Promise<void> {
  const url = new URL(bundlePath, server)
  url.searchParams.set('id', id)
  const headers = { 'content-type': 'application/zip' }
  const { status, body } = await ask({ ...trustOf(trust), url, method: 'POST', headers, body: bundle })
  if (status === 204) return
  const reason = body.toString('utf8').slice(0, 200)
  throw new DeskError('DB-IDN-009', { server: url.origin, status, path: bundlePath, reason })
}

/** Who shows an identity may hold more of it than is for the other end. */
function trustOf({ ca, cert, key }: Omit<Shown, 'server'>) {
  return { ca, cert, key }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
