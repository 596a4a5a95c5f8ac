"""A map that knows what changed in it is right whichever of its versions is looked at, and when."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from workshop.core import followed, patch
from workshop.core.followed import Followed
from workshop.core.patch import diff, merge

KEYS, VALUES = st.sampled_from("abcdef"), st.integers(0, 9)
Values = dict[str, int]

changes = st.one_of(
    st.tuples(st.just("set"), KEYS, VALUES),
    st.tuples(st.just("delete"), KEYS, VALUES),
    st.tuples(st.just("update"), st.dictionaries(KEYS, VALUES, max_size=3), VALUES),
)
days = st.lists(st.tuples(st.integers(0, 3), changes, st.booleans()), max_size=40)
"""How many versions ago the change goes back to, what it is, and whether somebody looks afterwards."""


def changed(version, values, change):
    what, key, value = change
    if what == "set":
        return version.set(key, value), {**values, key: value}
    if what == "update":
        return version.update(key), {**values, **key}
    if key not in values:
        return version, values
    return version.delete(key), {one: value for one, value in values.items() if one != key}


def parity(value: int) -> str | None:
    return None if value == 0 else ("odd" if value % 2 else "even")


def by_parity(values: Values) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    for key, value in values.items():
        if (name := parity(value)) is not None:
            groups.setdefault(name, {})[key] = str(value)
    return groups


def seen(version: Followed[str, int]) -> Mapping[str, dict[str, str]]:
    return version.grouped("parity", parity, str)


@given(days)
def test_every_version_is_seen_as_if_for_the_first_time(day):
    versions = [(Followed({"a": 1, "b": 2}), {"a": 1, "b": 2})]
    for back, change, look in day:
        versions.append(changed(*versions[max(0, len(versions) - 1 - back)], change))
        if look:
            assert seen(versions[-1][0]) == by_parity(versions[-1][1])
    for version, values in [*versions, *reversed(versions)]:
        assert version == values
        assert seen(version) == by_parity(values)


@given(days)
def test_what_a_screen_saw_and_the_difference_make_what_it_sees(day):
    versions = [(Followed({"a": 1, "b": 2}), {"a": 1, "b": 2})]
    shown = [seen(versions[0][0])]
    for back, change, look in day:
        versions.append(changed(*versions[max(0, len(versions) - 1 - back)], change))
        if look:
            shown.append(seen(versions[-1][0]))
    for before in shown:
        for after in shown:
            assert merge(before, diff(before, after)) == after


def test_a_difference_is_found_without_a_look_at_what_stayed(monkeypatch):
    notes = Followed({f"k{n}": 2 * n + 1 for n in range(1_000)})
    before = notes.grouped("all", parity, lambda value: [value])
    after = notes.set("new", 1).set("k5", 3).delete("k7").grouped("all", parity, lambda value: [value])
    asked: list[str] = []
    monkeypatch.setattr(patch.Traced, "get", lambda self, key: asked.append(key) or self[key] if key in self else None)
    assert diff(before, after) == {"odd": {"new": [1], "k5": [3], "k7": None}}
    assert set(asked) == {"new", "k5", "k7"}


def test_of_two_that_follow_the_same_one_each_differs_in_its_own_keys():
    start = patch.Traced({"a": 1})
    one, other = start.successor(["b"]), start.successor(["c"])
    one["b"], other["c"] = 2, 3
    assert diff(start, one) == {"b": 2}
    assert diff(start, other) == {"c": 3}
    assert diff(one, other) == {"b": None, "c": 3}
    assert diff(one, start) == {"b": None}, "and back again"


def test_only_what_changed_is_looked_at_and_the_rest_stays_the_same_object():
    looked: list[int] = []

    def look(value: int) -> str:
        looked.append(value)
        return str(value)

    first = Followed({"a": 1, "b": 2, "c": 3})
    before = first.grouped("all", parity, look)
    looked.clear()
    after = first.set("d", 4).update({"b": 6}).grouped("all", parity, look)
    assert sorted(looked) == [4, 6]
    assert after["odd"] is before["odd"]
    assert before == {"odd": {"a": "1", "c": "3"}, "even": {"b": "2"}}, "what was handed out never changes"


def test_whatever_else_it_is_made_from_is_looked_at_again():
    one, other = object(), object()
    notes = Followed({"a": 1})
    names = {id(one): "Ann", id(other): "Ben"}
    for who in (one, other, one):
        assert notes.grouped("named", parity, lambda _, who=who: names[id(who)], who) == {"odd": {"a": names[id(who)]}}


def test_a_long_line_of_changes_is_not_remembered_for_ever(monkeypatch):
    monkeypatch.setattr(followed, "LONGEST", 10)
    version = Followed[str, int]()
    for n in range(95):
        version = version.set(f"k{n}", n)
        assert len(version._line.changed) <= 10
        assert seen(version) == by_parity(dict(version))
