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


def _pipe_to(pid: int) -> Path:
    """The descriptor through which a process writes to its worker."""
    held = Path(f"/proc/{pid}/fd").iterdir()
    return next(one for one in held if int(one.name) > 2 and str(one.readlink()).startswith("pipe:"))
