"""How many files are made at once, how long each may take and how much memory: refused in words above the limit."""

import pytest

from tests.limits.at_limit import is_told, limit
from workshop import eventloop
from workshop.config import Limits
from workshop.core.course import Words
from workshop.core.errors import Refused
from workshop.core.report import RoomReport
from workshop.eventloop import Promise
from workshop.web.jobs import Jobs

REPORT = RoomReport("Monday", Words(zh="课", en="Course"), "12345678", 0, 480, (), ())


def crowd(jobs: Jobs, monkeypatch: pytest.MonkeyPatch, *rooms: str) -> tuple[int, list[str]]:
    """So many ask at once; the most that ran at the same time, and what came of each."""
    running, most, ended = [0], [0], []
    done: Promise[bool] = Promise()

    def runs(*_given: object) -> bytes:
        running[0] += 1
        most[0] = max(most[0], running[0])
        eventloop.sleep(0.1)
        running[0] -= 1
        return b"file"

    monkeypatch.setattr("workshop.web.jobs.in_thread", runs)

    def asks(room: str) -> None:
        try:
            jobs.make(room, "csv", REPORT, "zh")
            ended.append("made")
        except Refused as refused:
            ended.append(refused.code)
        if len(ended) == len(rooms):
            done.deliver(True)

    for room in rooms:
        eventloop.spawn(asks, room)
    done.wait(20)
    return most[0], ended


@limit("file_jobs")
def test_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert crowd(Jobs(Limits(file_jobs=2)), monkeypatch, "a", "b") == (2, ["made"] * 2)
    assert crowd(Jobs(Limits(file_jobs=2)), monkeypatch, "a", "b", "c") == (2, ["made"] * 3)


def test_one_at_a_time_for_each_room(monkeypatch: pytest.MonkeyPatch) -> None:
    assert crowd(Jobs(Limits(file_jobs=9)), monkeypatch, "a", "a", "a") == (1, ["made"] * 3)


@limit("file_seconds")
def test_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited so long for their turn is told; a file that takes longer is given up."""
    jobs = Jobs(Limits(file_seconds=2))
    monkeypatch.setattr("workshop.web.jobs.WORKER", ("-c", "print('file', end='')"))
    assert jobs.make("a", "csv", REPORT, "zh") == b"file"
    jobs._busy.add("a")
    with pytest.raises(Refused) as refused:
        jobs.make("a", "csv", REPORT, "zh")
    assert refused.value.code == "files/busy"
    monkeypatch.setattr("workshop.web.jobs.WORKER", ("-c", "import time; time.sleep(30)"))
    with pytest.raises(Refused) as refused:
        jobs.make("b", "csv", REPORT, "zh")
    assert (refused.value.code, refused.value.facts) == ("files/slow", {"seconds": 2})
    assert is_told("files/busy")
    assert is_told("files/slow", seconds=1)
    assert is_told("files/broken")


@limit("pack_seconds")
def test_how_long_all_files_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """They may take longer than one, and not for ever."""
    jobs = Jobs(Limits(file_seconds=1, pack_seconds=4))
    monkeypatch.setattr("workshop.web.jobs.WORKER", ("-c", "import time; time.sleep(1.5); print('file', end='')"))
    assert jobs.make("a", "everything", REPORT, "zh") == b"file"
    monkeypatch.setattr("workshop.web.jobs.WORKER", ("-c", "import time; time.sleep(30)"))
    with pytest.raises(Refused) as refused:
        jobs.make("a", "everything", REPORT, "zh")
    assert (refused.value.code, refused.value.facts) == ("files/slow", {"seconds": 4})


@limit("file_mb")
def test_how_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Jobs(Limits(file_mb=512)).make("a", "xlsx", REPORT, "zh")
    takes_300_mb = """
import sys, workshop.exports._worker as worker
class Form:
    def write(self, report, lang):
        return bytes(300 * 2**20)[:3]
worker.formats = lambda: {"csv": Form()}
sys.exit(worker.main(sys.argv[1:]))
"""
    monkeypatch.setattr("workshop.web.jobs.WORKER", ("-c", takes_300_mb))
    assert Jobs(Limits(file_mb=512)).make("a", "csv", REPORT, "zh") == bytes(3)
    with pytest.raises(Refused) as refused:
        Jobs(Limits(file_mb=256)).make("a", "csv", REPORT, "zh")
    assert refused.value.code == "files/memory"
    assert is_told("files/memory")
