import { connect } from 'node:net'
import { DeskError, unpackError } from '../../../src/core/index.ts'
import { portHolder } from '../../../src/desk/index.ts'
import { bad, type Finding, good } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** The officer's page is where it should be, and nobody else is there. */
export const pageCheck: Check = { needs: [], look }

async function look({ config, desk }: Sight): Promise<readonly Finding[]> {
  if (desk.kind === 'running') {
    const { url, problem } = desk.page
    if (problem) return [bad('page', unpackError(problem, 'DB-AGT-003'))]
    return url === undefined ? [] : [good('page')]
  }
  const { port } = config.page
  if (desk.kind === 'silent' || port === 0 || !(await isTaken(port))) return []
  return [bad('page', new DeskError('DB-DSK-027', { port, holder: portHolder(port) ?? '?' }))]
}

function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).finally(() => socket.destroy())
}
