"""Every rounds block of the course one after the other, while people come late, sit out, leave and come back."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest

from tests.activities.rounds_day import BLOCKS, Rounds
from tests.parts.ways import ways_to_seat
from workshop.parts.seating import Group, group_sizes

EVERY_CROWD = range(4, 61)
AT_ONCE = (4, 5, 6, 7, 8, 9, 10, 13, 17, 24, 37, 60)
"""Small rooms, where there is the least choice, and some larger ones."""
FEWEST_HERE = 4
FEW = 9
"""In so small a room every way to seat people can be tried."""
MANY = 24
"""In so large a room nobody has to meet anybody twice in seven blocks."""

CROWDS = pytest.mark.parametrize(
    "n", [n if n in AT_ONCE else pytest.param(n, marks=pytest.mark.full) for n in EVERY_CROWD]
)


class Restless(Rounds):
    """A room in which something happens to somebody between any two steps; keeps its own account of who sat where."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__(*BLOCKS, people=people)
        self.dice = random.Random(seed)
        self.out = set[str]()
        self.sat: dict[tuple[str, str], set[str]] = {}
        self.firsts: dict[str, Counter[str]] = {}

    @property
    def seated(self) -> dict[str, Group]:
        return {group: tuple(people) for group, people in self.block_state().groups.items()}

    @property
    def absent(self) -> set[str]:
        return set(self.block_state().absent)

    @property
    def here(self) -> set[str]:
        return {voice.id for voice in self.people} - self.out - self.absent

    @property
    def size(self) -> int:
        return int(self.block_state().config.size)

    @property
    def first_role(self) -> str:
        return str(self.block_state().config.roles[0].id)

    # --- what happens to people -----------------------------------------------------------------------------------

    def something_happens(self) -> None:
        change = self.dice.choice([self.sits_out, self.leaves, self.comes_back, self.comes_late, lambda: None])
        change()

    def sits_out(self) -> None:
        if len(self.here) > FEWEST_HERE:
            self.fay("rounds/set_absent", person=self.dice.choice(sorted(self.here)), on=True)

    def leaves(self) -> None:
        if len(self.here) > FEWEST_HERE:
            person = self.dice.choice(sorted(self.here))
            self.out.add(person)
            self.fay("room/remove_person", person=person)

    def comes_back(self) -> None:
        if self.absent:
            self.fay("rounds/set_absent", person=self.dice.choice(sorted(self.absent)), on=False)
        elif self.out:
            person = self.dice.choice(sorted(self.out))
            self.out.remove(person)
            self.fay("room/return_person", person=person)

    def comes_late(self) -> None:
        if self.dice.random() < 0.3:
            self.people.append(self.joins(f"Late{len(self.people):02}"))

    # --- what is remembered ---------------------------------------------------------------------------------------

    def round_ended(self, block: str, first_role: str, seated: dict[str, Group]) -> None:
        had = self.firsts.setdefault(first_role, Counter())
        for group, people in seated.items():
            self.sat.setdefault((block, group), set()).update(people)
            had[people[0]] += 1

    def met(self) -> set[frozenset[str]]:
        """Who has been in one group in an earlier block."""
        return {pair for (block, _), people in self.sat.items() if block != self.state.block for pair in pairs(people)}

    def had(self) -> Counter[str]:
        return self.firsts.get(self.first_role, Counter())


def pairs(people: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(people, 2)}


def played(n: int) -> Iterator[tuple[Restless, str]]:
    """All the blocks; comes by wherever groups have just been dealt, turned or changed, and says what happened."""
    play = Restless(n, seed=n)
    for block in BLOCKS:
        play.begin(block)
        round_ = 0
        yield play, "dealt"
        while play.state.block == block:
            play.something_happens()
            yield play, "changed"
            first, seated = play.first_role, play.seated
            play.next()
            if play.state.block != block or play.block_state().round != round_:
                play.round_ended(block, first, seated)
            if play.state.block == block and play.block_state().round != round_:
                round_ = play.block_state().round
                yield play, "turned"


@CROWDS
def test_nobody_is_stranded_whoever_comes_and_goes(n: int) -> None:
    for play, _ in played(n):
        seated = [person for people in play.seated.values() for person in people]
        assert sorted(seated) == sorted(play.here)
        assert {len(people) for people in play.seated.values()} <= set(range(2, play.size + 2))


@CROWDS
def test_whoever_had_the_first_role_least_has_it_next(n: int) -> None:
    for play, what in played(n):
        if what != "changed":
            had = play.had()
            for people in play.seated.values():
                assert had[people[0]] == min(had[person] for person in people)


@CROWDS
def test_no_pairing_is_repeated_while_that_can_be_avoided(n: int) -> None:
    for play, what in played(n):
        if what == "dealt":
            again = {pair for people in play.seated.values() for pair in pairs(people)} & play.met()
            if len(play.here) <= FEW:
                assert bool(again) != avoidable(play)
            elif len(play.here) >= MANY:
                assert again == set()


def avoidable(play: Restless) -> bool:
    """Whether there is any way to seat those who are here so that nobody meets anybody again and all get their turn."""
    had, met, rounds = play.had(), play.met(), play.block_state().config.rounds
    most = max((had[person] for person in play.here), default=0)
    waiting = {person for person in play.here if had[person] < most}
    sizes = group_sizes(len(play.here), play.size)

    def fits(group: Group) -> bool:
        return pairs(group).isdisjoint(met) and sum(person in waiting for person in group) <= rounds

    return any(True for _ in ways_to_seat(sorted(play.here), sizes, fits))
