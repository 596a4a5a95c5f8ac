"""The plan of the day while it runs: another order, other lengths, more activities, other words, and ending in time."""

from typing import Any

import pytest

from tests.rooms.course import BRIEF, TALK, WRITE, board, course, slides, words
from tests.rooms.play import Play, refused
from workshop.core.course import Agenda, Course, Minutes, Slot

BREAK = slides("sl.one", block="mx.break")
BREAK = BREAK.model_copy(update={"steps": BREAK.steps[:1], "minutes": Minutes(full=5, short=5)})
SHORTER = board(BRIEF, WRITE, TALK, block="m1.three")
SHORTER = SHORTER.model_copy(
    update={
        "minutes": Minutes(full=15, short=6),
        "steps": tuple(
            step.model_copy(update={"minutes": Minutes(full=5, short=6 if step.id == "write" else 0)})
            for step in SHORTER.steps
        ),
    }
)


def day() -> Course:
    """Nine o'clock, a break, lunch, and one activity in reserve."""
    blocks = [slides(block="m1.one"), slides(block="m1.two"), BREAK, SHORTER, slides(block="m1.last")]
    small = course(*blocks, slides(block="m1.spare"))
    times = {"m1.one": "09:00", "m1.two": "09:10", "mx.break": "09:20", "m1.three": "13:30", "m1.last": "13:45"}
    minutes = {"mx.break": 10, "m1.three": 15}
    slots = tuple(Slot(block=block, at=at, minutes=minutes.get(block, 10)) for block, at in times.items())
    return small.model_copy(update={"agendas": (Agenda(id="day", mode="full", title=words("Day"), slots=slots),)})


@pytest.fixture
def play() -> Play:
    play = Play(day())
    play.fay("room/open_block", block="m1.one")
    return play


def plan(play: Play) -> dict[str, str]:
    """Every line's clock time, in order."""
    lines = sorted(play.fay.sees["agenda"].values(), key=lambda line: line["rank"])
    return {line["block"]: line["at"] for line in lines}


def undo(play: Play) -> None:
    play.fay("room/undo", deed=int(list(play.fay.sees["undo"])[-1]))


class TestOrder:
    def test_an_activity_goes_before_another_and_the_times_follow(self, play: Play) -> None:
        play.fay("room/move_block", block="mx.break", before="m1.two")
        assert plan(play) == {
            "m1.one": "09:00", "mx.break": "09:10", "m1.two": "09:20", "m1.three": "13:30", "m1.last": "13:45",
        }  # fmt: skip

    def test_what_moves_away_from_behind_lunch_leaves_lunch_where_it_was(self, play: Play) -> None:
        play.fay("room/move_block", block="m1.three", before="m1.two")
        assert plan(play) == {
            "m1.one": "09:00", "m1.three": "09:10", "m1.two": "09:25", "mx.break": "09:35", "m1.last": "13:30",
        }  # fmt: skip

    def test_next_goes_the_new_way(self, play: Play) -> None:
        play.fay("room/move_block", block="m1.three", before="m1.two")
        play.fay("room/close_block")
        play.next()
        assert play.state.block == "m1.three"

    def test_without_a_neighbour_it_is_the_last(self, play: Play) -> None:
        play.fay("room/move_block", block="m1.two")
        assert list(plan(play))[-1] == "m1.two"

    def test_what_is_not_planned_cannot_move(self, play: Play) -> None:
        with refused("room/no_such_block"):
            play.fay("room/move_block", block="m1.spare", before="m1.two")
        with refused("room/no_such_block"):
            play.fay("room/move_block", block="m1.two", before="m1.spare")


class TestReserve:
    def test_the_console_lists_what_the_course_has_beside_the_plan(self, play: Play) -> None:
        assert play.fay.sees["reserve"] == {
            "m1.spare": {
                "rank": 0,
                "title": {"zh": "Slide m1.spare（中文）", "en": "Slide m1.spare"},
                "kind": "slide",
                "minutes": 10,
            }
        }

    def test_it_is_taken_in_and_runs(self, play: Play) -> None:
        play.fay("room/add_block", block="m1.spare", before="m1.two")
        assert plan(play)["m1.spare"] == "09:10"
        assert play.fay.sees["reserve"] == {}
        play.fay("room/close_block")
        play.next()
        assert play.state.block == "m1.spare"

    def test_another_break_is_a_break_of_its_own(self, play: Play) -> None:
        play.fay("room/add_block", block="mx.break", before="m1.last")
        assert list(plan(play)) == ["m1.one", "m1.two", "mx.break", "m1.three", "mx.break.2", "m1.last"]
        play.fay("room/open_block", block="mx.break.2")
        assert play.state.timer is not None
        assert play.state.timer.length_ms == 5 * 60_000

    def test_what_the_course_does_not_have_cannot_be_added(self, play: Play) -> None:
        with refused("room/no_such_block"):
            play.fay("room/add_block", block="m9.none")


class TestLength:
    def test_a_break_lasts_as_long_as_it_is_given(self, play: Play) -> None:
        play.fay("room/set_minutes", block="mx.break", minutes=20)
        play.fay("room/open_block", block="mx.break")
        assert play.state.timer is not None
        assert play.state.timer.length_ms == 20 * 60_000

    def test_steps_share_in_what_their_activity_was_given(self, play: Play) -> None:
        play.fay("room/set_minutes", block="m1.three", minutes=30)
        assert plan(play)["m1.last"] == "14:00"
        play.fay("room/open_block", block="m1.three")
        assert [step["minutes"] for step in play.fay.sees["steps"].values()] == [10, 10, 10]

    def test_one_activity_can_be_short_in_a_full_course(self, play: Play) -> None:
        play.fay("room/switch_block_mode", block="m1.three", mode="short")
        line = play.fay.sees["agenda"]["m1.three"]
        assert (line["mode"], line["minutes"], plan(play)["m1.last"]) == ("short", 6, "13:36")
        play.fay("room/open_block", block="m1.three")
        assert list(play.fay.sees["steps"]) == ["write"]
        assert play.picture.room_view("m1.three").mode == "short"

    def test_not_while_a_step_is_on_that_the_short_one_does_not_have(self, play: Play) -> None:
        play.fay("room/open_block", block="m1.three")
        with refused("room/step_not_in_mode"):
            play.fay("room/switch_block_mode", block="m1.three", mode="short")

    def test_what_would_lead_back_to_a_step_that_is_in_no_longer_is_not_taken_back(self, play: Play) -> None:
        play.fay("room/switch_mode", mode="short")
        play.fay("room/switch_block_mode", block="m1.three", mode="full")
        play.fay("room/open_block", block="m1.three")
        (switched,) = [
            int(deed) for deed, line in play.fay.sees["undo"].items() if line["does"] == "room/switch_block_mode"
        ]
        with refused("room/step_not_in_mode"):
            play.fay("room/undo", deed=switched)
        play.to("write")
        play.fay("room/undo", deed=switched)
        assert play.fay.sees["steps"].keys() == {"write"}

    def test_back_passes_over_a_block_that_has_no_step_in_its_new_mode(self) -> None:
        never_short = SHORTER.model_copy(
            update={
                "id": "m1.long",
                "steps": tuple(step.model_copy(update={"minutes": Minutes(full=5, short=0)}) for step in SHORTER.steps),
            }
        )
        play = Play(course(SHORTER, never_short))
        play.fay("room/open_block", block="m1.three")
        play.fay("room/open_block", block="m1.long")
        play.fay("room/close_block")
        play.fay("room/switch_block_mode", block="m1.long", mode="short")
        play.back()
        assert play.state.block == "m1.three"


class TestRunningLate:
    def test_one_deed_shortens_skips_and_lets_the_present_one_take_its_time(self, play: Play) -> None:
        before = play.state
        play.fay("room/replan", shorten=["m1.three"], skip=["m1.two"], late=5)
        assert plan(play) == {
            "m1.one": "09:00", "m1.two": "09:15", "mx.break": "09:15", "m1.three": "13:30", "m1.last": "13:36",
        }  # fmt: skip
        assert play.fay.sees["agenda"]["m1.two"]["state"] == "skipped"
        assert len(play.fay.sees["undo"]) == 2
        undo(play)
        assert (play.state.agenda, play.state.modes, play.state.skipped) == (
            before.agenda,
            before.modes,
            before.skipped,
        )
        assert play.state.minutes == before.minutes

    def test_what_is_on_is_not_skipped(self, play: Play) -> None:
        with refused("room/not_now"):
            play.fay("room/replan", shorten=[], skip=["m1.one"])

    def test_what_has_no_short_form_cannot_be_shortened(self) -> None:
        long_only = slides(block="m1.long").model_copy(update={"minutes": Minutes(full=10, short=0)})
        play = Play(course(slides(block="m1.one"), long_only))
        with refused("room/no_such_step"):
            play.fay("room/replan", shorten=["m1.long"], skip=[])


class TestWords:
    @pytest.mark.parametrize("target", ["title", "projector/write", "phone/write", "name/write"])
    def test_what_is_worded_anew_is_shown_and_taken_back(self, play: Play, target: str) -> None:
        play.fay("room/open_block", block="m1.three")
        play.to("write")
        before = play.everything()["phones"], play.everything()["projector"]
        play.fay("room/edit_text", block="m1.three", target=target, zh="新的话", en="New words")
        assert "New words" in repr(play.everything())
        assert play.fay.sees["texts"][target]["zh"] == "新的话"
        undo(play)
        assert (play.everything()["phones"], play.everything()["projector"]) == before

    def test_the_question_of_a_board_is_worded_anew_even_while_it_is_on(self) -> None:
        play = Play(course(board(BRIEF, WRITE, focus={"zh": "旧问题", "en": "Old question"})))
        play.next()
        play.fay("room/edit_text", block="m1.board", target="focus", zh="新问题", en="New question")
        assert play.wall["focus"] == {"zh": "新问题", "en": "New question"}

    @pytest.mark.parametrize("target", ["", "config", "steps", "phone", "phone/none", "minutes/write", "focus"])
    def test_only_words_can_be_edited(self, play: Play, target: str) -> None:
        with refused("room/no_such_text"):
            play.fay("room/edit_text", block="m1.three", target=target, zh="字", en="word")

    def test_a_title_stays_short(self, play: Play) -> None:
        with refused("room/too_long", longest=40, length=41):
            play.fay("room/edit_text", block="m1.two", target="title", zh="长" * 41, en="x")


def test_every_change_of_the_plan_survives_a_restart_and_is_taken_back() -> None:
    wishes: list[tuple[str, dict[str, Any]]] = [
        ("room/move_block", {"block": "m1.three", "before": "m1.two"}),
        ("room/add_block", {"block": "mx.break", "before": "m1.last"}),
        ("room/set_minutes", {"block": "mx.break", "minutes": 20}),
        ("room/switch_block_mode", {"block": "m1.three", "mode": "short"}),
        ("room/edit_text", {"block": "m1.two", "target": "title", "zh": "新", "en": "New"}),
        ("room/replan", {"shorten": ["m1.three"], "skip": ["m1.last"], "late": 3}),
    ]
    for command, fields in wishes:
        play = Play(day())
        play.fay("room/open_block", block="m1.one")
        before = play.everything()["console"]["agenda"]
        assert play.fay(command, **fields), command
        undo(play)
        assert play.everything()["console"]["agenda"] == before, command
