"""What blocks hand to one another: copies that are kept, what a source gives now, who sat where."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.rooms.course import course, slides
from tests.rooms.huddle import huddle, huddles
from tests.rooms.play import Play
from tests.rooms.scene import Guest, Scene
from workshop.core.activity import Imported, Timer
from workshop.rooms.hub import Hub

FIRST, LATER = huddle("m1.first"), huddle("m1.later", source="m1.first")
DAY = course(FIRST, LATER, slides(block="m1.last"))


@pytest.fixture(autouse=True)
def a_kind_to_test_with() -> Iterator[None]:
    with huddles():
        yield


@pytest.fixture
def play() -> Play:
    """Ann and Ben have whispered in the first block."""
    play = Play(DAY, ("Ann", "Ben", "Chen", "Dan"))
    play.fay("room/open_block", block="m1.first")
    play.fay("huddle/deal")
    for voice, text in zip(play.people, ("from Ann", "from Ben"), strict=False):
        voice("huddle/whisper", text=text)
    return play


def brought(play: Play) -> set[str]:
    return {line["text"] for line in play.fay.board["brought"].values()}


class TestCopies:
    def test_a_block_takes_over_what_its_source_gives_when_it_is_first_opened(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        assert brought(play) == {"from Ann", "from Ben"}
        (imported,) = [event for _, event in play.log if isinstance(event, Imported)]
        assert (imported.block, imported.source, imported.select) == ("m1.later", "m1.first", "all")
        assert {(item.text, item.person) for item in imported.items.values()} == {
            ("from Ann", "ann"),
            ("from Ben", "ben"),
        }

    def test_the_copy_comes_before_the_first_step(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        assert [event.type for _, event in play.log[-4:-1]] == [
            "room/block_opened",
            "room/imported",
            "room/step_entered",
        ]

    def test_the_next_key_hands_over_from_the_block_that_it_closes(self, play: Play) -> None:
        play.next()
        play.next()
        assert (play.state.block, brought(play)) == ("m1.later", {"from Ann", "from Ben"})

    def test_it_is_taken_once_whatever_is_written_later(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        play.fay("room/reopen_block", block="m1.first")
        play.people[2]("huddle/whisper", text="too late")
        play.fay("room/go_to", block="m1.later")
        assert brought(play) == {"from Ann", "from Ben"}
        assert play.fay.board["given"] == {"m1.first": 3}

    def test_a_source_that_was_never_opened_gives_nothing(self) -> None:
        play = Play(DAY)
        play.fay("room/open_block", block="m1.later")
        assert (brought(play), play.fay.board["given"]) == (set(), {})

    def test_a_source_that_is_not_copied_leaves_no_event(self) -> None:
        play = Play(course(FIRST, huddle("m1.later", source="m1.first", copied=False)))
        play.fay("room/open_block", block="m1.first")
        play.fay("room/open_block", block="m1.later")
        assert not [event for _, event in play.log if isinstance(event, Imported)]
        assert play.fay.board["given"] == {"m1.first": 0}


class TestUndo:
    def test_a_block_that_was_opened_by_mistake_holds_no_copy(self, play: Play) -> None:
        before = play.state
        play.fay("room/open_block", block="m1.later")
        undo(play)
        assert play.state == before

    def test_opened_again_by_undoing_the_undo_it_holds_the_same_copy(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        after = play.state.runs["m1.later"]
        undo(play)
        play.fay("room/undo", deed=[deed.cause.deed for deed in play.deeds.can_be_undone()][-1])
        assert play.state.runs["m1.later"] == after

    def test_a_block_in_which_something_happened_keeps_its_copy(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        deed = [deed.cause.deed for deed in play.deeds.can_be_undone()][-1]
        play.fay("huddle/deal")
        play.fay("room/undo", deed=deed)
        assert {line.text for line in play.state.runs["m1.later"].state.lines.values()} == {"from Ann", "from Ben"}


def undo(play: Play) -> None:
    play.fay("room/undo", deed=[deed.cause.deed for deed in play.deeds.can_be_undone()][-1])


class TestTheRoomAsAKindSeesIt:
    def test_seats_of_other_blocks_are_told_in_the_order_they_took_place(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        seats = play.picture.room_view("m1.later").seats
        assert {(seat.block, seat.round) for seat in seats} == {("m1.first", 0)}
        assert sorted(seat.person for seat in seats) == ["ann", "ben", "chen", "dan"]
        assert play.picture.room_view("m1.first").seats == ()
        play.fay("huddle/deal")
        play.fay("room/open_block", block="m1.last")
        assert [seat.block for seat in play.picture.room_view("m1.last").seats] == ["m1.first"] * 4 + ["m1.later"] * 4

    def test_the_timer_is_that_of_the_block_that_is_on(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.later")
        timer = play.picture.room_view("m1.later").timer
        assert isinstance(timer, Timer)
        assert timer.length_ms == 300_000
        assert play.picture.room_view("m1.first").timer is None


class TestErasing:
    """Words that went from block to block are gone from every one of them, on disk, too."""

    @pytest.fixture
    def scene(self, hub: Hub) -> Scene:
        return Scene(hub, DAY)

    @pytest.fixture
    def ann(self, scene: Scene) -> Guest:
        ann = scene.joins("Ann")
        scene.joins("Ben")
        scene.opens("m1.first")
        scene.fay("huddle/deal")
        assert ann("huddle/whisper", text="something to regret")
        scene.opens("m1.later")
        return ann

    def test_the_copy_goes_with_the_original(self, scene: Scene, ann: Guest, file: Path) -> None:
        assert on_disk(file, "something to regret")
        (line,) = scene.live.state.runs["m1.first"].state.lines
        assert said_yes(scene.fay("room/erase_text", block="m1.first", item=line))
        self.is_gone(scene, file)

    def test_the_original_goes_with_the_copy(self, scene: Scene, ann: Guest, file: Path) -> None:
        (line,) = scene.live.state.runs["m1.later"].state.lines
        assert said_yes(scene.fay("room/erase_text", block="m1.later", item=line))
        self.is_gone(scene, file)

    def test_a_person_is_forgotten_in_the_copies_too(self, scene: Scene, ann: Guest, file: Path) -> None:
        assert said_yes(scene.fay("room/forget_person", person=ann.id))
        self.is_gone(scene, file)

    def is_gone(self, scene: Scene, file: Path) -> None:
        assert "something to regret" not in repr(scene.log())
        assert {line.text for line in scene.live.state.runs["m1.later"].state.lines.values()} == {""}
        assert scene.live.picture.room_view("m1.later").given["m1.first"].items
        before = scene.live.fingerprint()
        scene.restarted()
        assert scene.live.fingerprint() == before
        assert soon_off_disk(file, "something to regret")

    def test_one_field_of_a_copy_can_go_alone(self, scene: Scene, ann: Guest) -> None:
        (line,) = scene.live.state.runs["m1.first"].state.lines
        assert said_yes(scene.fay("room/erase_text", block="m1.first", item=f"{line}/also"))
        (imported,) = [event for _, event in scene.log() if event["type"] == "room/imported"]
        assert imported["items"][line]["fields"] == {"also": ""}

    def test_another_item_of_the_same_name_elsewhere_stays(self, scene: Scene, ann: Guest) -> None:
        answer = scene.fay(
            "room/erase_text", block="m1.last", item=next(iter(scene.live.state.runs["m1.first"].state.lines))
        )
        assert answer
        assert answer["code"] == "erase/nothing"


def said_yes(answer: object) -> bool:
    return isinstance(answer, dict) and bool(answer.get("ok"))


def on_disk(file: Path, text: str) -> bool:
    return any(text.encode() in path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def soon_off_disk(file: Path, text: str) -> bool:
    """The write-ahead log is emptied right after the answer, or when the last reader has gone."""
    give_up = monotonic() + 10
    while on_disk(file, text) and monotonic() < give_up:
        sleep(0.05)
    return not on_disk(file, text)
