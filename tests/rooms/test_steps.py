"""Where the day stands: on, back, across and around, whatever keys are pressed."""

from typing import Any

import pytest

from tests.rooms.course import ALL, BRIEF, PICK, TALK, VOTE, WRITE, board, course, slides, step
from tests.rooms.play import Play, refused
from workshop.core.activity import CONSOLE
from workshop.core.course import Block, Input, Minutes
from workshop.rooms import messages as m

ONE = slides("sl.two", block="m1.one", reveal="all")
TWO = board(WRITE, TALK, block="m1.two")
THREE = slides("sl.two", block="m1.three", reveal="all")


def play_of(*blocks: Block, people: tuple[str, ...] = ("Ann", "Ben", "Chen"), **plan: Any) -> Play:
    return Play(course(*(blocks or (ONE, TWO, THREE)), **plan), people)


def walked(play: Play, times: int) -> list[tuple[str | None, str | None]]:
    """Where Next leads, again and again."""
    seen = []
    for _ in range(times):
        play.next()
        seen.append((play.state.block, play.state.step))
    return seen


def of_mode(block: Block, **minutes: tuple[float, float]) -> Block:
    """The block with other minutes (full, short) for some of its steps."""
    steps = tuple(
        at.model_copy(update={"minutes": Minutes(full=minutes[at.id][0], short=minutes[at.id][1])})
        if at.id in minutes
        else at
        for at in block.steps
    )
    return block.model_copy(update={"steps": steps})


class TestNext:
    def test_it_leads_through_every_step_of_every_block(self) -> None:
        play = play_of()
        assert walked(play, 7) == [
            ("m1.one", "show"), ("m1.one", "done"),
            ("m1.two", "write"), ("m1.two", "talk"),
            ("m1.three", "show"), ("m1.three", "done"),
            (None, None),
        ]  # fmt: skip
        with refused("room/last_block"):
            play.next()

    def test_a_block_is_closed_before_the_next_is_opened(self) -> None:
        play = play_of()
        walked(play, 2)
        assert [type(event) for event in play.next()][:2] == [m.BlockClosed, m.BlockOpened]
        assert (play.state.runs["m1.one"].open, play.state.runs["m1.two"].open) == (False, True)

    def test_every_step_brings_its_clock(self) -> None:
        play = play_of()
        play.next()
        assert play.state.timer
        assert (play.state.timer.length_ms, play.state.timer.ends_at) == (300_000, play.now + 300_000)

    def test_steps_of_no_minutes_are_left_out_in_this_mode(self) -> None:
        short = of_mode(TWO, write=(5, 0))
        assert walked(play_of(ONE, short), 4)[2] == ("m1.two", "write")
        assert walked(play_of(ONE, short, mode="short"), 3)[2] == ("m1.two", "talk")

    def test_a_block_without_any_minutes_is_left_out(self) -> None:
        gone = of_mode(TWO, write=(5, 0), talk=(5, 0))
        play = play_of(ONE, gone, THREE, mode="short")
        assert walked(play, 3)[2] == ("m1.three", "show")
        assert play.fay.sees["agenda"]["m1.two"]["state"] == "not_in_mode"
        with refused("room/no_such_step"):
            play.fay("room/go_to", block="m1.two")

    def test_a_block_that_cannot_run_yet_is_listed_and_left_out(self) -> None:
        later = board(WRITE | {"scope": "pair"}, block="m1.later")
        quiz = TWO.model_copy(update={"id": "m1.quiz", "kind": "quizzical"})
        play = play_of(ONE, later, quiz, THREE)
        agenda = play.fay.sees["agenda"]
        assert {block: line["state"] for block, line in agenda.items()} == {
            "m1.one": "ahead", "m1.later": "not_yet", "m1.quiz": "not_yet", "m1.three": "ahead",
        }  # fmt: skip
        assert (agenda["m1.later"]["needs"], agenda["m1.quiz"]["needs"]) == ({"scope pair": True}, {"quizzical": True})
        assert walked(play, 3)[2] == ("m1.three", "show")
        for block in ("m1.later", "m1.quiz"):
            with refused("room/not_yet"):
                play.fay("room/open_block", block=block)

    def test_pages_of_the_course_stand_before_and_after_a_block(self) -> None:
        paged = board(WRITE, block="m1.two", slides_before=["sl.page", "sl.one"], slides_after=["sl.two"])
        play = play_of(paged)
        seen = []
        for _ in range(4):
            play.next()
            wall = play.sees(play.picture.audiences_of("ann")[0])
            seen.append((play.state.step, wall.get("slide", {}).get("title", {}).get("en"), wall["now"]["step"]["n"]))
        assert seen == [("before.0", "A page", 1), ("before.1", "One", 2), ("write", None, 3), ("after.0", "Two", 4)]
        assert play.state.timer is None

    def test_what_the_key_will_do_is_written_on_it(self) -> None:
        play = play_of(ONE, TWO)
        said = [play.fay.sees["next"]]
        for _ in range(5):
            play.next()
            said.append(play.fay.sees["next"])
        assert [(one["does"], one.get("name", {}).get("en")) for one in said] == [
            ("open", "Slide m1.one"), ("step", "Done"), ("block", "Board m1.two"), ("step", "Talk"), ("step", None),
            ("end", None),
        ]  # fmt: skip


class TestTwoKeys:
    """A key says where it was pressed; whoever comes second learns where the room is."""

    def test_the_second_next_of_two_is_refused_with_the_step_that_is_on(self) -> None:
        play = play_of()
        play.next()
        here = {"block": "m1.one", "step": "show"}
        play.fay("room/next", **here)
        with refused("room/already", block="m1.one", step="done"):
            play.fay("room/next", **here)

    def test_next_from_the_lobby_too(self) -> None:
        play = play_of()
        play.fay("room/next")
        with refused("room/already", block="m1.one", step="show"):
            play.fay("room/next")

    def test_back_too(self) -> None:
        play = play_of()
        walked(play, 2)
        here = {"block": "m1.one", "step": "done"}
        play.fay("room/back", **here)
        with refused("room/already", block="m1.one", step="show"):
            play.fay("room/back", **here)


class TestBack:
    def test_it_leads_the_same_way_and_loses_nothing(self) -> None:
        play = play_of()
        walked(play, 3)
        play.people[0]("board/add_note", text="a")
        walked(play, 2)
        seen = []
        for _ in range(4):
            play.back()
            seen.append((play.state.block, play.state.step))
        assert seen == [("m1.two", "talk"), ("m1.two", "write"), ("m1.one", "done"), ("m1.one", "show")]
        with refused("room/first_step"):
            play.back()
        walked(play, 2)
        assert [note.text for note in play.block_state("m1.two").notes.values()] == ["a"]

    def test_input_is_open_again(self) -> None:
        play = play_of(TWO)
        walked(play, 2)
        with refused("board/not_writing"):
            play.people[0]("board/add_note", text="a")
        play.back()
        play.people[0]("board/add_note", text="a")

    def test_after_the_last_block_it_leads_into_it(self) -> None:
        play = play_of(ONE)
        walked(play, 3)
        assert play.state.block is None
        play.back()
        assert (play.state.block, play.state.step) == ("m1.one", "done")

    def test_it_leads_over_blocks_that_were_never_opened(self) -> None:
        play = play_of()
        play.fay("room/open_block", block="m1.one")
        play.fay("room/open_block", block="m1.three")
        play.back()
        assert (play.state.block, play.state.step) == ("m1.one", "done")

    def test_there_is_nothing_before_the_lobby(self) -> None:
        with refused("room/first_step"):
            play_of().back()


class TestGoingSomewhere:
    def test_to_any_block_and_any_step_of_it(self) -> None:
        play = play_of()
        play.fay("room/go_to", block="m1.two", step="talk")
        assert (play.state.block, play.state.step) == ("m1.two", "talk")
        play.fay("room/go_to", block="m1.two")
        assert play.state.step == "write"

    @pytest.mark.parametrize(
        ("where", "code"),
        [
            ({"block": "m9.none"}, "room/no_such_block"),
            ({"block": ""}, "room/no_such_block"),
            ({"block": "m1.two", "step": "none"}, "room/no_such_step"),
            ({"block": "m1.two", "step": "before.0"}, "room/no_such_step"),
        ],
    )
    def test_nowhere_else(self, where: dict[str, str], code: str) -> None:
        with refused(code):
            play_of().fay("room/go_to", **where)

    def test_a_block_of_the_course_that_is_not_in_the_agenda_is_not_there(self) -> None:
        play = play_of(ONE, TWO, agenda=("m1.one",))
        with refused("room/no_such_block"):
            play.fay("room/open_block", block="m1.two")

    def test_a_step_of_no_minutes_is_not_there(self) -> None:
        play = play_of(of_mode(TWO, talk=(5, 0)), mode="short")
        with refused("room/no_such_step"):
            play.fay("room/go_to", block="m1.two", step="talk")

    def test_going_on_closes_what_is_left_and_going_back_does_not(self) -> None:
        play = play_of()
        play.fay("room/go_to", block="m1.two")
        play.fay("room/go_to", block="m1.one")
        assert play.state.runs["m1.two"].open
        play.fay("room/go_to", block="m1.three")
        assert {block: run.open for block, run in play.state.runs.items()} == {
            "m1.one": False, "m1.two": False, "m1.three": True,
        }  # fmt: skip


class TestSkipping:
    def test_a_skipped_block_is_left_out_until_it_is_wanted_again(self) -> None:
        play = play_of()
        play.fay("room/skip", block="m1.two")
        assert play.fay.sees["agenda"]["m1.two"]["state"] == "skipped"
        assert walked(play, 3)[2] == ("m1.three", "show")
        play.fay("room/unskip", block="m1.two")
        assert play.fay("room/unskip", block="m1.two") == []
        play.fay("room/open_block", block="m1.one")
        assert walked(play, 2)[1] == ("m1.two", "write")

    def test_skipping_the_block_that_is_on_goes_on_to_the_next(self) -> None:
        play = play_of()
        play.next()
        play.fay("room/skip", block="m1.one")
        assert (play.state.block, play.state.step) == ("m1.two", "write")
        assert not play.state.runs["m1.one"].open

    def test_skipping_the_last_block_ends_in_the_lobby(self) -> None:
        play = play_of(ONE)
        play.next()
        play.fay("room/skip", block="m1.one")
        assert (play.state.block, play.state.timer) == (None, None)

    def test_going_to_a_skipped_block_takes_it_in_again(self) -> None:
        play = play_of()
        play.fay("room/skip", block="m1.two")
        play.fay("room/go_to", block="m1.two")
        assert play.fay.sees["agenda"]["m1.two"]["state"] == "now"

    def test_nothing_else_can_be_skipped(self) -> None:
        with refused("room/no_such_block"):
            play_of().fay("room/skip", block="m9.none")


class TestClosing:
    def test_a_closed_block_leads_to_the_lobby_and_on_to_the_next(self) -> None:
        play = play_of()
        play.next()
        play.fay("room/close_block")
        assert (play.state.block, play.state.timer) == (None, None)
        assert play.fay("room/close_block") == []
        play.next()
        assert play.state.block == "m1.two"

    def test_a_reopened_block_holds_what_it_held(self) -> None:
        play = play_of(TWO)
        play.next()
        play.people[0]("board/add_note", text="a")
        play.fay("room/close_block")
        play.fay("room/reopen_block", block="m1.two")
        assert [note["text"] for note in play.wall["notes"].values()] == ["a"]
        assert play.state.runs["m1.two"].ended is None

    def test_the_end_closes_every_block_that_is_open(self) -> None:
        play = play_of()
        play.fay("room/go_to", block="m1.two")
        play.fay("room/go_to", block="m1.one")
        play.fay("room/end")
        assert [run.open for run in play.state.runs.values()] == [False, False]
        assert (play.state.block, play.state.ended, play.fay.sees["next"]) == (None, True, {"does": "nothing"})

    def test_after_the_end_nothing_happens_until_the_room_is_opened_again(self) -> None:
        play = play_of()
        play.fay("room/end")
        for wish in (("room/next", {}), ("room/lock", {"on": True}), ("room/draw_teams", {"count": 2})):
            with refused("room/ended"):
                play.fay(wish[0], **wish[1])
        play.fay("room/reopen")
        play.next()
        assert play.state.block == "m1.one"


class TestModes:
    def test_the_rest_of_the_day_runs_in_the_other_mode(self) -> None:
        play = play_of(ONE, of_mode(TWO, talk=(5, 0), write=(5, 2)), THREE)
        play.next()
        play.fay("room/switch_mode", mode="short")
        assert play.fay("room/switch_mode", mode="short") == []
        assert walked(play, 3) == [("m1.one", "done"), ("m1.two", "write"), ("m1.three", "show")]

    def test_not_in_a_step_that_the_other_mode_does_not_have(self) -> None:
        play = play_of(of_mode(TWO, talk=(5, 0)))
        walked(play, 2)
        with refused("room/step_not_in_mode"):
            play.fay("room/switch_mode", mode="short")
        play.back()
        play.fay("room/switch_mode", mode="short")
        assert play.state.timer
        assert play.fay.sees["next"]["does"] == "step"


class TestGate:
    """Next is refused while people are missing; the same key again goes on."""

    def test_it_says_how_many_are_missing_and_lets_the_facilitator_go_on_anyway(self) -> None:
        play = play_of(TWO)
        play.next()
        play.people[0]("board/add_note", text="a")
        with refused("room/gate", missing=2, of=3):
            play.next(anyway=False)
        play.next(anyway=True)
        assert play.state.step == "talk"

    def test_when_everybody_is_done_it_stands_open(self) -> None:
        play = play_of(TWO)
        play.next()
        for voice in play.people:
            voice("board/add_note", text="a")
        play.next(anyway=False)
        assert play.state.step == "talk"

    def test_steps_that_expect_nothing_have_none(self) -> None:
        play = play_of(board(BRIEF, TALK, block="m1.two"))
        play.next(anyway=False)
        play.next(anyway=False)
        assert play.state.step == "talk"

    def test_whoever_was_sent_out_neither_counts_nor_opens_it(self) -> None:
        play = play_of(TWO)
        play.next()
        play.people[0]("board/add_note", text="a")
        play.fay("room/remove_person", person="ann")
        with refused("room/gate", missing=2, of=2):
            play.next(anyway=False)

    def test_in_an_anonymous_block_heads_are_counted(self) -> None:
        play = play_of(board(WRITE, TALK, block="m1.two", identity="anonymous"))
        play.next()
        play.people[0]("board/add_note", text="a")
        with refused("room/gate", missing=2, of=3):
            play.next(anyway=False)

    def test_where_teams_hand_in_teams_are_counted(self) -> None:
        play = play_of(board(PICK, VOTE, block="m1.two"))
        play.fay("room/draw_teams", count=2)
        play.next()
        with refused("room/gate", missing=2, of=2):
            play.next(anyway=False)


class TestBreaks:
    """A block that stands in the agenda twice is two blocks, each as long as the agenda says."""

    def breaks(self) -> Play:
        pause = ONE.model_copy(update={"id": "mx.break", "steps": (step("show", "show", full=10, short=10),)})
        play = Play(course(pause, TWO, agenda=("mx.break", "m1.two", "mx.break"), minutes=15))
        play.fay("room/open_block", block="mx.break")
        return play

    def test_the_day_goes_on_after_the_second_break(self) -> None:
        play = self.breaks()
        assert walked(play, 4) == [("m1.two", "write"), ("m1.two", "talk"), ("mx.break.2", "show"), (None, None)]

    def test_each_has_its_place_in_the_agenda_and_in_the_report(self) -> None:
        play = self.breaks()
        walked(play, 3)
        agenda = play.fay.sees["agenda"]
        assert {block: line["state"] for block, line in agenda.items()} == {
            "mx.break": "done", "m1.two": "done", "mx.break.2": "now",
        }  # fmt: skip
        assert [block.state for block in play.room_report().blocks] == ["done", "done", "running"]

    def test_it_lasts_as_long_as_the_agenda_says(self) -> None:
        play = self.breaks()
        assert play.state.timer
        assert play.state.timer.length_ms == 15 * 60_000


class TestStepsThatComeRoundAgain:
    """As in role-play: prepare, play, talk, and again with other roles."""

    def rounds(self) -> Play:
        steps = {at.id: at for at in board(BRIEF, WRITE, PICK, ALL, TALK).steps}
        again = {"write": Minutes(full=3, short=2), "pick": Minutes(full=3, short=2), "all": Minutes(full=2, short=2)}
        circling = tuple(at.model_copy(update={"times": again.get(at.id)}) for at in steps.values())
        block = board(BRIEF, WRITE, PICK, ALL, TALK, block="m1.rounds")
        return play_of(block.model_copy(update={"steps": circling}), THREE)

    def test_neighbours_come_round_together_and_one_with_fewer_rounds_drops_out(self) -> None:
        play = self.rounds()
        assert [at for _, at in walked(play, 11)] == [
            "brief", "write", "pick", "all", "write#2", "pick#2", "all#2", "write#3", "pick#3", "talk", "show",
        ]  # fmt: skip

    def test_in_short_there_are_fewer_rounds(self) -> None:
        play = self.rounds()
        walked(play, 1)
        play.fay("room/switch_mode", mode="short")
        assert [at for _, at in walked(play, 7)] == ["write", "pick", "all", "write#2", "pick#2", "all#2", "talk"]

    def test_the_third_round_cannot_go_on_in_a_mode_that_has_two(self) -> None:
        play = self.rounds()
        walked(play, 8)
        with refused("room/step_not_in_mode"):
            play.fay("room/switch_mode", mode="short")

    def test_every_round_of_a_step_brings_its_clock_and_its_words(self) -> None:
        play = self.rounds()
        walked(play, 5)
        timer, now = play.state.timer, play.fay.sees["now"]
        assert timer
        assert timer.length_ms == 5 * 60_000
        assert now["step"] == {
            "id": "write#2", "phase": "write", "n": 5, "of": 10, "round": 2, "rounds": 3,
            "name": {"zh": "Write（中文）", "en": "Write"},
        }  # fmt: skip
        assert play.picture.room_view("m1.rounds").round == 1

    def test_back_leads_from_round_to_round_and_a_key_pressed_twice_moves_once(self) -> None:
        play = self.rounds()
        walked(play, 5)
        with refused("room/already", block="m1.rounds", step="write#2"):
            play.fay("room/next", block="m1.rounds", step="write", anyway=True)
        play.back()
        assert play.state.step == "all"

    def test_the_key_says_when_it_begins_another_round(self) -> None:
        play = self.rounds()
        walked(play, 4)
        assert play.fay.sees["next"] == {"does": "step", "name": {"zh": "Write（中文）", "en": "Write"}, "round": 2}
        walked(play, 1)
        assert "round" not in play.fay.sees["next"]
        assert [at.get("round") for at in play.fay.sees["steps"].values()] == [None, 1, 1, 1, 2, 2, 2, 3, 3, None]


class TestReaders:
    @pytest.mark.parametrize(
        ("inputs", "readers"),
        [
            ((), "self"),
            ((None,), "self"),
            (("room",), "room"),
            (("room", "pair"), "self"),
        ],
    )
    def test_a_block_of_ones_own_may_ask_for_something_that_all_may_read(
        self, inputs: tuple[Any, ...], readers: str
    ) -> None:
        entries = tuple(Input(id=f"i{n}", type="text", privacy=level) for n, level in enumerate(inputs))
        steps = tuple(at.model_copy(update={"inputs": entries}) for at in TWO.steps)
        play = play_of(TWO.model_copy(update={"privacy": "self", "steps": steps}))
        play.next()
        assert play.sees(CONSOLE)["now"]["privacy"] == readers
