"""Files are made beside the rooms: in turn, in their own time and memory, and never longer than the server lives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from workshop.config import Limits
from workshop.core.course import Words
from workshop.core.errors import Refused
from workshop.core.report import RoomReport
from workshop.exports import formats
from workshop.web.jobs import TOP, Jobs

REPORT = RoomReport("Monday", Words(zh="课", en="Course"), "12345678", 0, 480, (), ())


@pytest.mark.parametrize("name", formats())
def test_a_worker_writes_what_the_format_writes(name: str) -> None:
    assert Jobs(Limits()).make("a", name, REPORT, "zh") == formats()[name].write(REPORT, "zh")


def test_the_next_file_can_be_made_after_one_that_failed() -> None:
    jobs = Jobs(Limits())
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            jobs.make("a", "no such format", REPORT, "zh")
        assert refused.value.code == "files/broken"
    assert jobs.make("a", "csv", REPORT, "zh")


def test_the_log_says_what_went_wrong_and_nothing_that_people_wrote(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused):
        Jobs(Limits()).make("a", "a secret", REPORT, "zh")
    assert "KeyError" in caplog.text
    assert "'a secret'" not in caplog.text


def test_a_worker_ends_with_its_server() -> None:
    """Its server starts it, and is killed before it has told what to write."""
    start = (
        "import subprocess, sys, time; w = subprocess.Popen([sys.executable, '-m', 'workshop.exports._worker', 'csv',"
        " 'zh', '60', '512'], stdin=subprocess.PIPE); print(w.pid, flush=True); time.sleep(60)"
    )
    server = subprocess.Popen([sys.executable, "-c", start], cwd=TOP, stdout=subprocess.PIPE)
    assert server.stdout
    worker = psutil.Process(int(server.stdout.readline()))
    hold = os.open(_pipe_to(server.pid), os.O_WRONLY)  # else the end of the pipe would end it
    give_up = time.monotonic() + 20
    while worker.nice() == os.nice(0) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert worker.nice() == min(os.nice(0) + 10, 19)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    psutil.wait_procs([worker], timeout=10)
    os.close(hold)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def in_the_gaps(work: str, **also: float) -> str:
    """What a process of its own gets from its helper, as Python writes it; ``also`` are constants of the worker."""
    code = (
        "import os, time\nfrom workshop.exports import _worker\n"
        f"vars(_worker).update({also})\nprint(_worker.in_the_gaps(lambda: {work}, 60))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_done_in_the_gaps_is_handed_over_whole() -> None:
    assert in_the_gaps("(13, b'x' * 300_000)") == f"(13, {b'x' * 300_000!r})"


def test_a_machine_without_gaps_is_not_waited_for() -> None:
    """Work that gets no turn of the processor: to whoever watches, sleep looks the same."""
    assert in_the_gaps("(0, bytes(time.sleep(50) or 0))", PATIENCE_S=0.2) == "None"


def test_who_works_in_the_gaps_steps_behind_everybody() -> None:
    assert in_the_gaps("(os.sched_getscheduler(0), b'')") == f"({os.SCHED_IDLE}, b'')"


def test_a_bug_in_the_gaps_ends_as_one() -> None:
    assert in_the_gaps("(0, bytes(1 // 0))") == "(1, b'')"


def test_the_helper_of_a_worker_that_is_killed_ends_with_it() -> None:
    start = (
        "import time\nfrom workshop.exports import _worker\n"
        "_worker.FAIR_PART = 0\nprint(_worker.in_the_gaps(lambda: (0, bytes(time.sleep(60) or 0)), 60))"
    )
    worker = subprocess.Popen([sys.executable, "-c", start], cwd=TOP, stdout=subprocess.PIPE)
    helpers: list[psutil.Process] = []
    give_up = time.monotonic() + 20
    while not helpers and time.monotonic() < give_up:
        helpers = psutil.Process(worker.pid).children()
        time.sleep(0.05)
    assert len(helpers) == 1
    time.sleep(0.5)  # it has to get as far as looking after its worker
    worker.kill()
    worker.communicate()
    _, alive = psutil.wait_procs(helpers, timeout=20)
    assert all(helper.status() == psutil.STATUS_ZOMBIE for helper in alive)


def _pipe_to(pid: int) -> Path:
    """The descriptor through which a process writes to its worker."""
    held = Path(f"/proc/{pid}/fd").iterdir()
    return next(one for one in held if int(one.name) > 2 and str(one.readlink()).startswith("pipe:"))
