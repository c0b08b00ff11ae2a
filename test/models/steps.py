"""What can happen next: the steps of the contract, and the faults that it must bear."""
from delivery_model import (FACT, Epoch, Journal, accept, damage, judge, outstanding, quarantine, receipts, replay,
                            set_epoch, take)


def steps(rules, state):
    """(name, next state) of every step but faults and presses: a world left in peace takes them all."""
    yield from desk_steps(rules, state)
    yield from centre_steps(rules, state)


def desk_steps(rules, state):
    if state.reading:
        read = receive(rules, state, state.retained) if state.retained else state
        told = tell(read if rules.told_after_receipt else state).told
        yield 'connected', read._replace(reading=False, told=told)
        return
    for row in outstanding(state.journal):
        yield 'sends', state._replace(journal=noted(rules, state.journal), flight=state.flight | {row})
    for command in state.replays:
        replayed = state._replace(journal=replay(rules, state.journal, *command), replays=state.replays - {command})
        yield 'replays', tell(replayed)
    if state.late:
        yield 'hears late', receive(rules, state, state.late)._replace(late=None)
    if state.retained:
        yield 'hears', receive(rules, state, state.retained)


def noted(rules, journal):
    """That the current epoch may be known outside; it matters only to the rule that is not ours."""
    return journal if rules.unknown_epoch_ignored else set_epoch(journal, journal.epochs[-1].name, sent=True)


def receive(rules, state, receipt):
    journal = judge(rules, state.journal, receipt, state.epochs_named)
    if journal == state.journal:
        return state
    named = state.epochs_named + len(journal.epochs) - len(state.journal.epochs)
    heard = state._replace(journal=journal, epochs_named=named)
    return tell(heard) if rules.told_after_receipt else heard


def tell(state):
    """The retained state of the desk. Nobody looks at it before the centre has a backup to come back from."""
    if state.backup is None:
        return state
    return state._replace(told=tuple((epoch.name, epoch.receipted) for epoch in state.journal.epochs))


def centre_steps(rules, state):
    for row in state.flight:
        applied = take(rules, state.applied, row)
        if applied is not None and applied != state.applied:
            yield 'takes', state._replace(applied=applied)
    for epoch in range(len(state.applied)):
        for receipt in receipts(state.applied, epoch)[-1:]:
            yield 'publishes', state._replace(retained=receipt)
    if rules.centre_compares:
        yield from asked(state)


def asked(state):
    for name, receipted in state.told or ():
        first = len(state.applied[name]) + 1
        if receipted >= first and not any(epoch == name for epoch, _ in state.replays):
            yield 'asks', state._replace(replays=state.replays | {(name, first)})


def presses(state, facts):
    """A press is accepted, whatever else happens."""
    if state.made < facts:
        yield 'press', state._replace(journal=accept(state.journal, state.made), made=state.made + 1)


def faults(rules, state):
    """Crashes, forgetful brokers and slow consumers happen at any time; the rest once each, where it is allowed."""
    yield 'crash', state._replace(reading=True)
    if state.flight:
        yield 'broker forgets', state._replace(flight=frozenset())
    for epoch in range(len(state.applied)):
        for receipt in receipts(state.applied, epoch)[:-1]:
            yield 'publishes late', state._replace(retained=receipt)
    for fault in state.faults:
        left = state._replace(faults=state.faults - {fault})
        yield from ((fault, after) for after in happen[fault](rules, left))


def image_taken(rules, state):
    if state.image is None and state.journal.rows:
        yield state._replace(image=state.journal, faults=state.faults | {'desk restored'})


def desk_restored(rules, state):
    if state.image is not None:
        yield state._replace(journal=state.image, reading=True)


def torn_image_taken(rules, state):
    if state.image is None and state.journal.rows:
        yield state._replace(image=state.journal, faults=state.faults | {'torn image restored'})


def torn_image_restored(rules, state):
    """A copy that was taken from a running PC: old, and not readable everywhere."""
    if state.image is not None:
        yield from disk_damaged(rules, state._replace(journal=state.image))


def clones_take_turns(rules, state):
    """Two PCs with the same disk and name, each throwing the other out."""
    if state.image is not None:
        again = state.faults | {'clones take turns'}
        yield state._replace(journal=state.image, image=state.journal, reading=True, faults=again)


def desk_replaced(rules, state):
    if state.journal.rows:
        journal = Journal((), (Epoch(state.epochs_named, 0, None, False),))
        yield state._replace(journal=journal, epochs_named=state.epochs_named + 1, reading=True)


def backup_taken(rules, state):
    if any(state.applied):
        yield tell(state._replace(backup=state.applied, faults=state.faults | {'centre restored'}))


def centre_restored(rules, state):
    if state.backup is not None and state.backup != state.applied:
        yield state._replace(applied=state.backup, late=state.retained)


def replay_by_mistake(rules, state):
    """A command that comes late, or that nobody should have sent."""
    for epoch in state.journal.epochs:
        for first in (1, 3):
            yield state._replace(replays=state.replays | {(epoch.name, first)})


def fact_refused(rules, state):
    for row in outstanding(state.journal)[:1]:
        if row.kind == FACT:
            yield state._replace(journal=quarantine(state.journal, row))


def disk_damaged(rules, state):
    current = state.journal.epochs[-1].name
    for row in state.journal.rows:
        if row.epoch == current:
            journal = damage(rules, state.journal, row, state.epochs_named)
            yield state._replace(journal=journal, epochs_named=state.epochs_named + 1, reading=True)


happen = {
    'image taken': image_taken,
    'desk restored': desk_restored,
    'torn image taken': torn_image_taken,
    'torn image restored': torn_image_restored,
    'clones take turns': clones_take_turns,
    'desk replaced': desk_replaced,
    'backup taken': backup_taken,
    'centre restored': centre_restored,
    'replay by mistake': replay_by_mistake,
    'fact refused': fact_refused,
    'disk damaged': disk_damaged,
}
