"""Simulated people in a real room: they come in, do what their phones ask of them, and the day ends as it should."""

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.harness.checker import Run
from tests.harness.history import History
from tests.harness.patience import patience
from tests.harness.server import TRIAL_RUN, Server
from tests.rehearsal.watching import outputs, promised, slots, walked
from workshop.parts.length import weighted_length
from workshop.rehearsal.walk import Plan, wait_s
from workshop.rehearsal.words import Voice, names

AGENDA = TRIAL_RUN.partition("/")[2]


@pytest.mark.timeout(300)
def test_a_day_is_walked_to_its_end(tmp_path: Path) -> None:
    history = History(tmp_path)
    with Server(tmp_path / "server") as server:
        walk = walked(server, AGENDA, Plan(people=6), history)
    assert list(Run(history, walk.log).shown()) == []
    assert walk.outcome.blocks == slots(walk)
    assert walk.outcome.refused == {}
    assert len(list(history.of("final"))) == 8
    assert walk.outcome.asked["board/add_note"] == 6 * 2
    assert walk.outcome.asked["slide/answer_pulse"] == 6
    served = outputs(walk)
    assert {block for block in slots(walk) if promised(walk, block) - served[block]} == set()


def command(server: Server, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What somebody types at the keyboard of the server."""
    environ = {**os.environ, "PORT": str(server.address.port), "DATA_DIR": str(server.data)}
    line = [sys.executable, "-m", "workshop.cli", "rehearse", *arguments]
    return subprocess.run(line, env=environ, capture_output=True, text=True, timeout=patience(60), check=False)


@pytest.mark.timeout(300)
def test_the_command_fills_a_room_of_the_server_beside_it_and_removes_it_again(tmp_path: Path) -> None:
    with Server(tmp_path / "server") as server:
        fay = server.first_trainer()
        real = fay.open_room("A real one", choice=TRIAL_RUN)
        done = command(server, "--agenda", AGENDA, "--people", "2", "--lang", "en")
        assert done.returncode == 0, done.stderr
        assert re.search(r"^\d+ blocks, \d+ wishes", done.stdout, re.MULTILINE)
        assert "refused" not in done.stdout
        base = re.search(r"/r/(\w+)/console", done.stdout)
        assert base
        for as_ in ("console", "projector"):
            views = fay.get(f"/r/{base[1]}/snapshot?as={as_}").json()["views"]
            assert views[as_]["rehearsal"] is True
            assert "rehearsal" not in fay.get(f"{real.base}snapshot?as={as_}").json()["views"][as_]
        refused = command(server, "--remove", real.id)
        assert refused.returncode == 1
        assert base[1] in refused.stderr
        removed = command(server, "--remove")
        assert removed.returncode == 0, removed.stderr
        desk = fay.get("/").text
        assert base[1] not in desk
        assert real.id in desk


@pytest.mark.parametrize("presses", [0, 1, 12])
def test_a_step_takes_the_time_that_was_planned_however_often_next_is_pressed_in_it(presses: int) -> None:
    gone = 0.0
    for press in range(presses + 1):
        gone += wait_s(60, gone, stays=press < presses)
    assert gone == pytest.approx(60)
    assert wait_s(60, 75, stays=False) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_says_more_than_the_field_takes_or_what_another_said(lang: str) -> None:
    dice = Random(1)
    voices = [Voice(lang, dice) for _ in range(5)]
    said = [voice(longest=longest) for voice in voices for longest in range(6, 60)]
    assert all(weighted_length(text) <= longest for text, longest in zip(said, [*range(6, 60)] * 5, strict=True))
    assert len(set(said)) == len(said)
    assert len(set(names(lang, 60))) == 60
