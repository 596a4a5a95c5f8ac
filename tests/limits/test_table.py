"""Every limit stands in one table, can be set from the environment, is documented, and has a test of its own."""

import importlib
from dataclasses import fields
from pathlib import Path
from types import FunctionType

import pytest

from workshop.config import LIMIT_PREFIX, Limits, Misconfigured, from_environment, limits_from, table, with_limits

HERE = Path(__file__).parent
LIMITS = {limit.name: limit for limit in fields(Limits)}


def tried() -> set[str]:
    """The limits that some test of this folder tries."""
    modules = [importlib.import_module(f"tests.limits.{file.stem}") for file in HERE.glob("test_*.py")]
    named = [thing for module in modules for thing in vars(module).values()]
    classes = [thing for thing in named if isinstance(thing, type)]
    tests = named + [method for one in classes for method in vars(one).values()]
    return {name for test in tests if isinstance(test, FunctionType) for name in getattr(test, "limits", ())}


def test_every_limit_is_tried_at_the_limit_and_one_above_it() -> None:
    assert tried() == set(LIMITS)


def test_operations_says_what_the_limits_are() -> None:
    file = HERE.parents[1] / "docs" / "operations.md"
    assert with_limits(file.read_text()) == file.read_text(), "run `.venv/bin/python -m workshop.cli protocol`"
    assert all(f"`{name.upper()}`" in table() for name in LIMITS)


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_can_be_set_within_reason(name: str) -> None:
    said, limit = f"{LIMIT_PREFIX}{name.upper()}", LIMITS[name].metadata
    assert limit["least"] <= LIMITS[name].default <= limit["most"]
    for value in (limit["least"], limit["most"]):
        assert getattr(limits_from({said: str(value)}), name) == value
    nonsense = ("", "many", "-1", "1.5", "1e3", "０", " 1", "9" * 30, str(limit["least"] - 1), str(limit["most"] + 1))
    for text in nonsense:
        with pytest.raises(Misconfigured) as refused:
            limits_from({said: text})
        assert str(refused.value) == f"{said} must be a whole number from {limit['least']} to {limit['most']}"


def test_a_limit_that_is_none_is_refused_by_its_name() -> None:
    with pytest.raises(Misconfigured, match="WORKSHOP_LIMIT_PEOPLE is no limit"):
        from_environment({"WORKSHOP_LIMIT_PEOPLE": "3"})


def test_nothing_said_is_the_table() -> None:
    assert from_environment({}).limits == Limits()
