"""What may happen on a board, and what may not."""

from typing import Any

import pytest

from tests.rooms.course import ALL, BRIEF, LINE, NOTE, PICK, TALK, VOTE, WRITE, board, course
from tests.rooms.play import Play, Voice, refused
from workshop.core.activity import GivenItem, Progress
from workshop.core.course import Words
from workshop.core.report import Reader

FAMILY = "👨‍👩‍👧‍👦"


def play_of(*stages: Any, teams: int = 2, people: tuple[str, ...] = ("Ann", "Ben", "Chen"), **config: Any) -> Play:
    """Ann and Chen in team t1, Ben in t2, at the first stage."""
    play = Play(course(board(*stages, **config)), people, teams)
    play.fay("room/open_block", block="m1.board")
    return play


def writes(voice: Voice, text: str, **fields: Any) -> str:
    (added,) = voice("board/add_note", text=text, **fields)
    note: str = added.note  # type: ignore[attr-defined]
    return note


def texts(view: Any) -> list[str]:
    return [note["text"] for note in sorted(view["notes"].values(), key=lambda note: note["rank"])]


class TestWriting:
    def test_a_note_is_on_the_wall_with_its_column_and_its_place(self) -> None:
        play = play_of(WRITE, zones=("left", "right"))
        ann, ben, _ = play.people
        first, second = writes(ann, "客户", zone="left"), writes(ben, "b", zone="right")
        assert play.wall["notes"] == {
            first: {"zone": "left", "rank": 0, "text": "客户", "by": "Ann", "team": "t1"},
            second: {"zone": "right", "rank": 1, "text": "b", "by": "Ben", "team": "t2"},
        }
        assert ann.board == {"mine": {first: {"text": "客户", "zone": "left", "stage": "write", "rank": 0}}}

    def test_its_writer_changes_it_moves_it_and_takes_it_back(self) -> None:
        play = play_of(WRITE, zones=("left", "right"))
        ann = play.people[0]
        note = writes(ann, "a", zone="left")
        ann("board/edit_note", note=note, text="b")
        assert (play.wall["notes"][note]["text"], play.wall["notes"][note]["zone"]) == ("b", "left")
        ann("board/edit_note", note=note, text="c", zone="right")
        assert (play.wall["notes"][note]["text"], play.wall["notes"][note]["zone"]) == ("c", "right")
        ann("board/delete_note", note=note)
        assert play.wall["notes"] == {}

    @pytest.mark.parametrize("wish", ["board/edit_note", "board/delete_note"])
    def test_nobody_else_may(self, wish: str) -> None:
        play = play_of(WRITE)
        ann, ben, chen = play.people
        note = writes(ann, "a")
        text = {"text": "b"} if wish == "board/edit_note" else {}
        for voice in (ben, chen):
            with refused("board/no_such_note"):
                voice(wish, note=note, **text)
        with refused("board/no_such_note"):
            ann(wish, note="none", **text)

    @pytest.mark.parametrize("stage", [BRIEF, PICK, ALL, VOTE, TALK])
    def test_notes_are_written_in_a_write_stage_only(self, stage: Any) -> None:
        play = play_of(stage, WRITE)
        with refused("board/not_writing"):
            writes(play.people[0], "a")

    def test_a_late_note_is_refused_and_a_late_change_too(self) -> None:
        play = play_of(WRITE, TALK)
        ann = play.people[0]
        note = writes(ann, "a")
        play.next()
        with refused("board/not_writing"):
            writes(ann, "b")
        with refused("board/not_writing"):
            ann("board/edit_note", note=note, text="b")
        with refused("board/not_writing"):
            ann("board/delete_note", note=note)
        play.back()
        ann("board/edit_note", note=note, text="b")

    @pytest.mark.parametrize("switch", [("room/lock", {"on": True}), ("room/pause", {})])
    def test_nothing_is_written_while_the_room_is_locked_or_paused(self, switch: Any) -> None:
        play = play_of(WRITE)
        ann = play.people[0]
        note = writes(ann, "a")
        play.fay(switch[0], **switch[1])
        for wish in (("board/add_note", {}), ("board/edit_note", {"note": note})):
            with refused("room/locked"):
                ann(wish[0], text="b", **wish[1])
        with refused("room/locked"):
            ann("board/delete_note", note=note)
        play.fay("board/enter_note", text="Fay still may", team="t1")

    def test_a_closed_block_takes_nothing_from_phones(self) -> None:
        play = play_of(WRITE)
        play.fay("room/close_block")
        with refused("room/block_closed"):
            play.people[0]("board/add_note", block="m1.board", text="a")


class TestLengths:
    @pytest.mark.parametrize("text", ["客" * 20, "a" * 40, FAMILY * 20])
    def test_a_note_is_as_long_as_the_course_says(self, text: str) -> None:
        play = play_of(WRITE, note=NOTE.model_copy(update={"max_chars": 20}))
        assert play.phones["write"]["longest"] == 20
        writes(play.people[0], text)
        with refused("board/too_long", longest=20, length=21):
            writes(play.people[0], text + "a")

    def test_the_boards_own_limit_holds_where_the_input_has_none_or_a_wider_one(self) -> None:
        for entry in (None, NOTE, NOTE.model_copy(update={"max_chars": 80})):
            play = play_of(WRITE, note=entry)
            assert play.phones["write"]["longest"] == 40
            writes(play.people[0], "客" * 40)
            with refused("board/too_long", longest=40, length=41):
                writes(play.people[0], "客" * 41)

    def test_a_note_is_not_shorter_than_the_course_wants(self) -> None:
        play = play_of(WRITE, note=NOTE.model_copy(update={"min_chars": 2}))
        assert play.phones["write"]["shortest"] == 2
        with refused("board/too_short", shortest=2, length=1):
            writes(play.people[0], "客")
        note = writes(play.people[0], "客户")
        with refused("board/too_short", shortest=2, length=1):
            play.people[0]("board/edit_note", note=note, text="客")

    def test_a_comment_has_a_limit_of_its_own(self) -> None:
        play = play_of(TALK, line=LINE)
        play.people[0]("board/comment", text="客" * 30)
        with refused("board/too_long", longest=30, length=31):
            play.people[0]("board/comment", text="客" * 31)


class TestColumns:
    def test_on_a_wall_of_one_column_nobody_has_to_choose(self) -> None:
        play = play_of(WRITE)
        note = writes(play.people[0], "a")
        assert play.wall["notes"][note]["zone"] == "wall"

    def test_on_one_of_several_everybody_has_to(self) -> None:
        play = play_of(WRITE, zones=("left", "right"))
        with refused("board/choose_zone"):
            writes(play.people[0], "a")
        with refused("board/no_such_zone"):
            writes(play.people[0], "a", zone="middle")

    def test_a_stage_may_use_some_of_them_only(self) -> None:
        play = play_of(WRITE | {"zones": ["left", "right"]}, zones=("left", "right", "other"))
        assert play.phones["write"]["zones"] == {"left": True, "right": True}
        ann = play.people[0]
        with refused("board/no_such_zone"):
            writes(ann, "a", zone="other")
        note = writes(ann, "a", zone="left")
        with refused("board/no_such_zone"):
            ann("board/edit_note", note=note, text="a", zone="other")

    def test_a_note_the_facilitator_moved_elsewhere_can_still_be_changed(self) -> None:
        play = play_of(WRITE | {"zones": ["left"]}, zones=("left", "other"))
        ann = play.people[0]
        note = writes(ann, "a")
        play.fay("board/move_note", note=note, zone="other")
        ann("board/edit_note", note=note, text="b")
        assert play.wall["notes"][note]["zone"] == "other"

    def test_a_full_column_takes_no_more(self) -> None:
        play = play_of(WRITE, zones=("left", "right"), limits={"right": 2})
        ann, full = play.people[0], {"zone": {"zh": "right", "en": "right"}, "most": 2}
        notes = [writes(ann, text, zone="right") for text in "ab"]
        other = writes(ann, "c", zone="left")
        with refused("board/zone_full", **full):
            writes(ann, "d", zone="right")
        with refused("board/zone_full", **full):
            ann("board/edit_note", note=other, text="c", zone="right")
        with refused("board/zone_full", **full):
            play.fay("board/move_note", note=other, zone="right")
        ann("board/edit_note", note=notes[0], text="still", zone="right")
        play.fay("board/hide_item", note=notes[1])
        writes(ann, "d", zone="right")

    def test_the_facilitator_moves_a_note_to_another(self) -> None:
        play = play_of(WRITE, zones=("left", "right"))
        ann = play.people[0]
        note = writes(ann, "a", zone="left")
        play.fay("board/move_note", note=note, zone="right")
        assert (play.wall["notes"][note]["zone"], ann.board["mine"][note]["zone"]) == ("right", "right")
        with refused("board/no_such_zone"):
            play.fay("board/move_note", note=note, zone="middle")
        with refused("board/no_such_note"):
            play.fay("board/move_note", note="none", zone="left")


class TestHowMany:
    def test_everybody_has_a_number_of_notes(self) -> None:
        play = play_of(WRITE | {"max_per_author": 2})
        ann, ben, _ = play.people
        notes = [writes(ann, text) for text in "ab"]
        with refused("board/enough_notes", most=2):
            writes(ann, "c")
        writes(ben, "c")
        ann("board/delete_note", note=notes[0])
        writes(ann, "d")

    def test_a_team_has_them_together(self) -> None:
        play = play_of(WRITE | {"scope": "team", "max_per_author": 2})
        ann, ben, chen = play.people
        writes(ann, "a")
        writes(chen, "b")
        for voice in (ann, chen):
            with refused("board/enough_notes", most=2):
                writes(voice, "c")
        writes(ben, "c")

    def test_whoever_has_no_team_cannot_write_for_one(self) -> None:
        play = play_of(WRITE | {"scope": "team"}, teams=0)
        with refused("board/no_team"):
            writes(play.people[0], "a")

    def test_a_board_is_full_at_its_limit(self) -> None:
        play = play_of(WRITE, max_notes=20)
        for n in range(20):
            writes(play.people[n % 3], f"note {n}")
        with refused("board/full", most=20):
            writes(play.people[0], "one more")
        for unit in ({"team": "t1"}, {"person": "ann"}, {}):
            with refused("board/full", most=20):
                play.fay("board/enter_note", text="one more", **unit)

    def test_the_step_is_done_for_whoever_wrote_enough(self) -> None:
        play = play_of(WRITE | {"min_per_author": 2})
        ann, ben, _ = play.people
        writes(ann, "a")
        writes(ann, "b")
        writes(ben, "c")
        assert progress(play).done == {"ann"}
        assert progress(play).counts == {"ann": 2, "ben": 1}
        assert play.fay.sees["progress"]["missing"] == {"ben": True, "chen": True}

    def test_without_a_least_number_one_note_is_enough(self) -> None:
        play = play_of(WRITE)
        writes(play.people[0], "a")
        assert progress(play).done == {"ann"}

    def test_a_team_is_done_together(self) -> None:
        play = play_of(WRITE | {"scope": "team", "min_per_author": 2})
        writes(play.people[0], "a")
        assert progress(play).done == frozenset()
        writes(play.people[2], "b")
        assert progress(play).done == {"t1"}
        assert play.fay.sees["progress"] == {"per": "team", "done": 1, "of": 2, "missing": {"t2": True}}


def progress(play: Play) -> Progress:
    return play.picture.progress


class TestEntering:
    def test_the_facilitator_writes_for_a_person_without_a_phone(self) -> None:
        play = play_of(WRITE)
        ann = play.people[0]
        (added,) = play.fay("board/enter_note", text="on paper", person="ann")
        assert play.wall["notes"][added.note] == {  # type: ignore[attr-defined]
            "zone": "wall", "rank": 0, "text": "on paper", "by": "Ann", "team": "t1",
        }  # fmt: skip
        assert list(ann.board["mine"]) == [added.note]  # type: ignore[attr-defined]
        assert play.fay.board["notes"][added.note]["entered"] is True  # type: ignore[attr-defined]
        assert play.report("m1.board").sections[0].entries[0].entered_by == "facilitator"

    def test_and_for_a_team(self) -> None:
        play = play_of(WRITE | {"visible_to": "team"})
        play.fay("board/enter_note", text="on paper", team="t2")
        assert texts(play.team("t2")) == ["on paper"]

    def test_what_they_enter_counts_for_that_person_or_team(self) -> None:
        play = play_of(WRITE | {"max_per_author": 1})
        play.fay("board/enter_note", text="a", person="ann")
        with refused("board/enough_notes", most=1):
            play.fay("board/enter_note", text="b", person="ann")
        with refused("board/enough_notes", most=1):
            writes(play.people[0], "b")

    def test_what_they_enter_is_never_only_for_the_writers_eyes(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"})
        play.fay("board/enter_note", text="on paper", person="ann")
        assert play.seen_by("on paper") == {"person:ann", "team:t1", "console"}

    def test_after_the_writing_they_enter_for_a_team_that_still_picks(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, PICK)
        play.next()
        play.fay("board/enter_note", text="late card", team="t1")
        assert texts(play.team("t1")) == ["late card"]

    @pytest.mark.parametrize("privacy", ["self", "pair"])
    def test_never_on_a_private_board(self, privacy: Any) -> None:
        play = play_of(WRITE, privacy=privacy)
        with refused("board/private"):
            play.fay("board/enter_note", text="a", person="ann")

    def test_in_an_anonymous_block_for_a_team_only(self) -> None:
        play = play_of(WRITE, identity="anonymous")
        with refused("board/team_only"):
            play.fay("board/enter_note", text="a", person="ann")
        (added,) = play.fay("board/enter_note", text="a", team="t1")
        assert (added.author, added.at) == (None, None)  # type: ignore[attr-defined]

    def test_for_nobody_who_is_not_there(self) -> None:
        play = play_of(WRITE)
        with refused("room/no_such_person"):
            play.fay("board/enter_note", text="a", person="zoe")
        with refused("room/no_such_team"):
            play.fay("board/enter_note", text="a", team="t9")

    @pytest.mark.parametrize("stage", [BRIEF, VOTE, TALK])
    def test_only_while_notes_are_written_or_gathered(self, stage: Any) -> None:
        play = play_of(stage, WRITE)
        with refused("board/not_writing"):
            play.fay("board/enter_note", text="a", team="t1")

    def test_a_board_on_which_nothing_is_ever_written_takes_no_entry(self) -> None:
        play = play_of(ALL, VOTE, seeds="seed.cards", seeds_as="notes")
        with refused("board/not_writing"):
            play.fay("board/enter_note", text="a", team="t1")


class TestPicking:
    def picking(self, pick: int = 2, **config: Any) -> tuple[Play, list[str]]:
        """Ann and Chen of t1 wrote a, b and c; Ben of t2 wrote d."""
        play = play_of(WRITE | {"visible_to": "team"}, PICK | {"pick": pick}, VOTE, **config)
        ann, ben, chen = play.people
        notes = [writes(ann, "a"), writes(ann, "b"), writes(chen, "c"), writes(ben, "d")]
        play.next()
        return play, notes

    def test_ticks_are_seen_by_the_whole_team_and_by_nobody_else(self) -> None:
        play, (a, *_) = self.picking()
        play.people[0]("board/tick_note", note=a, on=True)
        assert (play.team("t1")["ticked"], "ticked" in play.team("t2")) == ({a: True}, False)
        assert play.fay.board["notes"][a]["ticked"] is True
        play.people[2]("board/tick_note", note=a, on=False)
        assert "ticked" not in play.team("t1")

    def test_exactly_as_many_as_the_course_says_are_handed_in(self) -> None:
        play, (a, b, c, _) = self.picking()
        ann = play.people[0]
        with refused("board/pick_exactly", pick=2, picked=0):
            ann("board/hand_in")
        ann("board/tick_note", note=a, on=True)
        with refused("board/pick_exactly", pick=2, picked=1):
            ann("board/hand_in")
        ann("board/tick_note", note=b, on=True)
        with refused("board/enough_picked", pick=2):
            ann("board/tick_note", note=c, on=True)
        ann("board/hand_in")
        assert texts(play.wall) == ["a", "b"]
        assert play.wall["handed_in"] == {"t1": 2}
        assert play.team("t1")["handed_in"] == {a: True, b: True}
        assert ann("board/hand_in") == []

    def test_the_facilitator_hands_in_for_a_team_without_a_phone_as_far_as_it_may(self) -> None:
        play, (a, b, c, _) = self.picking()
        play.fay("board/enter_note", text="told aloud", team="t1")
        told = next(note for note, found in play.fay.board["notes"].items() if found["text"] == "told aloud")
        play.fay("board/put_up", note=told)
        assert texts(play.wall) == ["told aloud"]
        with refused("board/handed_in"):
            play.fay("board/put_up", note=told)
        play.people[0]("board/tick_note", note=a, on=True)
        play.people[0]("board/hand_in")
        assert (texts(play.wall), play.wall["handed_in"]) == (["a", "told aloud"], {"t1": 2})
        with refused("board/enough_picked", pick=2):
            play.fay("board/put_up", note=b)
        play.next()
        with refused("board/not_picking"):
            play.fay("board/put_up", note=c)

    def test_what_only_its_writer_reads_is_not_handed_in_by_anybody_else(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, PICK | {"pick": 1}, VOTE, privacy="self", line=LINE)
        note = writes(play.people[0], "mine")
        play.next()
        with refused("board/no_such_note"):
            play.fay("board/put_up", note=note)

    def test_a_team_picks_from_its_own_notes(self) -> None:
        play, (*_, d) = self.picking()
        for note in (d, "none"):
            with refused("board/no_such_note"):
                play.people[0]("board/tick_note", note=note, on=True)

    def test_where_there_is_a_scribe_nobody_else_ticks_or_hands_in(self) -> None:
        play, (a, *_) = self.picking(pick=1)
        ann, ben, chen = play.people
        chen("room/take_scribe")
        with refused("board/scribe_only", scribe="Chen"):
            ann("board/tick_note", note=a, on=True)
        chen("board/tick_note", note=a, on=True)
        with refused("board/scribe_only", scribe="Chen"):
            ann("board/hand_in")
        chen("board/hand_in")
        ben("board/tick_note", note=next(iter(ben.board["mine"])), on=True)

    def test_the_scribe_of_an_anonymous_block_is_known_to_the_room(self) -> None:
        play, (a, *_) = self.picking(pick=1, identity="anonymous")
        ann, _, chen = play.people
        chen("room/take_scribe")
        with refused("board/scribe_only", scribe="Chen"):
            ann("board/tick_note", note=a, on=True)
        chen("board/tick_note", note=a, on=True)

    def test_a_returned_note_goes_back_to_its_team_and_another_may_take_its_place(self) -> None:
        play, (a, b, c, _) = self.picking()
        ann = play.people[0]
        for note in (a, b):
            ann("board/tick_note", note=note, on=True)
        ann("board/hand_in")
        play.fay("board/return_note", note=a)
        assert (texts(play.wall), sorted(texts(play.team("t1")))) == (["b"], ["a", "c"])
        ann("board/tick_note", note=c, on=True)
        ann("board/hand_in")
        assert texts(play.wall) == ["b", "c"]
        with refused("board/not_handed_in"):
            play.fay("board/return_note", note=a)

    def test_what_is_handed_in_is_not_ticked_again(self) -> None:
        play, (a, *_) = self.picking(pick=1)
        ann = play.people[0]
        ann("board/tick_note", note=a, on=True)
        ann("board/hand_in")
        with refused("board/handed_in"):
            ann("board/tick_note", note=a, on=False)

    def test_a_ticked_note_that_is_hidden_gives_its_tick_back(self) -> None:
        play, (a, b, c, _) = self.picking()
        ann = play.people[0]
        for note in (a, b):
            ann("board/tick_note", note=note, on=True)
        play.fay("board/hide_item", note=a)
        assert play.team("t1")["ticked"] == {b: True}
        with refused("board/no_such_note"):
            ann("board/tick_note", note=a, on=True)
        ann("board/tick_note", note=c, on=True)
        ann("board/hand_in")
        assert texts(play.wall) == ["b", "c"]

    def test_people_without_teams_pick_for_themselves(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, PICK | {"pick": 1}, teams=0)
        ann, ben, _ = play.people
        a, b = writes(ann, "a"), writes(ben, "b")
        play.next()
        with refused("board/no_such_note"):
            ann("board/tick_note", note=b, on=True)
        ann("board/tick_note", note=a, on=True)
        ann("board/hand_in")
        assert texts(play.wall) == ["a"]
        assert progress(play).done == {"ann"}

    def test_the_step_is_done_when_every_team_has_handed_in(self) -> None:
        play, (a, _, _, d) = self.picking(pick=1)
        ann, ben, _ = play.people
        for voice, note in ((ann, a), (ben, d)):
            assert play.fay.sees["progress"]["done"] < 2
            voice("board/tick_note", note=note, on=True)
            voice("board/hand_in")
        assert play.fay.sees["progress"] == {"per": "team", "done": 2, "of": 2, "missing": {}}

    def test_gathering_everything_opens_everything(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, ALL)
        writes(play.people[0], "a")
        assert texts(play.wall) == []
        play.next()
        assert texts(play.wall) == ["a"]

    @pytest.mark.parametrize("wish", [("board/tick_note", {"note": "none", "on": True}), ("board/hand_in", {})])
    def test_there_is_a_time_for_it(self, wish: Any) -> None:
        for stage in (WRITE, ALL, VOTE, TALK):
            with refused("board/not_picking"):
                play_of(stage).people[0](wish[0], **wish[1])
        play, _ = self.picking()
        play.fay("room/lock", on=True)
        with refused("room/locked"):
            play.people[0](wish[0], **wish[1])


class TestVoting:
    def voting(self, **vote: Any) -> tuple[Play, dict[str, str]]:
        play = play_of(WRITE, VOTE | vote, TALK)
        notes = {text: writes(play.people[0], text) for text in "abcd"}
        play.next()
        return play, notes

    def test_as_many_dots_as_there_are_and_not_one_more(self) -> None:
        play, notes = self.voting()
        ann = play.people[0]
        assert play.phones["voting"] == {"dots": 3, "most": 2, "secret": True}
        ann("board/place_dots", stage="vote", note=notes["a"], dots=2)
        ann("board/place_dots", stage="vote", note=notes["b"], dots=1)
        with refused("board/no_dots_left", votes=3):
            ann("board/place_dots", stage="vote", note=notes["c"], dots=1)
        ann("board/place_dots", stage="vote", note=notes["a"], dots=1)
        ann("board/place_dots", stage="vote", note=notes["c"], dots=1)
        assert ann.board["dots"] == {"vote": {notes["a"]: 1, notes["b"]: 1, notes["c"]: 1}}

    def test_no_more_on_one_note_than_the_course_allows(self) -> None:
        play, notes = self.voting()
        for dots in (3, -1, 10**6):
            with refused("board/dots_a_note", most=2):
                play.people[0]("board/place_dots", stage="vote", note=notes["a"], dots=dots)

    def test_the_same_number_again_is_nothing_new(self) -> None:
        play, notes = self.voting()
        assert len(play.people[0]("board/place_dots", stage="vote", note=notes["a"], dots=1)) == 1
        assert play.people[0]("board/place_dots", stage="vote", note=notes["a"], dots=1) == []

    def test_dots_taken_back_leave_nothing(self) -> None:
        play, notes = self.voting()
        ann = play.people[0]
        ann("board/place_dots", stage="vote", note=notes["a"], dots=2)
        ann("board/place_dots", stage="vote", note=notes["a"], dots=0)
        assert "dots" not in ann.board
        assert play.wall["vote"]["voters"] == 0

    def test_nothing_but_what_is_on_the_wall_can_be_voted_for(self) -> None:
        play, notes = self.voting()
        play.fay("board/hide_item", note=notes["a"])
        for note in (notes["a"], "none"):
            with refused("board/no_such_note"):
                play.people[0]("board/place_dots", stage="vote", note=note, dots=1)

    def test_a_vote_has_its_time(self) -> None:
        play, notes = self.voting()
        ann, wish = play.people[0], {"stage": "vote", "note": notes["a"], "dots": 1}
        play.back()
        with refused("board/vote_closed"):
            ann("board/place_dots", **wish)
        with refused("board/vote_closed"):
            ann("board/place_dots", **(wish | {"stage": "write"}))
        play.next()
        play.fay("board/reopen_vote", stage="vote")
        ann("board/place_dots", **wish)

    def test_leaving_the_step_closes_it_and_the_next_key_closes_it_first(self) -> None:
        play, _ = self.voting()
        assert play.fay.sees["next"]["command"] == {"type": "board/close_vote", "stage": "vote"}
        play.next()
        assert play.wall["results"]["vote"]["voters"] == 0
        play.back()
        assert (play.wall["vote"]["state"], play.fay.sees["next"]["does"]) == ("closed", "step")

    def test_a_vote_that_has_not_begun_cannot_be_closed(self) -> None:
        play = play_of(WRITE, VOTE)
        for wish in ("board/close_vote", "board/reopen_vote"):
            with refused("board/vote_not_now"):
                play.fay(wish, stage="vote")
            with refused("board/no_such_vote"):
                play.fay(wish, stage="write")
        play.next()
        assert play.wall["vote"]["state"] == "open"

    def test_reopened_every_dot_is_where_it_was(self) -> None:
        play, notes = self.voting()
        ann = play.people[0]
        ann("board/place_dots", stage="vote", note=notes["a"], dots=2)
        play.fay("board/close_vote", stage="vote")
        with refused("board/vote_closed"):
            ann("board/place_dots", stage="vote", note=notes["a"], dots=0)
        play.fay("board/reopen_vote", stage="vote")
        assert ann.board["dots"] == {"vote": {notes["a"]: 2}}
        ann("board/place_dots", stage="vote", note=notes["b"], dots=1)
        play.fay("board/close_vote", stage="vote")
        assert places(play, notes) == {"a": (2, 1), "b": (1, 2), "c": (0, 3), "d": (0, 3)}
        assert play.fay("board/close_vote", stage="vote") == []

    def test_equal_dots_share_a_place_until_the_tie_is_broken(self) -> None:
        play, notes = self.voting(votes=4, max_per_target=2)
        ann, ben, _ = play.people
        for voice, text, dots in ((ann, "a", 1), (ann, "b", 1), (ben, "c", 1), (ben, "d", 2)):
            voice("board/place_dots", stage="vote", note=notes[text], dots=dots)
        with refused("board/vote_open"):
            play.fay("board/break_tie", stage="vote", note=notes["c"])
        play.fay("board/close_vote", stage="vote")
        assert places(play, notes) == {"d": (2, 1), "a": (1, 2), "b": (1, 2), "c": (1, 2)}
        play.fay("board/break_tie", stage="vote", note=notes["c"])
        assert places(play, notes) == {"d": (2, 1), "c": (1, 2), "a": (1, 3), "b": (1, 3)}
        rows = [row.label for section in play.report("m1.board").sections for t in section.tallies for row in t.rows]
        assert rows == ["d", "c", "a", "b"]

    def test_the_step_is_done_for_whoever_placed_every_dot(self) -> None:
        play, notes = self.voting(votes=2)
        ann, ben, _ = play.people
        ann("board/place_dots", stage="vote", note=notes["a"], dots=2)
        ben("board/place_dots", stage="vote", note=notes["a"], dots=1)
        assert (progress(play).done, progress(play).counts) == ({"ann"}, {"ann": 2, "ben": 1})
        play.fay("board/close_vote", stage="vote")
        assert progress(play) == Progress()

    def test_two_votes_are_kept_apart(self) -> None:
        play = play_of(WRITE, VOTE | {"id": "one"}, VOTE | {"id": "two"})
        ann, note = play.people[0], writes(play.people[0], "a")
        play.next()
        ann("board/place_dots", stage="one", note=note, dots=2)
        play.next()
        ann("board/place_dots", stage="two", note=note, dots=1)
        assert ann.board["dots"] == {"one": {note: 2}, "two": {note: 1}}
        assert list(play.wall["results"]) == ["one"]
        play.fay("room/close_block")
        (entry,) = play.report("m1.board").sections[0].entries
        assert entry.votes == ((Words(zh="One（中文）", en="One"), 2),)

    def test_above_forty_targets_the_console_is_told(self) -> None:
        play = play_of(WRITE, VOTE, max_notes=60)
        for n in range(41):
            writes(play.people[n % 3], f"note {n}")
        play.next()
        assert play.fay.board["voting"]["too_many"] == 41
        play.fay("board/hide_item", note=next(iter(play.block_state().notes)))
        assert "too_many" not in play.fay.board["voting"]


def places(play: Play, notes: dict[str, str]) -> dict[str, tuple[int, int]]:
    shown = play.wall["results"]["vote"]["notes"]
    return {text: (shown[note]["dots"], shown[note]["place"]) for text, note in notes.items()}


class TestTalking:
    def test_one_note_stands_in_the_spotlight(self) -> None:
        play = play_of(WRITE, TALK)
        a, b = writes(play.people[0], "a"), writes(play.people[1], "b")
        play.fay("board/spotlight", note=a, on=True)
        assert (play.wall["spotlit"], play.phones["spotlit"]) == (a, a)
        play.fay("board/spotlight", note=b, on=True)
        assert play.wall["spotlit"] == b
        assert play.fay("board/spotlight", note=a, on=False) == []
        play.fay("board/spotlight", note=b, on=False)
        assert "spotlit" not in play.wall

    def test_a_note_that_goes_leaves_the_spotlight(self) -> None:
        play = play_of(WRITE | {"visible_to": "team"}, PICK | {"pick": 1}, TALK)
        ann = play.people[0]
        note = writes(ann, "a")
        with refused("board/not_on_wall"):
            play.fay("board/spotlight", note=note, on=True)
        play.next()
        ann("board/tick_note", note=note, on=True)
        ann("board/hand_in")
        for goes, comes in (("board/hide_item", "board/restore_item"), ("board/return_note", "")):
            play.fay("board/spotlight", note=note, on=True)
            play.fay(goes, note=note)
            assert "spotlit" not in play.wall
            if comes:
                play.fay(comes, note=note)
                assert "spotlit" not in play.wall
        with refused("board/not_on_wall"):
            play.fay("board/spotlight", note=note, on=True)

    def test_a_note_that_was_talked_about_is_checked_off(self) -> None:
        play = play_of(WRITE, TALK)
        a, b = writes(play.people[0], "a"), writes(play.people[1], "b")
        with refused("board/not_talking"):
            play.fay("board/archive", note=a, on=True)
        play.next()
        play.fay("board/spotlight", note=a, on=True)
        play.fay("board/archive", note=a, on=True)
        assert play.wall["archived"] == play.phones["archived"] == play.fay.board["archived"] == {a: True}
        assert "spotlit" not in play.wall
        assert play.fay("board/archive", note=a, on=True) == []
        play.fay("room/undo", deed=max(map(int, play.fay.sees["undo"])))
        assert "archived" not in play.wall
        assert play.wall["spotlit"] == a
        play.fay("board/archive", note=b, on=True)
        play.fay("board/archive", note=b, on=False)
        assert "archived" not in play.wall
        play.fay("board/hide_item", note=b)
        with refused("board/not_on_wall"):
            play.fay("board/archive", note=b, on=True)

    def test_a_deleted_note_leaves_it_too(self) -> None:
        play = play_of(WRITE)
        note = writes(play.people[0], "a")
        play.fay("board/spotlight", note=note, on=True)
        play.people[0]("board/delete_note", note=note)
        assert "spotlit" not in play.wall
        with refused("board/no_such_note"):
            play.fay("board/spotlight", note=note, on=True)

    def test_a_hidden_note_comes_back_where_it_was(self) -> None:
        play = play_of(WRITE)
        writes(play.people[0], "a")
        before = play.wall
        note = next(iter(before["notes"]))
        play.fay("board/hide_item", note=note)
        assert play.wall["notes"] == {}
        play.fay("board/restore_item", note=note)
        assert play.wall == before

    def test_people_add_up_to_five_lines(self) -> None:
        play = play_of(TALK)
        ann, ben, _ = play.people
        for n in range(5):
            ann("board/comment", text=f"line {n}")
        with refused("board/enough_comments", most=5):
            ann("board/comment", text="line 5")
        ben("board/comment", text="mine")
        assert [line["text"] for line in sorted(play.wall["comments"].values(), key=lambda line: line["rank"])] == [
            "line 0", "line 1", "line 2", "line 3", "line 4", "mine",
        ]  # fmt: skip
        assert [line["text"] for line in ben.board["comments"].values()] == ["mine"]

    def test_where_the_course_asks_for_none_there_are_none(self) -> None:
        play = play_of(TALK, line=None)
        assert "talk" not in play.phones
        with refused("board/not_talking"):
            play.people[0]("board/comment", text="a")

    @pytest.mark.parametrize("stage", [BRIEF, WRITE, PICK, VOTE])
    def test_there_is_a_time_for_them(self, stage: Any) -> None:
        with refused("board/not_talking"):
            play_of(stage).people[0]("board/comment", text="a")

    def test_a_locked_room_takes_none(self) -> None:
        play = play_of(TALK)
        play.fay("room/lock", on=True)
        with refused("room/locked"):
            play.people[0]("board/comment", text="a")


class TestSeeds:
    def test_as_notes_they_are_on_the_wall_from_the_start_in_both_languages(self) -> None:
        play = play_of(BRIEF, VOTE, seeds="seed.cards", seeds_as="notes")
        assert play.wall["notes"]["k2"] == {"zone": "wall", "rank": 1, "words": {"zh": "卡片k2", "en": "Card k2"}}
        play.next()
        play.people[0]("board/place_dots", stage="vote", note="k2", dots=1)
        play.fay("board/close_vote", stage="vote")
        (entry, *_) = play.report("m1.board").sections[0].entries
        assert (entry.text, entry.what, entry.author) == (Words(zh="卡片k2", en="Card k2"), "seed", None)

    def test_as_examples_they_are_shown_and_hidden_and_never_on_the_wall(self) -> None:
        play = play_of(BRIEF, WRITE, seeds="seed.cards")
        assert (play.wall["notes"], "examples" in play.wall) == ({}, False)
        assert set(play.fay.board["examples"]) == {"k1", "k2", "k3"}
        play.fay("board/show_example", on=True)
        assert play.wall["examples"]["k1"] == {"rank": 0, "zone": "wall", "text": {"zh": "卡片k1", "en": "Card k1"}}
        assert "examples" in play.phones
        play.fay("board/show_example", on=False)
        assert "examples" not in play.wall
        assert play.report("m1.board").sections[0].entries == ()

    def test_nobody_edits_or_deletes_them(self) -> None:
        play = play_of(WRITE, seeds="seed.cards", seeds_as="notes")
        with refused("board/no_such_note"):
            play.people[0]("board/edit_note", note="k1", text="a")
        with refused("board/no_such_note"):
            play.people[0]("board/delete_note", note="k1")


class TestReport:
    def test_notes_stand_by_column_then_by_dots_then_by_time(self) -> None:
        play = play_of(WRITE, VOTE, zones=("left", "right"))
        ann = play.people[0]
        notes = {text: writes(ann, text, zone=zone) for text, zone in (("a", "right"), ("b", "left"), ("c", "right"))}
        play.next()
        ann("board/place_dots", stage="vote", note=notes["c"], dots=1)
        play.fay("room/close_block")
        play.fay("room/reopen_block", block="m1.board")
        play.to("vote")
        play.fay("board/close_vote", stage="vote")
        entries = play.report("m1.board").sections[0].entries
        assert [entry.text for entry in entries] == ["b", "c", "a"]
        assert [entry.group for entry in entries] == [Words(zh=z, en=z) for z in ("left", "right", "right")]

    def test_a_persons_own_file_holds_their_own_notes_of_every_level(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, PICK, privacy="room")
        writes(play.people[0], "mine")
        writes(play.people[1], "not mine")
        assert [entry.text for entry in play.report("m1.board", Reader("person", "ann")).sections[0].entries] == [
            "mine"
        ]

    def test_what_is_given_to_later_blocks_is_what_is_on_the_wall(self) -> None:
        play = play_of(WRITE | {"visible_to": "team"}, PICK | {"pick": 1})
        ann = play.people[0]
        a, _ = writes(ann, "a"), writes(ann, "b")
        play.next()
        ann("board/tick_note", note=a, on=True)
        ann("board/hand_in")
        [given] = play.activity("m1.board").gives(play.block_state(), "all").items.items()
        assert given == (a, GivenItem("a", "wall", ann.id, play.state.members[ann.id].team))
