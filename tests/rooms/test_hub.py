"""The rooms of a server: opened with a copy of their course, found by code or QR, listed by their owner."""

import gc
import weakref
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.rooms.course import TALK, WRITE, board, course, form, quiz, rounds, slides, sorting, step, words
from tests.rooms.scene import Scene
from workshop.config import Config, Limits
from workshop.core.report import Reader
from workshop.eventloop import sleep
from workshop.rooms.hub import Hub
from workshop.rooms.presence import PULSE_S
from workshop.store.database import open_database
from workshop.store.rooms import course_of

DAY = course(slides(personal_note=True), board(WRITE, TALK))


def test_a_room_has_a_code_of_eight_digits_and_a_token_that_nobody_guesses(hub: Hub) -> None:
    rows = [hub.open_room("fay", DAY, "day", f"Room {n}") for n in range(20)]
    assert all(len(row.code) == 8 and row.code.isdigit() and row.code[0] != "0" for row in rows)
    assert all(len(row.join_token) >= 22 for row in rows)
    assert len({row.code for row in rows} | {row.join_token for row in rows}) == 40


def test_it_is_found_by_its_id_its_code_and_its_token_and_by_nothing_else(hub: Hub) -> None:
    row = hub.open_room("fay", DAY, "day", "A room")
    assert [hub.find(room=row.id), hub.find(code=row.code), hub.find(token=row.join_token)] == [row] * 3
    for other in ({"room": ""}, {"code": ""}, {"token": ""}, {"code": row.id}, {"token": row.code}, {}):
        assert hub.find(**other) is None


def test_a_list_shows_the_newest_room_first_and_how_many_came(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, name in enumerate(("first", "second")):
        monkeypatch.setattr("workshop.rooms.hub.now_ms", lambda n=n: 1_000 + n)
        hub.open_room("fay", DAY, "day", name)
    second, first = hub.rooms_of("fay")
    for name in ("Ann", "Ben"):
        hub.live(first.id).join(name)
    assert [(row.title, row.people) for row in hub.rooms_of("fay")] == [("second", 0), ("first", 2)]
    assert second.course_title == words("A small course")
    assert hub.rooms_of("gus") == []


def test_a_room_keeps_the_course_it_was_opened_with(hub: Hub) -> None:
    row = hub.open_room("fay", DAY, "day", "A room")
    hub.open_room("fay", DAY.model_copy(update={"title": words("Edited")}), "day", "Another room")
    assert course_of(hub.database, row.id) == (DAY, "day")


def test_an_ended_room_is_listed_as_ended_until_it_is_opened_again(scene: Scene) -> None:
    scene.fay("room/end")
    (row,) = scene.hub.rooms_of("fay")
    assert row.ended_at
    scene.fay("room/reopen")
    (row,) = scene.hub.rooms_of("fay")
    assert row.ended_at is None


def test_what_work_raises_reaches_whoever_asked_for_it(hub: Hub) -> None:
    def broken(connection: Connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hub.write(broken)
    assert hub.write(lambda connection: 42) == 42


def test_a_report_is_of_the_moment_and_for_its_reader(hub: Hub) -> None:
    scene = Scene(hub, DAY)
    ann = scene.joins("Ann")
    scene.opens("m1.slide")
    ann("slide/keep_note", text="mine alone")
    assert "mine alone" in repr(hub.report(scene.room, Reader("person", ann.id)))
    for reader in (Reader("client"), Reader("team", "t1"), Reader("person", "nobody")):
        assert "mine alone" not in repr(hub.report(scene.room, reader))
    told = hub.report(scene.room)
    assert [(block.block, block.state) for block in told.blocks] == [("m1.slide", "running"), ("m1.board", "ahead")]
    assert [person.name for person in told.people] == ["Ann"]
    assert told == hub.report(scene.room)


def test_a_report_of_no_room_is_none(hub: Hub) -> None:
    with pytest.raises(KeyError):
        hub.report("nowhere")


def test_the_rooms_clock_is_that_of_the_place_or_of_the_setting(file: Path, hub: Hub) -> None:
    elsewhere = Hub(
        open_database(f"sqlite:///{file}"), Config(data_dir=file.parent, utc_offset_minutes=480, limits=Limits())
    )
    assert elsewhere.open_room("fay", DAY, "day", "A room").utc_offset_minutes == 480
    elsewhere.close()


def test_nothing_of_a_deleted_room_stays_in_memory(hub: Hub) -> None:
    scene = Scene(hub, course(slides(), board(WRITE, TALK), quiz(), form(), sorting(), rounds(step("talk", "do"))))
    ann, ben = scene.joins("Ann"), scene.joins("Ben")
    for guest in (scene.fay, ann, ben):
        scene.connects(guest)
    for block in scene.live.state.course.blocks.values():
        scene.opens(block.id)
        for _ in block.steps:
            for guest in (scene.fay, ann, ben):
                guest.fetches()
            scene.next()
    scene.fay("room/edit_text", target="title/en", text="Other words")
    live = scene.live
    held = [weakref.ref(thing) for thing in (live, live.picture, *live.state.course.blocks.values())]
    held += [weakref.ref(run.state) for run in live.state.runs.values()]
    del live, block, guest
    hub.delete_room(scene.room)
    sleep(2 * PULSE_S)
    gc.collect()
    assert [ref() for ref in held if ref() is not None] == []
