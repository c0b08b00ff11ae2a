import { packError } from '../../core/index.ts'
import { joinCore } from '../child/join-core.ts'
import { ChildCard } from './child-card.ts'
import type { CardId, FromCardChild, ToCardChild } from './messages.ts'
import { loadPcsc, type Pcsc } from './native.ts'
import { joiningError } from './pcsc-error.ts'
import { watchReaders } from './watch-readers.ts'

// The card child's entry: all card readers of the desk, in one process that can be killed.

const cards = new Map<CardId, ChildCard>()

const line = joinCore<ToCardChild, FromCardChild>(
  (message) => {
    void pcsc.then(
      (loaded) => obey(loaded, message),
      (error) => refuse(error, message),
    )
  },
  () => {},
)

const pcsc: Promise<Pcsc> = loadPcsc()
void pcsc.then(
  (loaded) => watchReaders(loaded, (seen) => line.send(seen)),
  (error) => line.send({ kind: 'out', error: packError(joiningError(error)) }),
)

function obey(loaded: Pcsc, message: ToCardChild): void {
  const { card } = message
  switch (message.kind) {
    case 'open':
      cards.set(card, new ChildCard(loaded, message, line, () => cards.delete(card)))
      break
    case 'transmit':
      cards.get(card)?.transmit(message.command)
      break
    case 'reset':
      cards.get(card)?.reset()
      break
    case 'close':
      cards.get(card)?.close()
      break
  }
}

/** Without the native part there are no cards. */
function refuse(error: unknown, { kind, card }: ToCardChild): void {
  if (kind === 'open') line.send({ kind: 'refused', card, error: packError(joiningError(error)) })
  if (kind === 'close') line.send({ kind: 'closed', card })
}
