import type { IncomingMessage } from 'node:http'
import { DeskError } from '../core/index.ts'
import { largestBody } from './guard.ts'

/**
 * The JSON of a request's body, read up to {@link largestBody} whatever its headers promise.
 * @throws DeskError DB-DSK-005 too large, DB-DSK-006 not JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  // The request stays whole when it is refused half-way, so that the page gets the answer and no broken connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) throw new DeskError('DB-DSK-005', { limit: largestBody })
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch (error) {
    throw new DeskError('DB-DSK-006', { reason: 'JSON' }, { cause: error })
  }
}
