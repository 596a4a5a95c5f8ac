"""Which names are taken is found without looking at everybody, and is the same as if one had."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from workshop.core.frozen import replace
from workshop.rooms.state import Member
from workshop.rooms.views import Names
from workshop.store.seats import look

CALLED = ("Ann", "аnn", "Ben", "王", "王 2")
_deeds = st.lists(
    st.tuples(
        st.sampled_from(["joins", "is renamed", "has the first name again", "is forgotten"]),
        st.sampled_from("abcd"),
        st.sampled_from(CALLED),
    ),
    max_size=12,
)


def _after(names: Names, members: Map[str, Member], deed: str, person: str, called: str) -> tuple[Names, Any]:
    member = members.get(person)
    if member is None or member.forgotten:
        if deed != "joins" or member:
            return names, members
        return names.with_seat(person, called, "0000"), members.set(person, Member(person, len(members), 0))
    if deed == "is renamed":
        n = names.next_number(person)
        return names.with_name(person, n, called), members.set(person, replace(member, name=n))
    if deed == "has the first name again":
        return names, members.set(person, replace(member, name=0))
    if deed == "is forgotten":
        return names.without(person), members.set(person, replace(member, forgotten=True))
    return names, members


@given(_deeds)
def test_a_name_is_taken_when_somebody_else_goes_by_one_that_looks_the_same(deeds: list[tuple[str, str, str]]) -> None:
    names, members = Names(), Map[str, Member]()
    for deed in deeds:
        names, members = _after(names, members, *deed)
    for but in (None, *members):
        looks = {look(names.of(m)) for m in members.values() if m.id != but and not m.forgotten}
        assert {look(one) for one in CALLED if names.is_taken(members, look(one), but)} == looks


@given(_deeds)
def test_names_that_are_read_again_are_looked_up_as_before(deeds: list[tuple[str, str, str]]) -> None:
    names, members = Names(), Map[str, Member]()
    for deed in deeds:
        names, members = _after(names, members, *deed)
    again = Names(names.name, names.seat_code)
    assert {like: set(keys) for like, keys in again.by_look.items() if keys} == {
        like: set(keys) for like, keys in names.by_look.items() if keys
    }
