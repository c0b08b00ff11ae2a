"""Searches every interleaving of a scenario and says what breaks, or how many states held.

    python3 search.py '{"facts": 3, "faults": ["image taken"], "broken": ["chain_in_receipt"]}'
"""
import json
import sys
from collections import deque

from delivery_model import FACT, LOST, Rules, effects, outstanding, reported, start
from steps import faults, presses, steps


def search(facts, faults_allowed, rules, epochs=4, bound=200_000):
    first = start(faults_allowed, epochs)
    came_from, peaceful, queue = {first: None}, {}, deque([first])
    while queue:
        state = queue.popleft()
        wrong = unsafe(state, epochs)
        if wrong:
            return verdict(wrong, state, came_from)
        quiet = [(name, after) for name, after in steps(rules, state) if after != state]
        peaceful[state] = [after for _, after in quiet]
        for name, after in [*quiet, *presses(state, facts), *faults(rules, state)]:
            sent_back = unasked(name, state, after)
            if sent_back:
                return verdict(sent_back, state, came_from)
            if after not in came_from:
                came_from[after] = (name, state)
                queue.append(after)
        if len(came_from) > bound:
            return {'verdict': 'too many states', 'states': len(came_from)}
    stuck = never_complete(peaceful)
    return verdict('stuck', stuck, came_from) if stuck else {'verdict': 'holds', 'states': len(came_from)}


def unsafe(state, epochs):
    done = effects(state.applied)
    if len(done) != len(set(done)):
        return 'took effect twice'
    if state.epochs_named >= epochs:
        return 'epoch after epoch'
    # A centre that was restored lacks what it confirmed, for a while; it is judged by whether it gets it back.
    if was_restored(state):
        return None
    receipted = {epoch.name: epoch.receipted for epoch in state.journal.epochs}
    for row in state.journal.rows:
        if row.kind == FACT and row.sequence <= receipted[row.epoch] and not is_known(state, row):
            return 'lost: receipted, and the centre lacks it'
    return None


def was_restored(state):
    return state.backup is not None and 'centre restored' not in state.faults


def unasked(name, before, after):
    """Marks are taken back by a replay only, or with the disk."""
    if name not in ('hears', 'hears late', 'connected'):
        return None
    marks = {epoch.name: epoch.receipted for epoch in after.journal.epochs}
    fell = any(marks[epoch.name] < epoch.receipted for epoch in before.journal.epochs)
    return 'sent again unasked' if fell else None


def is_complete(state):
    """Every fact that the desk still has is at the centre, and the desk knows."""
    readable = [row for row in state.journal.rows if row.kind != LOST]
    return not outstanding(state.journal) and all(is_known(state, row) for row in readable)


def is_known(state, row):
    return any(row.id == entry.id for epoch in state.applied for entry in epoch) or reported(state.applied, row)


def never_complete(peaceful):
    """A state from which no sequence of steps without a fault leads to everything delivered."""
    before = {}
    for state, nexts in peaceful.items():
        for after in nexts:
            before.setdefault(after, []).append(state)
    good = {state for state in peaceful if is_complete(state)}
    queue = deque(good)
    while queue:
        for state in before.get(queue.popleft(), ()):
            if state not in good:
                good.add(state)
                queue.append(state)
    return next((state for state in peaceful if state not in good), None)


def verdict(what, state, came_from):
    names, at = [], state
    while came_from[at] is not None:
        name, at = came_from[at]
        names.append(name)
    return {'verdict': what, 'states': len(came_from), 'story': names[::-1]}


if __name__ == '__main__':
    asked = json.loads(sys.argv[1])
    broken = Rules(**{rule: False for rule in asked.get('broken', [])})
    print(json.dumps(search(asked['facts'], asked['faults'], broken)))
