"""What travels: merge patches, and that they lead exactly where they should."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.patch import both, diff, faults, merge

scalars = st.one_of(
    st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=4)
)
keys = st.sampled_from(["a", "b", "c", "__proto__", "", "0", "ä", "长"])
views = st.dictionaries(
    keys,
    st.recursive(
        st.one_of(scalars, st.lists(scalars, max_size=2)), lambda inner: st.dictionaries(keys, inner, max_size=4)
    ),
    max_size=4,
)


class TestMerge:
    @pytest.mark.parametrize(
        ("view", "patch", "merged"),
        [
            ({"a": "b"}, {"a": "c"}, {"a": "c"}),
            ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
            ({"a": "b"}, {"a": None}, {}),
            ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
            ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
            ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
            ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
            ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
            ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
            ({"a": "foo"}, {"b": "c"}, {"a": "foo", "b": "c"}),
            ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
            (
                {
                    "title": "Goodbye!",
                    "author": {"givenName": "John", "familyName": "Doe"},
                    "tags": ["x"],
                    "content": "-",
                },
                {"title": "Hello!", "phoneNumber": "+01", "author": {"familyName": None}, "tags": ["y"]},
                {
                    "title": "Hello!",
                    "author": {"givenName": "John"},
                    "tags": ["y"],
                    "content": "-",
                    "phoneNumber": "+01",
                },
            ),
        ],
    )
    def test_every_object_of_the_appendix_of_rfc_7396(
        self, view: dict[str, Any], patch: dict[str, Any], merged: dict[str, Any]
    ) -> None:
        assert merge(view, patch) == merged

    @given(views, views)
    def test_neither_the_view_nor_the_patch_is_changed(self, view: dict[str, Any], patch: dict[str, Any]) -> None:
        kept = copy.deepcopy((view, patch))
        merge(view, patch)
        assert (view, patch) == kept


class TestDiff:
    @given(views, views)
    def test_merging_the_difference_gives_the_view_after(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        merged = merge(before, diff(before, after))
        assert merged == after
        assert repr_sorted(merged) == repr_sorted(after)

    @given(views)
    def test_nothing_changed_is_an_empty_patch(self, view: dict[str, Any]) -> None:
        assert diff(view, copy.deepcopy(view)) == {}

    @pytest.mark.parametrize(("old", "new"), [(1, True), (0, False), (1, 1.0), ("1", 1), ([1], "1"), ({}, [])])
    def test_a_value_of_another_type_is_another_value(self, old: object, new: object) -> None:
        assert diff({"a": old}, {"a": new}) == {"a": new}

    def test_only_what_changed_travels(self) -> None:
        before = {"notes": {"1": {"text": "a", "rank": 0}, "2": {"text": "b", "rank": 1}}, "n": 2}
        after = {"notes": {"1": {"text": "a", "rank": 0}, "2": {"text": "B", "rank": 1}}, "n": 2}
        assert diff(before, after) == {"notes": {"2": {"text": "B"}}}

    def test_parts_that_are_the_same_object_are_not_looked_at(self) -> None:
        class Unequal(dict[str, Any]):
            def items(self) -> Any:
                raise AssertionError("looked at")

        part = Unequal(a=1)
        assert diff({"part": part, "n": 1}, {"part": part, "n": 2}) == {"n": 2}


class TestBoth:
    @given(views, views, views)
    def test_one_patch_leads_from_two_views_to_the_same_third(
        self, one: dict[str, Any], other: dict[str, Any], after: dict[str, Any]
    ) -> None:
        patch = both(diff(one, after), diff(other, after))
        assert merge(one, patch) == after
        assert merge(other, patch) == after

    def test_the_patch_of_one_view_alone_would_be_wrong_for_another(self) -> None:
        told, fetched, after = {"a": 1}, {"a": 1, "spotlit": "n1"}, {"a": 2}
        assert merge(fetched, diff(told, after)) == {"a": 2, "spotlit": "n1"}
        assert merge(fetched, both(diff(told, after), diff(fetched, after))) == after


class TestFaults:
    def test_a_good_view_has_none(self) -> None:
        assert faults({"a": {"b": [1, "x", {"c": True}]}, "d": 1.5}) == []

    @pytest.mark.parametrize(
        ("view", "fault"),
        [
            ({"a": {"b": None}}, "/a/b: null means 'gone' in a merge patch"),
            ({"a": [{"b": None}]}, "/a/0/b: null means 'gone' in a merge patch"),
            ({"a": {1: "x"}}, "/a: key 1 is not a string"),
            ({"a": {2, 3}}, "/a: set is not JSON"),
            ({"a": b"x"}, "/a: bytes is not JSON"),
        ],
    )
    def test_what_cannot_travel_is_named_with_its_place(self, view: dict[str, Any], fault: str) -> None:
        assert faults(view) == [fault]


def repr_sorted(value: object) -> str:
    """Tells ``1`` from ``True`` and ``1.0``, which ``==`` does not."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{repr_sorted(value[key])}" for key in sorted(value)) + "}"
    return repr(value)
