"""A small version of the delivery contract, as states and the steps between them.

Desk: the rows of its journal and how far each epoch is receipted; it sends any of what is outstanding at any time,
which is more than a window would. Broker: messages under way, lost together, delivered in any order and again; one
retained receipt, one retained state. Centre: what it applied of each epoch, in order. Several consumers that share a
subscription are the same centre: they take messages in any order and publish receipts late.

Numbers of facts stand for facts. A chain value is the tuple of what went into it, None where it is lost.
"""
from typing import NamedTuple, Optional

FACT, TOMBSTONE, LOST = 'fact', 'tombstone', 'lost'


class Row(NamedTuple):
    epoch: int
    sequence: int
    id: object
    kind: str
    chain: Optional[tuple]


class Epoch(NamedTuple):
    """One epoch of a journal. `last` bounds what one that is over still delivers."""
    name: int
    receipted: int
    last: Optional[int]
    sent: bool


class Journal(NamedTuple):
    rows: tuple
    epochs: tuple


class Applied(NamedTuple):
    id: object
    effect: bool
    chain: Optional[tuple]


class Receipt(NamedTuple):
    epoch: int
    up_to: int
    chain: Optional[tuple]


class State(NamedTuple):
    journal: Journal
    made: int               # presses accepted so far
    epochs_named: int       # names of epochs are never given twice
    reading: bool           # the retained receipt is not read yet
    told: Optional[tuple]   # the retained state: (epoch, receipted) of each epoch
    flight: frozenset       # rows the broker has for the centre, or that wait there for their predecessors
    retained: Optional[Receipt]
    late: Optional[Receipt]     # a receipt from before the centre was restored, still on its way
    applied: tuple          # per epoch
    replays: frozenset      # commands on their way: (epoch, from)
    image: Optional[Journal]    # a copy of the desk's disk
    backup: Optional[tuple]     # a copy of the centre's database
    faults: frozenset       # what may still happen, once each


class Rules(NamedTuple):
    """The contract. Each rule can be broken, to see that the search finds what it is good for."""
    chain_in_receipt: bool = True       # a receipt names the chain value, and the desk compares it
    chain_checked: bool = True          # the centre compares the chain, and never takes over a value it did not compute
    contiguous: bool = True             # the centre applies only last + 1; higher ones wait
    ids_unique: bool = True             # an id that took effect takes none under another number
    lower_marks_nothing: bool = True    # a receipt below what is marked changes nothing
    told_after_receipt: bool = True     # the state follows what receipts mark, and not only the connection
    centre_compares: bool = True        # the centre asks for a replay where a desk has more receipted than itself
    replay_only_lowers: bool = True     # a replay from beyond what is receipted marks nothing
    original_hash: bool = True          # a tombstone enters the chain by the hash of its original
    holes_told: bool = True             # numbers that damage took go out as tombstones
    earlier_epochs_judged: bool = True  # a receipt that is not ours counts also for an earlier epoch that still delivers
    unknown_epoch_ignored: bool = True  # a receipt for an epoch of somebody else begins no new one


def start(faults, epochs):
    journal = Journal((), (Epoch(0, 0, None, False),))
    return State(journal, 0, 1, True, None, frozenset(), None, None, ((),) * epochs, frozenset(), None, None,
                 frozenset(faults))


# --- the desk ---------------------------------------------------------------------------------------------------------

def head(journal):
    """Current epoch, its highest number and the chain value there."""
    epoch = journal.epochs[-1].name
    own = [row for row in journal.rows if row.epoch == epoch]
    return (epoch, own[-1].sequence, own[-1].chain) if own else (epoch, 0, ())


def accept(journal, fact):
    epoch, sequence, chain = head(journal)
    return journal._replace(rows=journal.rows + (Row(epoch, sequence + 1, fact, FACT, (chain or ()) + (fact,)),))


def outstanding(journal):
    """What is still to be delivered, older epochs first."""
    epochs = {epoch.name: epoch for epoch in journal.epochs}

    def is_open(row):
        _, receipted, last, _ = epochs[row.epoch]
        return row.sequence > receipted and (last is None or row.sequence <= last)

    return [row for row in journal.rows if is_open(row)]


def set_epoch(journal, name, **changes):
    return journal._replace(
        epochs=tuple(epoch._replace(**changes) if epoch.name == name else epoch for epoch in journal.epochs))


def judge(rules, journal, receipt, new_epoch):
    """The journal after a receipt."""
    current = journal.epochs[-1]
    named = next((epoch for epoch in journal.epochs if epoch.name == receipt.epoch), None)
    if named is None:
        return journal if rules.unknown_epoch_ignored or not current.sent else reissue(journal, new_epoch)
    if not is_ours(rules, journal, receipt):
        concerns = named is current or rules.earlier_epochs_judged and delivers(journal, named)
        return reissue(journal, new_epoch) if concerns else journal
    if receipt.up_to < named.receipted and rules.lower_marks_nothing:
        return journal
    return set_epoch(journal, named.name, receipted=receipt.up_to)


def delivers(journal, epoch):
    return any(row.epoch == epoch.name for row in outstanding(journal))


def is_ours(rules, journal, receipt):
    own = {row.sequence: row for row in journal.rows if row.epoch == receipt.epoch}
    if receipt.up_to == 0:
        return True
    if receipt.up_to not in own:
        return False
    # Where damage took the chain value, nothing speaks against the receipt.
    return not rules.chain_in_receipt or own[receipt.up_to].chain in (None, receipt.chain)


def reissue(journal, new_epoch):
    """All that is outstanding goes under a new epoch, with its ids kept."""
    chain, rows = (), []
    for sequence, row in enumerate(outstanding(journal), 1):
        chain += (row.id,)
        rows.append(Row(new_epoch, sequence, row.id, row.kind, chain))
    over = tuple(epoch._replace(last=min(epoch.receipted, epoch.receipted if epoch.last is None else epoch.last))
                 for epoch in journal.epochs)
    return Journal(journal.rows + tuple(rows), over + (Epoch(new_epoch, 0, None, False),))


def replay(rules, journal, name, first):
    """Takes back marks; the only way to do so."""
    epoch = next((epoch for epoch in journal.epochs if epoch.name == name), None)
    if epoch is None:
        return journal
    receipted = min(epoch.receipted, first - 1) if rules.replay_only_lowers else first - 1
    return set_epoch(journal, name, receipted=receipted)


def quarantine(journal, row):
    return journal._replace(
        rows=tuple(other._replace(kind=TOMBSTONE) if other == row else other for other in journal.rows))


def damage(rules, journal, row, new_epoch):
    """One row of the current epoch and all marks are gone. The rest is readable; new facts get a new epoch."""
    lost = Row(row.epoch, row.sequence, lost_id(row), LOST, None)
    kept = [lost if other == row else other for other in journal.rows]
    if not rules.holes_told:
        kept = [other for other in kept if other.kind != LOST]
    epochs = tuple(epoch._replace(receipted=0) for epoch in journal.epochs)
    _, highest, _ = head(journal)
    ended = epochs[:-1] + (epochs[-1]._replace(last=highest),)
    return Journal(tuple(kept), ended + (Epoch(new_epoch, 0, None, False),))


def lost_id(row):
    return 'lost', row.epoch, row.sequence


# --- the centre -------------------------------------------------------------------------------------------------------

def effects(applied):
    return [entry.id for epoch in applied for entry in epoch if entry.effect]


def take(rules, applied, row):
    """What the centre has after one message in its turn, or None where it has to wait."""
    own = applied[row.epoch]
    if row.sequence <= len(own):
        return applied
    if row.sequence > len(own) + 1 and rules.contiguous:
        return None
    before = own[-1].chain if own else ()
    if rules.chain_checked and rules.contiguous and not follows(rules, row, before):
        return applied                                          # to the dead letters
    value = computed(rules, row, before)
    known = rules.ids_unique and any(row.id == entry.id for epoch in applied for entry in epoch)
    gap = (Applied(('gap', row.epoch), False, None),) * (row.sequence - len(own) - 1)
    return applied[:row.epoch] + (own + gap + (Applied(row.id, not known, value),),) + applied[row.epoch + 1:]


def link(rules, row):
    return row.id if row.kind != TOMBSTONE or rules.original_hash else ('tombstone', row.id)


def follows(rules, row, before):
    if row.kind == LOST and row.chain is None:
        return True
    return before is None or row.chain == before + (link(rules, row),)


def computed(rules, row, before):
    if not rules.chain_checked or not rules.contiguous or before is None or row.chain is None:
        return row.chain
    return before + (link(rules, row),)


def reported(applied, row):
    """Whether the centre was told that this number is lost."""
    own = applied[row.epoch]
    return row.sequence <= len(own) and own[row.sequence - 1].id == lost_id(row)


def receipts(applied, epoch):
    """All receipts that consumers ever had to publish for an epoch, the newest last."""
    own = applied[epoch]
    return [Receipt(epoch, number, own[number - 1].chain) for number in range(1, len(own) + 1)]
