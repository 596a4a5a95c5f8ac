"""Simulated people in a real room: they come in, do what their phones ask of them, and the day ends as it should."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.harness.checker import Run, stored
from tests.harness.history import History, sha
from tests.harness.patience import patience
from tests.harness.server import TRIAL_RUN, Room, Server
from workshop.core.course import Course
from workshop.courses import loader
from workshop.parts.length import weighted_length
from workshop.rehearsal.browser import Address, Browser
from workshop.rehearsal.person import Outcome
from workshop.rehearsal.walk import Plan, rehearse
from workshop.rehearsal.words import Voice, names
from workshop.rooms.live import after_event
from workshop.rooms.takeaway import room_report

COURSE, AGENDA = TRIAL_RUN.split("/")


def rehearsed(server: Server, choice: str, plan: Plan, history: History) -> tuple[Room, Outcome]:
    fay = server.first_trainer()
    room = fay.open_room(choice=choice)
    address = Address(room.address.host, room.address.port)

    def tell(what: str, **facts: Any) -> None:
        if what == "final":
            hashed = {key: {a: sha(view) for a, view in facts[key].items()} for key in ("shown", "fetched")}
            history.write("a screen", "final", seq=facts["seq"], **hashed)

    walk = rehearse(Browser(address, dict(fay.cookies)), room.base, room.join_path, plan, tell=tell)
    return room, asyncio.run(walk)


def outputs(server: Server, room: Room) -> dict[str, set[str]]:
    """What the report of the stored room serves of each block."""
    log = stored(server.database_url, room.id)
    known = log.fresh
    for event in log.events:
        known = after_event(known, event)
    report = room_report(log.picture(known), 0, 480)
    return {
        block.block: {output for section in block.report.sections for output in section.outputs}
        for block in report.blocks
    }


@pytest.mark.timeout(300)
def test_a_day_is_walked_to_its_end(tmp_path: Path) -> None:
    history = History(tmp_path)
    with Server(tmp_path / "server") as server:
        room, outcome = rehearsed(server, TRIAL_RUN, Plan(people=6), history)
        log = stored(server.database_url, room.id)
        assert list(Run(history, log).shown()) == []
        served = outputs(server, room)
    course = loader.load(COURSE)
    agenda = next(agenda for agenda in course.agendas if agenda.id == AGENDA)
    assert outcome.blocks == [slot.block for slot in agenda.slots]
    assert outcome.refused == {}
    assert len(list(history.of("final"))) == 7
    assert outcome.asked["board/add_note"] == 6 * 2
    assert outcome.asked["slide/answer_pulse"] == 6
    assert {slot.block: shared(course, slot.block) - served[slot.block] for slot in agenda.slots} == {
        slot.block: set() for slot in agenda.slots
    }


def shared(course: Course, block: str) -> set[str]:
    """What everybody may take home of a block."""
    return {output.id for output in course.blocks[block].outputs if output.level != "self"}


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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_says_more_than_the_field_takes_or_what_another_said(lang: str) -> None:
    dice = Random(1)
    voices = [Voice(lang, dice) for _ in range(5)]
    said = [voice(longest=longest) for voice in voices for longest in range(6, 60)]
    assert all(weighted_length(text) <= longest for text, longest in zip(said, [*range(6, 60)] * 5, strict=True))
    assert len(set(said)) == len(said)
    assert len(set(names(lang, 60))) == 60
