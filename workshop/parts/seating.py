"""Who sits with whom, and who has which role: pairs and triads for any number of people, for as long as they stay.

A seating is the groups by id, each with its people in the order of their roles: the first of a group has the first
role, the second the second, and whoever is beyond the last role shares it. So an odd pair is a triad in which two share
the second role, and the fourth of a triad is a second observer. The same seed deals the same groups.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from workshop.core.activity import PersonId, Seat

Group = tuple[PersonId, ...]
Seating = Mapping[str, Group]
Met = Mapping[frozenset[PersonId], int]
"""How often two people have been in one group."""

ENOUGH_STEPS = 4_000
"""After so many placings the search for groups without a repetition gives up; it needs one a person, as a rule."""
MOST_SEARCHED = 120
"""Beyond so many people groups are dealt and mended, not searched: with so many there is room to mend."""
STARTS = 12


# --- what came before ---------------------------------------------------------------------------------------------


def met_in(seats: Iterable[Seat]) -> Met:
    """Who has been in a group with whom. A group that stayed together for three rounds has met once."""
    groups: dict[tuple[str, str], set[PersonId]] = {}
    for seat in seats:
        groups.setdefault((seat.block, seat.group), set()).add(seat.person)
    return met_once(groups.values())


def met_once(groups: Iterable[Iterable[PersonId]]) -> Met:
    """The same for groups as they are listed."""
    return Counter(frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2))


def times_in(seats: Iterable[Seat], role: str) -> Mapping[PersonId, int]:
    """How often each person had a role; who never had it is missing."""
    return Counter(seat.person for seat in seats if seat.role == role)


# --- dealing ------------------------------------------------------------------------------------------------------


def group_sizes(people: int, size: int) -> tuple[int, ...]:
    """How large the groups are, the larger ones first.

    Pairs: an odd number makes one triad. Triads: one left over makes a four, two left over make two fours where there
    are eight or more people, else one pair. Somebody who is all alone is a group of one.
    """
    if people <= size:
        return (people,) if people else ()
    groups, over = divmod(people, size)
    if over == 1 or (over and people >= 8):
        return (size + 1,) * over + (size,) * (groups - over)
    return (size,) * groups + ((over,) if over else ())


def dealt(
    people: Iterable[PersonId],
    size: int,
    seed: str,
    *,
    met: Met | None = None,
    had_first: Mapping[PersonId, int] | None = None,
    turns: int = 1,
) -> dict[str, Group]:
    """Everybody in groups, with nobody they have met as long as that can be.

    ``had_first`` says how often people have had the first role, of which each group has ``turns`` to give: those who
    had it least are spread over the groups and come first.
    """
    everybody = sorted(set(people))
    dice = random.Random(seed)
    dice.shuffle(everybody)
    table = _Table(met or {}, _waiting(everybody, had_first or {}), turns)
    sizes = group_sizes(len(everybody), size)
    groups = _searched(table, everybody, sizes) or _mended(table, everybody, sizes, dice)
    return {f"g{n}": in_turn(group, had_first or {}) for n, group in enumerate(groups, 1)}


def in_turn(group: Iterable[PersonId], had_first: Mapping[PersonId, int]) -> Group:
    """The order in which everybody comes to the first role: after the first of a group its last is next.

    Whoever had it least comes soonest.
    """
    soonest = sorted(group, key=lambda person: had_first.get(person, 0))
    return (*soonest[:1], *reversed(soonest[1:]))


def _waiting(people: Sequence[PersonId], had_first: Mapping[PersonId, int]) -> frozenset[PersonId]:
    """Those who have had the first role less often than others; nobody where all are equal."""
    times = {person: had_first.get(person, 0) for person in people}
    most = max(times.values(), default=0)
    return frozenset(person for person, n in times.items() if n < most)


@dataclass(frozen=True)
class _Table:
    """What speaks against two people in one group, or against a group."""

    met: Met
    waiting: frozenset[PersonId]
    turns: int
    knows: dict[PersonId, set[PersonId]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pair in self.met:
            for person in pair:
                self.knows.setdefault(person, set()).update(pair - {person})

    def has_met(self, person: PersonId) -> set[PersonId]:
        return self.knows.get(person, set())

    def fits(self, person: PersonId, group: Sequence[PersonId]) -> bool:
        if not self.has_met(person).isdisjoint(group):
            return False
        return person not in self.waiting or self.waits_in(group) < self.turns

    def waits_in(self, group: Iterable[PersonId]) -> int:
        return sum(person in self.waiting for person in group)

    def cost(self, group: Sequence[PersonId]) -> int:
        """Repeated pairings, and far above them people who would not come to the first role."""
        again = sum(self.met.get(frozenset(pair), 0) for pair in combinations(group, 2))
        return again + 1_000 * max(0, self.waits_in(group) - self.turns)


def _searched(table: _Table, people: Sequence[PersonId], sizes: Sequence[int]) -> list[list[PersonId]] | None:
    """Groups against which nothing speaks, or None where there are none or they are too hard to find."""
    if len(people) > MOST_SEARCHED:
        return None
    return _Search(table, {person: n for n, person in enumerate(people)}).begin(set(people), list(sizes))


class _Search:
    """Group after group, each around whoever has the fewest left to sit with; back where it leads nowhere."""

    def __init__(self, table: _Table, order: Mapping[PersonId, int]) -> None:
        self.table, self.order, self.steps = table, order, 0

    def begin(self, left: set[PersonId], sizes: list[int]) -> list[list[PersonId]] | None:
        """Groups of these sizes for all who are left."""
        if not left:
            return []
        if self.table.waits_in(left) > sum(min(size, self.table.turns) for size in sizes):
            return None
        person = min(left, key=lambda person: self._hardest(person, left))
        for size in sorted(set(sizes), reverse=True):
            others = list(sizes)
            others.remove(size)
            found = self._fill([person], size, left - {person}, others)
            if found is not None:
                return found
        return None

    def _fill(
        self, group: list[PersonId], size: int, left: set[PersonId], sizes: list[int]
    ) -> list[list[PersonId]] | None:
        if len(group) == size:
            others = self.begin(left, sizes)
            return None if others is None else [group, *others]
        fitting = [person for person in left if self.table.fits(person, group)]
        for person in sorted(fitting, key=lambda person: self._hardest(person, left)):
            self.steps += 1
            if self.steps > ENOUGH_STEPS:
                return None
            found = self._fill([*group, person], size, left - {person}, sizes)
            if found is not None:
                return found
        return None

    def _hardest(self, person: PersonId, left: set[PersonId]) -> tuple[int, int]:
        """Whoever has met the most of those who are left comes first."""
        return -len(self.table.has_met(person) & left), self.order[person]


def _mended(
    table: _Table, people: Sequence[PersonId], sizes: Sequence[int], dice: random.Random
) -> list[list[PersonId]]:
    """Groups dealt by chance, then made better by exchanging two as long as that helps; the best of several tries."""
    best: list[list[PersonId]] = []
    for _ in range(STARTS):
        shuffled = iter(dice.sample(people, len(people)))
        groups = [[next(shuffled) for _ in range(size)] for size in sizes]
        while _improved(table, groups):
            pass
        if not best or _total(table, groups) < _total(table, best):
            best = groups
        if not _total(table, best):
            break
    return best


def _total(table: _Table, groups: Iterable[Sequence[PersonId]]) -> int:
    return sum(map(table.cost, groups))


def _improved(table: _Table, groups: list[list[PersonId]]) -> bool:
    """Exchanges people of groups that something speaks against; whether any of it helped."""
    helped = False
    for one in groups:
        for other in groups if table.cost(one) else ():
            helped = (other is not one and _exchanged(table, one, other)) or helped
    return helped


def _exchanged(table: _Table, one: list[PersonId], other: list[PersonId]) -> bool:
    before = table.cost(one) + table.cost(other)
    for at, to in ((at, to) for at in range(len(one)) for to in range(len(other))):
        one[at], other[to] = other[to], one[at]
        if table.cost(one) + table.cost(other) < before:
            return True
        one[at], other[to] = other[to], one[at]
    return False


# --- roles --------------------------------------------------------------------------------------------------------


def role_at(place: int, roles: Sequence[str]) -> str:
    """The role of a place in a group; beyond the last role it is shared."""
    return roles[min(place, len(roles) - 1)]


def place_of(i: int, round_: int, offset: int, size: int) -> int:
    """Where person ``i`` of a group that stays together sits in a round (from 0), after ``offset`` earlier rounds."""
    return (i + round_ + offset) % size


def turned(group: Group, had_first: Mapping[PersonId, int]) -> Group:
    """The group in its next round: everybody one place on, the last one to the first role.

    Where somebody came or went it turns further, until whoever had the first role least has it.
    """
    if not group:
        return group
    least = min(had_first.get(person, 0) for person in group)
    steps = next(n for n in range(1, len(group) + 1) if had_first.get(group[-n], 0) == least)
    return (*group[-steps:], *group[:-steps])


# --- coming, going, changing places -------------------------------------------------------------------------------


def joined(seating: Seating, person: PersonId, size: int) -> dict[str, Group]:
    """Somebody came late: last in the smallest group. Where all are over-full, they and others make a new one."""
    groups = dict(seating)
    smallest = min(groups, key=lambda group: (len(groups[group]), _number(group)), default=None)
    if smallest is not None and len(groups[smallest]) <= size:
        groups[smallest] = (*groups[smallest], person)
        return groups
    new: list[PersonId] = [person]
    for group in list(groups)[: size - 1]:
        *stay, over = groups[group]
        groups[group] = tuple(stay)
        new.append(over)
    groups[_next_id(groups)] = tuple(new)
    return groups


def left(seating: Seating, person: PersonId, size: int) -> dict[str, Group]:
    """Somebody went: the last of their group takes their role, the others keep theirs; who is alone joins others."""
    return gathered(_without(seating, person), size)


def gathered(seating: Seating, size: int) -> dict[str, Group]:
    """People who are alone in their groups come together; a single one joins the smallest group."""
    groups = {group: people for group, people in seating.items() if len(people) > 1}
    ids = [group for group, people in seating.items() if len(people) == 1]
    alone = [seating[group][0] for group in ids]
    if len(alone) == 1 and groups:
        return joined(groups, alone[0], size)
    people = iter(alone)
    for group, of in zip(ids, group_sizes(len(alone), size), strict=False):
        groups[group] = tuple(next(people) for _ in range(of))
    return groups


def moved(seating: Seating, person: PersonId, group: str, size: int) -> dict[str, Group]:
    """Somebody goes to another group, last there. Raises KeyError for no such group."""
    groups = _without(seating, person)
    groups[group] = (*groups[group], person)
    return gathered(groups, size)


def swapped(seating: Seating, one: PersonId, other: PersonId) -> dict[str, Group]:
    """Two people change places, and with them roles; in one group or between two."""
    change = {one: other, other: one}
    return {group: tuple(change.get(person, person) for person in people) for group, people in seating.items()}


def group_of(seating: Seating, person: PersonId) -> str | None:
    return next((group for group, people in seating.items() if person in people), None)


def everybody_in(seating: Seating) -> Iterator[PersonId]:
    return (person for people in seating.values() for person in people)


def _without(seating: Seating, person: PersonId) -> dict[str, Group]:
    groups = dict(seating)
    group = group_of(groups, person)
    if group is None:
        return groups
    people = groups[group]
    at, last = people.index(person), len(people) - 1
    if at == last:
        groups[group] = people[:-1]
    else:
        groups[group] = (*people[:at], people[-1], *people[at + 1 : -1])
    return groups


def _number(group: str) -> int:
    return int(group[1:]) if group[1:].isdigit() else 0


def _next_id(groups: Iterable[str]) -> str:
    return f"g{max(map(_number, groups), default=0) + 1}"
