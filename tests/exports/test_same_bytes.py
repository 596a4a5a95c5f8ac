"""Large rooms, each made again from the beginning by another process elsewhere: not a byte is different."""

from functools import cache
from hashlib import sha256

import pytest

from tests.exports.sixty import report as sixty
from tests.exports.test_rehearsed import handbook, of_a_team, reports
from tests.harness.elsewhere import elsewhere
from workshop.core.report import CLIENT, RoomReport
from workshop.exports import formats

ROOMS = {
    "two recorded days": lambda: reports()[CLIENT],
    "60 people and 500 notes": sixty,
    "a handbook": handbook,
    "a team's": of_a_team,
}
SLOW = ("docx",)
QUICK = tuple(name for name in formats() if name not in (*SLOW, "everything"))
"""The archive holds the others as they are, which has a test of its own."""


@cache
def digests(room: str, lang: str, names: tuple[str, ...]) -> dict[str, str]:
    report: RoomReport = ROOMS[room]()
    return {name: sha256(formats()[name].write(report, lang)).hexdigest() for name in names}


@cache
def digests_elsewhere(room: str, lang: str, names: tuple[str, ...]) -> dict[str, str]:
    """The room is played and its report written by a process that has another clock, language and order of sets."""
    found: dict[str, str] = elsewhere("tests.exports.test_same_bytes", "digests", room, lang, names)
    return found


LARGE = tuple(ROOMS)[:2]
FOR_FEWER = {"a handbook": ("pdf",), "a team's": ("pdf", "docx")}
ALL = (*QUICK, *SLOW)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("room", LARGE)
@pytest.mark.parametrize(
    ("lang", "names"),
    [("zh", QUICK), pytest.param("zh", SLOW, marks=pytest.mark.full), pytest.param("en", ALL, marks=pytest.mark.full)],
    ids=["quick", "slow", "English"],
)
def test_a_large_room_gives_the_same_bytes_on_any_machine(room: str, lang: str, names: tuple[str, ...]) -> None:
    assert digests(room, lang, names) == digests_elsewhere(room, lang, names)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("room", "lang"),
    [
        ("a handbook", "zh"),
        pytest.param("a handbook", "en", marks=pytest.mark.full),
        pytest.param("a team's", "zh", marks=pytest.mark.full),
        pytest.param("a team's", "en", marks=pytest.mark.full),
    ],
)
def test_so_do_the_files_that_are_for_fewer(room: str, lang: str) -> None:
    names = FOR_FEWER[room]
    assert digests(room, lang, names) == digests_elsewhere(room, lang, names)
