"""Anonymity that survives a copy of every file: after an anonymous block has closed nobody can tell who wrote what."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.rooms.course import TALK, VOTE, WRITE, board, course
from tests.rooms.scene import Guest, Scene
from workshop.rooms.aliases import pseudonym
from workshop.rooms.hub import Hub
from workshop.store.event_log import Writer, read_log
from workshop.store.tables import pseudonym_keys

DAY = course(board(WRITE, VOTE, TALK, identity="anonymous"), board(WRITE, TALK, block="m1.named"))


@pytest.fixture
def scene(hub: Hub) -> Scene:
    scene = Scene(hub, DAY)
    scene.opens("m1.board", "write")
    return scene


@pytest.fixture
def ann(scene: Scene) -> Guest:
    """Ann has written, voted and commented, each without her name."""
    ann = scene.joins("Ann")
    ann("board/add_note", text="a")
    scene.opens("m1.board", "vote")
    (note,) = scene.live.state.runs["m1.board"].state.notes
    ann("board/place_dots", stage="vote", note=note, dots=1)
    scene.opens("m1.board", "talk")
    ann("board/comment", text="a line")
    return ann


def key_of(scene: Scene) -> bytes:
    return scene.live._known.keys["m1.board"]


def files_with(secret: bytes, file: Path) -> list[str]:
    return sorted(one.name for one in file.parent.iterdir() if secret in one.read_bytes())


class TestOnDisk:
    def test_while_it_is_open_the_key_tells_who_wrote(self, scene: Scene, ann: Guest, file: Path) -> None:
        key = key_of(scene)
        alias = pseudonym(key, ann.id)
        events = [data for _, data in scene.log() if data["type"].startswith("board/")]
        assert [data.get("author") or data.get("person") for data in events] == [alias] * 3
        assert files_with(key, file) != []

    def test_once_it_is_closed_the_key_is_in_no_file(self, scene: Scene, ann: Guest, file: Path) -> None:
        key = key_of(scene)
        scene.fay("room/close_block")
        scene.hub.write(lambda connection: None)
        assert files_with(key, file) == []
        assert scene.live._known.keys == {}

    def test_the_write_ahead_log_would_keep_it_without_being_emptied(
        self, scene: Scene, ann: Guest, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Writer, "_wipe", lambda self: setattr(self, "_to_wipe", False))
        key = key_of(scene)
        scene.fay("room/close_block")
        scene.hub.write(lambda connection: None)
        assert files_with(key, file) == ["workshop.db-wal"]

    def test_the_file_would_keep_it_without_secure_delete(self, scene: Scene, ann: Guest, file: Path) -> None:
        key = key_of(scene)
        scene.hub.write(lambda connection: connection.exec_driver_sql("PRAGMA secure_delete=OFF").scalar())
        scene.fay("room/close_block")
        scene.hub.write(lambda connection: None)
        assert files_with(key, file) == ["workshop.db"]

    def test_a_reader_in_the_way_delays_it_and_does_not_prevent_it(
        self, scene: Scene, ann: Guest, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("workshop.store.event_log.WIPE_WAIT_MS", 1)
        monkeypatch.setattr("workshop.store.event_log.WIPE_AGAIN_S", 0.02)
        monkeypatch.setattr("workshop.store.event_log.READ_AT_ONCE", 1)
        key = key_of(scene)
        reading = read_log(scene.hub.database, scene.room)
        next(reading)
        scene.fay("room/close_block")
        scene.hub.write(lambda connection: None)
        assert files_with(key, file) != []
        reading.close()
        for _ in range(200):
            if not files_with(key, file):
                break
            time.sleep(0.01)
        assert files_with(key, file) == []

    def test_no_row_names_the_person_behind_an_anonymous_block(self, scene: Scene, ann: Guest) -> None:
        events = [data for _, data in scene.log() if data["type"].startswith("board/")]
        assert ann.id not in repr(events)
        with scene.hub.database.reading.connect() as connection:
            log = read_log(scene.hub.database, scene.room)
            assert {event.at for event in log if event.block == "m1.board"} == {None}
            assert len(connection.execute(select(pseudonym_keys)).all()) == 1
        actors = {actor for actor, _ in scene.stored_answers()}
        assert {actor for actor in actors if actor[0] != "~"} == {"door", "staff:fay"}
        assert pseudonym(key_of(scene), ann.id) not in actors

    def test_no_row_leads_from_an_answer_to_the_command_of_a_phone(self, scene: Scene, ann: Guest) -> None:
        wish = ann.wish("board/add_note", text="whose?")
        answer = ann.asks(wish)
        kept = scene.stored_answers()
        assert (answer or {})["id"] == wish["id"]
        assert wish["id"] not in repr(kept)
        unnamed = [actor for actor, _ in kept if actor[0] == "~"]
        assert 1 < len(unnamed) == len(set(unnamed)), "notes of one person"

    def test_a_named_block_does_name_them(self, scene: Scene, ann: Guest) -> None:
        scene.opens("m1.named", "write")
        ann("board/add_note", text="named")
        assert scene.log()[-1][1]["author"] == ann.id
        assert ann.id in {actor for actor, _ in scene.stored_answers()}


class TestWhenTheKeyGoes:
    @pytest.mark.parametrize(
        "wish",
        [
            ("room/close_block", {}),
            ("room/next", {"block": "m1.board", "step": "talk", "anyway": True}),
            ("room/go_to", {"block": "m1.named"}),
            ("room/skip", {"block": "m1.board"}),
            ("room/end", {}),
        ],
    )
    def test_every_way_out_of_the_block_destroys_it(self, scene: Scene, ann: Guest, wish: tuple[str, dict]) -> None:  # type: ignore[type-arg]
        assert stored_keys(scene) == 1
        scene.fay(wish[0], **wish[1])
        assert stored_keys(scene) == 0

    def test_going_back_keeps_it_and_the_end_of_the_day_destroys_it_all_the_same(self, hub: Hub) -> None:
        scene = Scene(hub, course(board(WRITE, block="m1.named"), board(WRITE, TALK, identity="anonymous")))
        scene.opens("m1.board", "write")
        scene.opens("m1.named", "write")
        assert stored_keys(scene) == 1
        scene.fay("room/end")
        assert stored_keys(scene) == 0

    def test_reopened_it_has_another(self, scene: Scene, ann: Guest) -> None:
        before = key_of(scene)
        scene.fay("room/close_block")
        scene.fay("room/reopen_block", block="m1.board")
        assert key_of(scene) != before
        assert ann.fetches()[f"person:{ann.id}"].get("block") is None

    def test_it_is_the_same_after_a_restart(self, scene: Scene, ann: Guest) -> None:
        before = key_of(scene)
        scene.restarted()
        assert key_of(scene) == before

    def test_a_room_that_is_deleted_leaves_none(self, scene: Scene, ann: Guest) -> None:
        scene.hub.delete_room(scene.room)
        assert stored_keys(scene) == 0

    def test_in_two_rooms_a_person_would_have_two_pseudonyms(self, scene: Scene, hub: Hub) -> None:
        elsewhere = Scene(hub, DAY)
        elsewhere.opens("m1.board", "write")
        assert pseudonym(key_of(scene), "ann") != pseudonym(key_of(elsewhere), "ann")


def stored_keys(scene: Scene) -> int:
    with scene.hub.database.reading.connect() as connection:
        query = select(pseudonym_keys.c.key).where(pseudonym_keys.c.room == scene.room)
        return len(connection.execute(query).all())
