"""Pairs and triads for any number of people: nobody alone, everybody in turn, nobody twice with the same."""

import random
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parts.ways import ways_to_seat
from workshop.core.activity import Seat
from workshop.parts.seating import (
    Group,
    Met,
    Seating,
    dealt,
    everybody_in,
    group_of,
    group_sizes,
    in_turn,
    joined,
    left,
    met_in,
    met_once,
    moved,
    place_of,
    role_at,
    swapped,
    times_in,
    turned,
)

SIZES = st.sampled_from([2, 3])
CROWDS = st.integers(4, 60)
SEEDS = st.text("abcdef", min_size=1, max_size=8)
EVERY_CROWD = range(4, 61)


def people(n: int) -> list[str]:
    return [f"p{i:02}" for i in range(n)]


def pairs(groups: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def repeated(seating: Seating, met: Met) -> set[frozenset[str]]:
    return pairs(seating.values()) & set(met)


class TestSizes:
    @pytest.mark.parametrize("n", EVERY_CROWD)
    def test_pairs_with_one_triad_when_the_number_is_odd(self, n: int) -> None:
        sizes = group_sizes(n, 2)
        assert (sum(sizes), set(sizes[n % 2 :]), sizes[: n % 2]) == (n, {2}, (3,) * (n % 2))

    @pytest.mark.parametrize("n", EVERY_CROWD)
    def test_triads_with_a_four_for_each_one_who_is_left_over(self, n: int) -> None:
        fours = n % 3 if n != 5 else 0
        assert Counter(group_sizes(n, 3)) == Counter({4: fours, 3: (n - 4 * fours) // 3, 2: int(n == 5)}) + Counter()

    @pytest.mark.parametrize(
        ("n", "size", "sizes"), [(0, 3, ()), (1, 3, (1,)), (2, 3, (2,)), (3, 2, (3,)), (1, 2, (1,))]
    )
    def test_a_handful(self, n: int, size: int, sizes: tuple[int, ...]) -> None:
        assert group_sizes(n, size) == sizes


class TestDealing:
    @given(n=CROWDS, size=SIZES, seed=SEEDS)
    def test_everybody_has_exactly_one_place_and_nobody_is_alone(self, n: int, size: int, seed: str) -> None:
        seating = dealt(people(n), size, seed)
        assert sorted(everybody_in(seating)) == people(n)
        assert sorted(map(len, seating.values())) == sorted(group_sizes(n, size))
        assert list(seating) == [f"g{i}" for i in range(1, len(seating) + 1)]

    @given(n=CROWDS, size=SIZES, seed=SEEDS)
    def test_the_same_seed_deals_the_same_groups(self, n: int, size: int, seed: str) -> None:
        assert dealt(people(n), size, seed) == dealt(reversed(people(n)), size, seed)

    @given(n=st.integers(12, 60), size=SIZES, seed=SEEDS)
    def test_three_blocks_of_a_day_bring_nobody_together_twice(self, n: int, size: int, seed: str) -> None:
        groups: list[Group] = []
        for block in range(3):
            seating = dealt(people(n), size, f"{seed}{block}", met=met_once(groups))
            assert repeated(seating, met_once(groups)) == set()
            groups += seating.values()

    @given(n=st.integers(4, 9), size=SIZES, seed=st.integers(0, 10_000))
    def test_no_pairing_is_repeated_while_that_can_be_avoided(self, n: int, size: int, seed: int) -> None:
        dice = random.Random(seed)
        known = [pair for pair in combinations(people(n), 2) if dice.random() < 0.45]
        met = met_once(known)
        avoidable = any(not pairs(groups) & set(met) for groups in ways_to_seat(people(n), group_sizes(n, size)))
        assert (not repeated(dealt(people(n), size, "s", met=met), met)) == avoidable

    @given(n=st.integers(4, 12), size=SIZES, seed=st.integers(0, 10_000))
    def test_where_it_cannot_be_avoided_no_exchange_of_two_would_have_been_better(
        self, n: int, size: int, seed: int
    ) -> None:
        dice = random.Random(seed)
        met = met_once([pair for pair in combinations(people(n), 2) if dice.random() < 0.8])
        seating = dealt(people(n), size, "s", met=met)
        others = (swapped(seating, one, other) for one, other in combinations(people(n), 2))
        assert min(len(repeated(other, met)) for other in others) >= len(repeated(seating, met))


class TestTurns:
    @given(size=st.integers(2, 4), rounds=st.integers(1, 4), offset=st.integers(0, 3))
    def test_person_i_of_a_group_that_stays_takes_the_role_of_the_formula(
        self, size: int, rounds: int, offset: int
    ) -> None:
        """``(i + r + o) mod size``, whoever is first in round 0."""
        order = {place_of(i, 0, offset, size): f"p{i:02}" for i in range(size)}
        group = tuple(order[place] for place in range(size))
        had: Counter[str] = Counter()
        for round_ in range(rounds):
            places = [place_of(i, round_, offset, size) for i in range(size)]
            assert [group.index(f"p{i:02}") for i in range(size)] == places
            had[group[0]] += 1
            group = turned(group, had)

    @given(n=CROWDS, size=SIZES, seed=SEEDS, rounds=st.integers(1, 4))
    def test_everybody_has_the_first_role_once_where_the_rounds_allow(
        self, n: int, size: int, seed: str, rounds: int
    ) -> None:
        seating = dealt(people(n), size, seed, turns=rounds)
        for group in seating.values():
            had = firsts(group, rounds)
            assert (max(had.values()) == 1) == (rounds <= len(group))
            assert len(had) == min(rounds, len(group))

    @given(n=st.integers(6, 60), seed=SEEDS)
    def test_two_short_blocks_of_two_rounds_let_everybody_manage_once(self, n: int, seed: str) -> None:
        """Two days, triads, two rounds each: who was not manager on day one is on day two, whoever they sit with."""
        first = dealt(people(n), 3, seed, turns=2)
        had: Counter[str] = Counter()
        for group in first.values():
            had += firsts(group, 2)
        second = dealt(people(n), 3, f"{seed}2", met=met_once(first.values()), had_first=had, turns=2)
        for group in second.values():
            had += firsts(group, 2, had)
        assert sorted(had) == people(n)

    def test_who_had_it_least_comes_first_and_the_next_from_the_end(self) -> None:
        assert in_turn(("a", "b", "c"), {"a": 2, "b": 1}) == ("c", "a", "b")

    def test_a_triad_among_pairs_shares_the_second_role_and_a_four_among_triads_the_third(self) -> None:
        assert [role_at(place, ("asker", "teller")) for place in range(3)] == ["asker", "teller", "teller"]
        assert [role_at(place, ("m", "e", "o")) for place in range(4)] == ["m", "e", "o", "o"]

    def test_seats_of_earlier_blocks_say_who_met_and_who_had_the_role(self) -> None:
        seats = [Seat("b", r, "g1", who, role) for r in (0, 1) for who, role in (("a", "m" if r else "e"), ("b", "e"))]
        assert met_in(seats) == {frozenset("ab"): 1}
        assert times_in(seats, "m") == {"a": 1}


def firsts(group: Group, rounds: int, had: Counter[str] | None = None) -> Counter[str]:
    """Who has the first role in so many rounds."""
    counted, now = Counter(had or {}), Counter[str]()
    for _ in range(rounds):
        counted[group[0]] += 1
        now[group[0]] += 1
        group = turned(group, counted)
    return now


class TestComingAndGoing:
    @given(n=CROWDS, size=SIZES, seed=SEEDS, data=st.data())
    def test_whoever_comes_and_goes_nobody_is_stranded(self, n: int, size: int, seed: str, data: st.DataObject) -> None:
        seating: Seating = dealt(people(n), size, seed)
        here = set(people(n))
        for step in range(data.draw(st.integers(1, 20))):
            if len(here) > 2 and data.draw(st.booleans()):
                person = data.draw(st.sampled_from(sorted(here)))
                seating, here = left(seating, person, size), here - {person}
            else:
                seating, here = joined(seating, f"late{step}", size), here | {f"late{step}"}
            assert sorted(everybody_in(seating)) == sorted(here)
            assert all(2 <= len(group) <= size + 1 for group in seating.values())

    def test_the_last_of_the_group_takes_the_role_and_the_others_keep_theirs(self) -> None:
        seating = {"g1": ("manager", "agent", "observer"), "g2": ("a", "b", "c", "d")}
        assert left(seating, "manager", 3)["g1"] == ("observer", "agent")
        assert left(seating, "agent", 3)["g1"] == ("manager", "observer")
        assert left(seating, "observer", 3)["g1"] == ("manager", "agent")
        assert left(seating, "b", 3)["g2"] == ("a", "d", "c")

    def test_who_is_alone_joins_the_smallest_group(self) -> None:
        assert left({"g1": ("a", "b"), "g2": ("c", "d", "e"), "g3": ("f", "g")}, "a", 2) == {
            "g2": ("c", "d", "e"),
            "g3": ("f", "g", "b"),
        }

    def test_two_who_lost_their_partners_come_together(self) -> None:
        assert left({"g1": ("a", "b"), "g2": ("c",), "g3": ("f", "g")}, "a", 2) == {"g1": ("b", "c"), "g3": ("f", "g")}

    def test_a_late_one_shares_the_last_role_of_the_smallest_group(self) -> None:
        assert joined({"g1": ("a", "b", "c"), "g2": ("d", "e")}, "late", 3)["g2"] == ("d", "e", "late")
        assert joined({"g1": ("a", "b", "c")}, "late", 3) == {"g1": ("a", "b", "c", "late")}

    def test_where_all_are_over_full_a_late_one_makes_a_new_group_of_those_who_are_too_many(self) -> None:
        assert joined({"g1": ("a", "b", "c"), "g2": ("d", "e", "f")}, "late", 2) == {
            "g1": ("a", "b"),
            "g2": ("d", "e", "f"),
            "g3": ("late", "c"),
        }

    def test_a_late_one_comes_to_the_first_role_before_anybody_has_it_twice(self) -> None:
        group: Group = ("a", "b")
        had = Counter({"a": 1})
        group = joined({"g1": turned(group, had)}, "late", 2)["g1"]
        assert group == ("b", "a", "late")
        had["b"] += 1
        assert turned(group, had)[0] == "late"

    @given(n=CROWDS, size=SIZES, seed=SEEDS, data=st.data())
    def test_two_who_change_places_change_roles_and_nobody_else_does(
        self, n: int, size: int, seed: str, data: st.DataObject
    ) -> None:
        seating = dealt(people(n), size, seed)
        one, other = data.draw(st.lists(st.sampled_from(people(n)), min_size=2, max_size=2, unique=True))
        after = swapped(seating, one, other)
        assert (group_of(after, one), group_of(after, other)) == (group_of(seating, other), group_of(seating, one))
        assert swapped(after, one, other) == seating

    def test_moving_leaves_nobody_behind_alone(self) -> None:
        after = moved({"g1": ("a", "b"), "g2": ("c", "d"), "g3": ("e", "f")}, "a", "g2", 2)
        assert after == {"g2": ("c", "d", "a"), "g3": ("e", "f", "b")}

    def test_a_group_that_does_not_exist(self) -> None:
        with pytest.raises(KeyError):
            moved({"g1": ("a", "b", "c")}, "a", "g9", 2)
