"""Two large rooms, each made again from the beginning by another process elsewhere: not a byte is different."""

import os
import pickle
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests.exports.sixty import report as sixty
from tests.exports.test_rehearsed import reports
from workshop.core.report import CLIENT, RoomReport
from workshop.exports import formats

ROOT = Path(__file__).parents[2]
ROOMS = {"two recorded days": lambda: reports()[CLIENT], "60 people and 500 notes": sixty}
SLOW = ("docx",)
QUICK = tuple(name for name in formats() if name not in (*SLOW, "everything"))
"""The archive holds the others as they are, which has a test of its own."""
MADE_AGAIN = """
import pickle, sys
from tests.exports.test_same_bytes import digests
sys.stdout.buffer.write(pickle.dumps(digests(sys.argv[1], tuple(sys.argv[2:]))))
"""


@cache
def digests(room: str, names: tuple[str, ...]) -> dict[str, str]:
    report: RoomReport = ROOMS[room]()
    return {name: sha256(formats()[name].write(report, "zh")).hexdigest() for name in names}


@cache
def digests_elsewhere(room: str, names: tuple[str, ...]) -> dict[str, str]:
    """The room is played and its report written by a process that has another clock, language and order of sets."""
    there = {"TZ": "Pacific/Apia", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-c", MADE_AGAIN, room, *names]
    made = subprocess.run(asked, capture_output=True, check=True, cwd=ROOT, env={**os.environ, **there}).stdout
    found: dict[str, str] = pickle.loads(made)
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("names", [QUICK, pytest.param(SLOW, marks=pytest.mark.full)], ids=["quick", "slow"])
def test_a_large_room_gives_the_same_bytes_on_any_machine(room: str, names: tuple[str, ...]) -> None:
    assert digests(room, names) == digests_elsewhere(room, names)
