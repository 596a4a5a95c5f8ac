"""Frozen things are copied and made as their classes would, only faster."""

from dataclasses import dataclass, field

import pytest
from immutables import Map

from workshop.core.frozen import made, replace


@dataclass(frozen=True)
class Note:
    id: str
    text: str
    rank: int = 0
    fields: Map[str, str] = field(default_factory=Map)


class TestMade:
    def test_it_equals_what_the_class_makes(self) -> None:
        assert made(Note, id="n", text="one", rank=3) == Note("n", "one", 3)
        assert hash(made(Note, id="n", text="one")) == hash(Note("n", "one"))

    def test_it_can_be_changed_no_more_than_any_other(self) -> None:
        with pytest.raises(AttributeError):
            made(Note, id="n", text="one").text = "two"  # type: ignore[misc]
        assert replace(made(Note, id="n", text="one"), text="two") == Note("n", "two")

    @pytest.mark.parametrize("given", [{"id": "n"}, {"id": "n", "text": "one", "colour": "red"}])
    def test_what_is_missing_or_too_much_is_refused_as_the_class_refuses_it(self, given: dict[str, str]) -> None:
        with pytest.raises(TypeError):
            made(Note, **given)


class TestReplace:
    def test_a_copy_differs_only_in_what_was_changed(self) -> None:
        first = Note("n", "one", 3)
        assert replace(first, text="two") == Note("n", "two", 3)
        assert first == Note("n", "one", 3)

    def test_a_field_that_is_none_is_refused(self) -> None:
        with pytest.raises(TypeError):
            replace(Note("n", "one"), colour="red")

    def test_a_copy_starts_without_what_was_made_of_the_first(self) -> None:
        first = Note("n", "one")
        first.__dict__["_shown"] = "kept"
        assert "_shown" not in replace(first, text="two").__dict__
