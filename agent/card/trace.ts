import { isDeskError } from '../../src/core/index.ts'
import type { Exchange } from './read-card.ts'

/**
 * One exchange as a line that may be sent to somebody: what was asked, how much came back, and the status. Bytes are
 * shown only of what any reader can have of any card, before it is opened: what was read under protection with the keys
 * of the old way (BAC) can be guessed open, since little is secret of what these are made of.
 */
export function traceLine({ command, outcome, ms }: Exchange): string {
  const [cla = 0, ins = 0] = command
  const head = hex(command.subarray(0, 4))
  const isOpen = (cla & 0x0c) === 0 && (ins === select || ins === readBinary)
  const asked = isOpen ? `${head} ${hex(command.subarray(4))}`.trim() : `${head} +${command.length - 4}`
  return `${asked} → ${outcomeOf(outcome, isOpen && ins === readBinary)}  ${ms.toFixed(1)} ms`
}

const select = 0xa4
const readBinary = 0xb0

function outcomeOf(outcome: Exchange['outcome'], showBytes: boolean): string {
  if ('error' in outcome) return isDeskError(outcome.error) ? outcome.error.code : 'error'
  const { answer } = outcome
  const [data, status] = [answer.subarray(0, -2), hex(answer.subarray(-2))]
  if (data.length === 0) return status
  return `${status} ${showBytes ? hex(data) : `+${data.length}`}`
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase()
}
