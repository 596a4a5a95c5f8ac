"""The checker itself: a good run passes, and the same run with one thing changed in it does not."""

import asyncio
import copy
from dataclasses import replace

import pytest

from tests.faults.scene import CHALLENGES, KPI, Scene, place_dots, write_notes
from tests.harness import loop
from tests.harness.checker import Least, Secret, check, rules, stored
from tests.harness.history import History
from tests.harness.phones import Burst, finish, settle
from tests.harness.server import Server

LEAST = Least(commands=20)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """What three phones did in two seconds, and what was stored of it."""
    folder = tmp_path_factory.mktemp("run")

    async def work(server):
        async with Scene(server, folder, phones=3) as scene:
            await scene.go_to(CHALLENGES, "write")
            async with Burst(scene.phones, write_notes, pause_s=0.03):
                await asyncio.sleep(1)
            await settle(scene.screens)
            await scene.go_to(KPI, "vote_company")
            async with Burst(scene.phones, place_dots("vote_company"), pause_s=0.1):
                await asyncio.sleep(1)
            await settle(scene.screens)
            await finish(scene.screens)
            return scene.history, stored(server.database_url, scene.room.id)

    with Server(folder / "server") as server:
        return loop.run(work(server))


@pytest.fixture
def history(run):
    """A copy that may be spoiled."""
    spoiled = History()
    spoiled.records = copy.deepcopy(run[0].records)
    spoiled.received = run[0].received
    return spoiled


def last(history, what, **fields):
    return [r for r in history.of(what) if all(r.get(name) == value for name, value in fields.items())][-1]


def acknowledged_note(history):
    """The record of the last text that was acknowledged, and its text."""
    texts = {r["id"]: r["command"]["text"] for r in history.of("invoke") if "text" in r["command"]}
    record = [r for r in history.of("ok") if r["id"] in texts][-1]
    return record, texts[record["id"]]


def test_a_good_run_passes(run):
    history, log = run
    assert check(history, log, least=LEAST) == []


def test_c1_an_acknowledged_note_that_is_not_in_the_log(history, run):
    _, text = acknowledged_note(history)
    log = replace(run[1], events=[event for event in run[1].events if text.encode() not in event.data])
    assert "C1" in rules(check(history, log))


def test_c1_an_acknowledged_note_that_is_there_twice(history, run):
    _, text = acknowledged_note(history)
    twice = next(event for event in run[1].events if text.encode() in event.data)
    log = replace(run[1], events=[*run[1].events, twice])
    assert "C1" in rules(check(history, log))


def test_c1_an_acknowledged_command_without_a_stored_answer(history, run):
    record, _ = acknowledged_note(history)
    lost = run[1].answered(record["id"])
    log = replace(run[1], answers={command: kept for command, kept in run[1].answers.items() if kept != lost})
    assert rules(check(history, log)) == {"C1"}


def test_c2_a_refused_note_that_is_in_the_log(history, run):
    record, _ = acknowledged_note(history)
    record |= {"what": "fail", "code": "board/full"}
    assert rules(check(history, run[1])) == {"C2"}


def test_c3_a_command_that_was_never_answered(history, run):
    record, _ = acknowledged_note(history)
    record["what"] = "info"
    assert rules(check(history, run[1])) == {"C3"}


def test_c4_a_hole_in_the_log(history, run):
    log = replace(run[1], events=run[1].events[:-1])
    assert "C4" in rules(check(history, log))


def test_c5_a_screen_that_was_told_something_else(history, run):
    last(history, "delta", a="phones", took="merged")["patch"] = "something else"
    assert rules(check(history, run[1])) == {"C5"}


def test_c5_a_difference_that_starts_before_the_last_ended(history, run):
    delta = last(history, "delta", a="phones", took="merged")
    for record in history.of("delta"):
        if (record["a"], record["seq"]) == ("phones", delta["seq"]):
            record["base"] = 1
    assert rules(check(history, run[1])) == {"C5"}


def test_c5_a_replica_that_is_wrong_for_a_moment(history, run):
    last(history, "delta", a="projector", took="merged")["sha"] = "0" * 16
    assert rules(check(history, run[1])) == {"C5"}


def test_c6_a_screen_that_shows_what_is_not_so(history, run):
    last(history, "final")["shown"]["phones"] = "0" * 16
    assert rules(check(history, run[1])) == {"C6"}


def test_c6_a_snapshot_that_is_not_the_fold_of_the_log(history, run):
    final = last(history, "final")
    final["shown"]["phones"] = final["fetched"]["phones"] = "0" * 16
    assert rules(check(history, run[1])) == {"C6"}


def test_c7_an_effect_before_its_cause(history, run):
    first, *_, final = [record for record in history.of("ok") if record["who"] != "Fay's console"]
    first["seq"], final["seq"] = final["seq"], first["seq"]
    assert "C7" in rules(check(history, run[1]))


def test_c8_bytes_that_reached_somebody_else(history, run):
    secret = Secret("the title of the room", b"Thursday", frozenset({"Ann"}))
    assert rules(check(history, run[1], secrets=[secret])) == {"C8"}


def test_c8_a_secret_that_nobody_received(history, run):
    secret = Secret("nothing", b"was never sent anywhere", frozenset({"Ann"}))
    assert rules(check(history, run[1], secrets=[secret])) == {"C8"}


def test_c9_a_step_that_nobody_asked_for(history, run):
    moved = last(history, "ok", who="Fay's console")
    history.records = [record for record in history.records if record.get("id") != moved["id"]]
    assert "C9" in rules(check(history, run[1]))


def test_c10_an_empty_run(history, run):
    history.records = []
    assert "C10" in rules(check(history, run[1], least=LEAST))
