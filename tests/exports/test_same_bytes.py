"""Large rooms, each made again from the beginning by another process elsewhere: not a byte is different."""

import os
import pickle
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests.exports.sixty import report as sixty
from tests.exports.test_rehearsed import handbook, of_a_team, reports
from workshop.core.report import CLIENT, RoomReport
from workshop.exports import formats

ROOT = Path(__file__).parents[2]
ROOMS = {
    "two recorded days": lambda: reports()[CLIENT],
    "60 people and 500 notes": sixty,
    "a handbook": handbook,
    "a team's": of_a_team,
}
SLOW = ("docx",)
QUICK = tuple(name for name in formats() if name not in (*SLOW, "everything"))
"""The archive holds the others as they are, which has a test of its own."""
MADE_AGAIN = """
import pickle, sys
from tests.exports.test_same_bytes import digests
sys.stdout.buffer.write(pickle.dumps(digests(sys.argv[1], sys.argv[2], tuple(sys.argv[3:]))))
"""


@cache
def digests(room: str, lang: str, names: tuple[str, ...]) -> dict[str, str]:
    report: RoomReport = ROOMS[room]()
    return {name: sha256(formats()[name].write(report, lang)).hexdigest() for name in names}


@cache
def digests_elsewhere(room: str, lang: str, names: tuple[str, ...]) -> dict[str, str]:
    """The room is played and its report written by a process that has another clock, language and order of sets."""
    there = {"TZ": "Pacific/Apia", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-c", MADE_AGAIN, room, lang, *names]
    made = subprocess.run(asked, capture_output=True, check=True, cwd=ROOT, env={**os.environ, **there}).stdout
    found: dict[str, str] = pickle.loads(made)
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
