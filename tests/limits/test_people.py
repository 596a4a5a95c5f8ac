"""How much one person may write and ask, and how many fit into a room: at the limit it works, one above it is said."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.limits.at_limit import is_told, limit
from tests.rooms.scene import FAY, Guest, Scene
from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.store import space
from workshop.web import strict

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
RoomWith = Callable[..., Scene]


def outcome(answer: Any) -> Any:
    """``ok``, ``busy``, or the code of a refusal that is told in words."""
    assert answer
    if answer.get("no"):
        assert is_told(answer["code"], **answer["facts"]), answer
        return answer["code"]
    return "busy" if answer.get("busy") else "ok"


def writes(person: Guest, text: str) -> Any:
    """An idea for the facilitator: the longest text that is free of a course's own limits."""
    return outcome(person("board/add_note", text=text))


class TestTexts:
    """The board has a limit of its own, far below; these are what no course can lift, so they are met first."""

    @limit("text_characters")
    def test_characters(self, room_with: RoomWith) -> None:
        ann = room_with(text_characters=5).joins("Ann")
        assert writes(ann, "客" * 5) == "ok"
        assert writes(ann, "客" * 6) == "text/too_long"

    @limit("text_code_points")
    def test_code_points(self, room_with: RoomWith) -> None:
        ann = room_with(text_code_points=14).joins("Ann")
        assert writes(ann, FAMILY * 2) == "ok"
        assert writes(ann, FAMILY * 2 + "a") == "text/too_long"

    @limit("text_bytes")
    def test_bytes(self, room_with: RoomWith) -> None:
        ann = room_with(text_bytes=50).joins("Ann")
        assert writes(ann, FAMILY * 2) == "ok"
        assert writes(ann, FAMILY * 2 + "a") == "text/too_long"

    @limit("text_lines")
    def test_lines(self, room_with: RoomWith) -> None:
        ann = room_with(text_lines=2).joins("Ann")
        assert writes(ann, "a\nb") == "ok"
        assert writes(ann, "a\nb\nc") == "text/too_many_lines"


class TestNames:
    @limit("name_characters")
    def test_characters(self, room_with: RoomWith) -> None:
        scene = room_with(name_characters=6)
        assert scene.joins("欧阳娜娜老师").seat.name == "欧阳娜娜老师"
        with pytest.raises(Refused) as refused:
            scene.joins("欧阳娜娜老师们")
        assert refused.value.code == "room/name_too_long"
        assert is_told(refused.value.code, **refused.value.facts)

    @limit("name_bytes")
    def test_bytes(self, room_with: RoomWith) -> None:
        scene = room_with(name_bytes=50)
        assert scene.joins(FAMILY * 2).seat.name == FAMILY * 2
        with pytest.raises(Refused, match="room/name_too_long"):
            scene.joins(FAMILY * 2 + "a")


class TestPace:
    @limit("note_burst", "notes_a_minute")
    def test_texts(self, room_with: RoomWith) -> None:
        scene = room_with(note_burst=3, notes_a_minute=20)
        ann = scene.joins("Ann")
        assert [writes(ann, f"{n}") for n in range(4)] == ["ok"] * 3 + ["busy"]
        past(scene, 2.9)
        assert writes(ann, "too soon") == "busy"
        past(scene, 3.1)
        assert [writes(ann, "a"), writes(ann, "b")] == ["ok", "busy"]

    @limit("move_burst", "moves_a_second")
    def test_taps(self, room_with: RoomWith) -> None:
        scene = room_with(move_burst=3, moves_a_second=5)
        ann = scene.joins("Ann")
        tap = [ann("board/hand_in") for _ in range(4)]
        assert [bool(answer and answer.get("busy")) for answer in tap] == [False] * 3 + [True]
        past(scene, 0.15)
        assert outcome(ann("board/hand_in")) == "busy"
        past(scene, 0.21)
        assert outcome(ann("board/hand_in")) != "busy"
        assert outcome(ann("board/hand_in")) == "busy"


def past(scene: Scene, seconds: float) -> None:
    """So much time goes by since everybody's last command."""
    for bucket in scene.live._pace._buckets.values():
        bucket.left, bucket.at = min(bucket.left, 0), bucket.at - seconds


class TestRooms:
    @limit("room_people")
    def test_people(self, room_with: RoomWith) -> None:
        scene = room_with(room_people=2)
        scene.joins("Ann"), scene.joins("Ben")
        with pytest.raises(Refused) as refused:
            scene.joins("Chen")
        assert refused.value.code == "room/full"
        assert is_told("room/full", **refused.value.facts)

    @limit("room_events")
    def test_events(self, room_with: RoomWith) -> None:
        scene = room_with(room_events=20)
        taken = [outcome(scene.fay("room/lock", on=n % 2 == 0)) for n in range(20)]
        assert "room/full_log" in taken, taken
        full = taken.index("room/full_log")
        assert set(taken[:full]) == {"ok"}
        assert set(taken[full:]) == {"room/full_log"}
        assert scene.live.head <= 20

    @limit("room_notes")
    def test_notes(self, room_with: RoomWith) -> None:
        scene = room_with(room_notes=3)
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        assert [writes(ann, "a"), writes(ben, "b"), writes(ann, "c")] == ["ok"] * 3
        assert [writes(ben, "d"), writes(ann, "e")] == ["room/full_notes"] * 2
        note = next(iter(scene.live.state.runs["m1.board"].state.notes))
        writer = ann if scene.live.state.runs["m1.board"].state.notes[note].author == ann.seat.person else ben
        assert outcome(writer("board/edit_note", note=note, text="changed")) == "ok"
        assert outcome(writer("board/delete_note", note=note)) == "ok"
        assert writes(ben, "d") == "ok"

    @limit("waiting_commands")
    def test_commands_that_wait(self, room_with: RoomWith) -> None:
        scene = room_with(waiting_commands=5)
        wishes = [scene.fay.wish("room/lock", on=n % 2 == 0) for n in range(6)]
        assert [outcome(answer) for answer in scene.live.ask(FAY, wishes)] == ["ok"] * 5 + ["busy"]

    @limit("idle_room_s")
    def test_seconds_without_anybody(self, room_with: RoomWith) -> None:
        scene = room_with(idle_room_s=60)
        assert scene.live
        left_at = scene.hub.presence(scene.room).quiet_since()
        assert left_at is not None
        scene.hub.sweep(left_at + 60)
        assert scene.room in scene.hub._live
        scene.hub.sweep(left_at + 61)
        assert scene.room not in scene.hub._live


class TestDisk:
    @limit("disk_low_mb", "disk_alarm_mb")
    def test_free_space(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def level(free_mb: int) -> str | None:
            usage = SimpleNamespace(free=free_mb * 1_000_000)
            monkeypatch.setattr(space.shutil, "disk_usage", lambda folder: usage)
            limits = Limits()
            low, alarm = limits.disk_low_mb, limits.disk_alarm_mb
            return space.space_in(tmp_path, low_mb=low, alarm_mb=alarm, has_space=True).level

        assert [level(free) for free in (500, 490, 100, 90)] == [None, "low", "low", "alarm"]


class TestFrames:
    """What is no frame of ours is answered by nobody; whoever sends more of it is cut off (``malformed_frames``)."""

    @pytest.fixture(autouse=True)
    def _limits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(strict._bounds, "limits", Limits(frame_bytes=1_024, json_depth=4, json_integer=100))

    def is_read(self, text: str) -> bool:
        try:
            strict.loads(text)
        except ValueError:
            return False
        return True

    @limit("frame_bytes")
    def test_bytes(self) -> None:
        assert self.is_read(json.dumps("x" * 1_022))
        assert not self.is_read(json.dumps("x" * 1_023))

    @limit("json_depth")
    def test_levels(self) -> None:
        assert self.is_read("[" * 4 + "]" * 4)
        assert not self.is_read("[" * 5 + "]" * 5)

    @limit("json_integer")
    def test_numbers(self) -> None:
        assert self.is_read("[99, -99, 99.5]")
        assert not any(self.is_read(text) for text in ("[100]", "[-100]", "[1e2]"))
