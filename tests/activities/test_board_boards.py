"""Boards of teams and persons: what hangs where, what stands beside a note, what it rests on, who moves it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.rooms.course import DAY, KIND, NOTE, PICK, PLACE, TALK, TICK, VOTE, WHO, WRITE, board, course
from tests.rooms.play import Play, Voice, refused
from workshop.core.activity import Given, GivenItem, Imported, ImportedItem, team_audience
from workshop.core.course import Block, Check, Output, Words
from workshop.core.report import Reader, label

SWOT = ("S", "W", "O", "T")
TEAM_WRITE = WRITE | {"visible_to": "team"}


def play_of(*stages: Any, teams: int = 2, block: Block | None = None, **config: Any) -> Play:
    """Ann and Chen in team t1, Ben in t2, at the first stage of boards of teams where nothing else is said."""
    made = block or board(*stages, **{"instances": "team", "identity": "team", "privacy": "team", **config})
    play = Play(course(made), ("Ann", "Ben", "Chen"), teams)
    play.fay("room/open_block", block="m1.board")
    return play


def writes(voice: Voice, text: str, **fields: Any) -> str:
    (added,) = voice("board/add_note", text=text, **fields)
    note: str = added.note  # type: ignore[attr-defined]
    return note


class TestBoardsOfTeams:
    def test_a_note_hangs_on_the_board_of_its_team_and_nowhere_else(self) -> None:
        play = play_of(TEAM_WRITE, TALK, zones=SWOT, layout="matrix")
        ann, ben, _ = play.people
        note = writes(ann, "老员工多", zone="S")
        writes(ben, "夜班没人带", zone="W")
        assert play.team("t1")["notes"] == {note: {"zone": "S", "rank": 0, "text": "老员工多", "team": "t1"}}
        assert play.seen_by("老员工多") == {"person:ann", "team:t1", "console"}
        play.next()
        assert play.seen_by("老员工多") == {"person:ann", "team:t1", "console"}

    def test_the_wall_counts_by_team_and_zone(self) -> None:
        play = play_of(TEAM_WRITE, zones=SWOT, layout="matrix")
        writes(play.people[0], "a", zone="S")
        assert play.wall["boards"] == {"t1": {"n": 1, "zones": {"S": 1}}, "t2": {"n": 0, "zones": {}}}
        assert (play.wall["notes"], "shown" in play.wall) == ({}, False)

    def test_nobody_writes_on_a_board_of_a_team_without_being_in_one(self) -> None:
        with refused("board/no_team"):
            writes(play_of(TEAM_WRITE, teams=0).people[0], "a")

    def test_the_room_sees_a_board_once_its_team_agreed_and_the_facilitator_shows_it(self) -> None:
        play = play_of(TEAM_WRITE, TALK)
        ann = play.people[0]
        note = writes(ann, "only ours")
        with refused("board/not_agreed"):
            play.fay("board/show_board", board="t1", on=True)
        ann("board/agree_to_show", on=True)
        assert play.seen_by("only ours") == {"person:ann", "team:t1", "console"}
        play.fay("board/show_board", board="t1", on=True)
        assert (play.wall["shown"], list(play.wall["notes"])) == ("t1", [note])
        ann("board/agree_to_show", on=False)
        assert play.seen_by("only ours") == {"person:ann", "team:t1", "console"}

    def test_where_there_is_a_scribe_the_scribe_agrees(self) -> None:
        play = play_of(TEAM_WRITE)
        ann, _, chen = play.people
        chen("room/take_scribe")
        with refused("board/scribe_only", scribe="Chen"):
            ann("board/agree_to_show", on=True)
        chen("board/agree_to_show", on=True)
        assert play.team("t1")["agreed"]

    def test_a_note_in_the_middle_leaves_it_with_its_board(self) -> None:
        play = play_of(TEAM_WRITE)
        ann = play.people[0]
        note = writes(ann, "only ours")
        with refused("board/not_on_wall"):
            play.fay("board/spotlight", note=note, on=True)
        ann("board/agree_to_show", on=True)
        play.fay("board/show_board", board="t1", on=True)
        play.fay("board/spotlight", note=note, on=True)
        assert play.wall["spotlit"] == note
        play.fay("board/show_board", board="t1", on=False)
        assert play.block_state().spotlit is None

    def test_a_vote_may_be_on_the_notes_of_some_zones_alone(self) -> None:
        play = play_of(TEAM_WRITE, VOTE | {"zones": ["W"]}, TALK, zones=SWOT, layout="matrix")
        ann = play.people[0]
        strong, weak = writes(ann, "strong", zone="S"), writes(ann, "weak", zone="W")
        play.next()
        assert play.phones["voting"]["zones"] == {"W": True}
        with refused("board/no_such_note"):
            ann("board/place_dots", stage="vote", note=strong, dots=1)
        ann("board/place_dots", stage="vote", note=weak, dots=1)
        play.next()
        assert play.team("t1")["results"]["vote"]["notes"] == {weak: {"dots": 1, "place": 1}}

    def test_a_vote_stays_inside_the_team(self) -> None:
        play = play_of(TEAM_WRITE, VOTE, TALK)
        ann, ben, chen = play.people
        ours, theirs = writes(ann, "ours"), writes(ben, "theirs")
        play.next()
        with refused("board/no_such_note"):
            ann("board/place_dots", stage="vote", note=theirs, dots=1)
        ann("board/place_dots", stage="vote", note=ours, dots=2)
        chen("board/place_dots", stage="vote", note=ours, dots=1)
        play.next()
        assert play.team("t1")["results"]["vote"]["notes"] == {ours: {"dots": 3, "place": 1}}
        assert play.team("t2")["results"]["vote"]["notes"] == {theirs: {"dots": 0, "place": 1}}
        assert [play.team(team)["results"]["vote"]["voters"] for team in ("t1", "t2")] == [2, 0]
        assert play.fay.board["results"]["vote"]["voters"] == 2
        assert "results" not in play.wall

    def test_the_facilitator_writes_for_a_team_on_its_board(self) -> None:
        play = play_of(TEAM_WRITE)
        play.fay("board/enter_note", text="on paper", team="t2")
        assert play.seen_by("on paper") == {"team:t2", "console"}

    def test_what_a_team_writes_belongs_to_all_of_it(self) -> None:
        play = play_of(TEAM_WRITE | {"scope": "team", "max_per_author": 2})
        ann, ben, chen = play.people
        note = writes(ann, "first")
        chen("board/edit_note", note=note, text="better")
        assert play.team("t1")["notes"][note]["text"] == "better"
        with refused("board/no_such_note"):
            ben("board/edit_note", note=note, text="ours")
        writes(chen, "second")
        with refused("board/enough_notes", most=2):
            writes(ann, "third")

    def test_what_lay_in_the_light_lies_there_again_when_another_board_is_taken_off_the_wall(self) -> None:
        play = play_of(TEAM_WRITE, TALK, privacy="room")
        note = writes(play.people[0], "ours")
        play.next()
        play.fay("board/show_board", board="t1", on=True)
        play.fay("board/spotlight", note=note, on=True)
        play.fay("board/show_board", board="t2", on=True)
        assert "spotlit" not in play.wall
        play.fay("room/undo", deed=max(map(int, play.fay.sees["undo"])))
        assert (play.wall["shown"], play.wall["spotlit"]) == ("t1", note)


class TestFields:
    def play(self, *fields: Any, **config: Any) -> Play:
        return play_of(WRITE, beside=fields, instances="room", privacy="room", **config)

    def test_they_stand_on_the_note_everywhere(self) -> None:
        play = self.play(WHO, KIND, DAY)
        filled = {"who": "班组长", "kind": "biz", "day": "2026-12-01"}
        note = writes(play.people[0], "a", fields=filled)
        shown = [play.wall["notes"][note], play.fay.board["notes"][note], play.people[0].board["mine"][note]]
        assert [one["fields"] for one in shown] == [filled] * 3
        assert list(play.wall["fields"]) == ["who", "kind", "day"]

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({}, "board/field_missing"),
            ({"who": "客" * 13}, "board/field_too_long"),
            ({"who": "我", "kind": "nothing"}, "board/no_such_choice"),
            ({"who": "我", "day": "tomorrow"}, "board/not_a_date"),
            ({"who": "我", "else": "x"}, "board/no_such_field"),
        ],
    )
    def test_what_does_not_fit_is_refused_by_its_name(self, fields: dict[str, str], code: str) -> None:
        play = self.play(WHO, KIND, DAY)
        with pytest.raises(Exception) as no:  # noqa: PT011 (the code is compared)
            writes(play.people[0], "a", fields=fields)
        assert no.value.code == code  # type: ignore[attr-defined]

    def test_an_edit_without_fields_leaves_them(self) -> None:
        play = self.play(WHO)
        ann = play.people[0]
        note = writes(ann, "a", fields={"who": "Ann"})
        ann("board/edit_note", note=note, text="b")
        assert play.wall["notes"][note]["fields"] == {"who": "Ann"}
        ann("board/edit_note", note=note, text="b", fields={"who": "Ben"})
        assert play.wall["notes"][note]["fields"] == {"who": "Ben"}

    def test_a_field_stricter_than_its_block_stays_in_its_circle(self) -> None:
        made = board(WRITE, TALK, beside=(WHO,))
        write = made.steps[0]
        who = NOTE.model_copy(update={"id": "who", "privacy": "self"})
        made = made.model_copy(update={"steps": (write.model_copy(update={"inputs": (NOTE, who)}), made.steps[1])})
        play = play_of(block=made)
        note = writes(play.people[0], "for all", fields={"who": "secret"})
        assert play.seen_by("secret") == {"person:ann"}
        assert play.wall["notes"][note]["text"] == "for all"


class TestPlacing:
    def placed(self, by: str, **config: Any) -> tuple[Play, str]:
        play = play_of(WRITE, PLACE | {"by": by}, zones=("left", "right"), **config)
        note = writes(play.people[0], "a", zone="left")
        play.next()
        return play, note

    @pytest.mark.parametrize(
        ("by", "config", "may"),
        [
            ("everyone", {"instances": "room", "privacy": "room"}, "ann ben chen"),
            ("author", {"instances": "room", "privacy": "room"}, "ann"),
            ("team", {"instances": "room", "privacy": "room"}, "ann chen"),
            ("team", {}, "ann chen"),
            ("owner", {"instances": "person", "privacy": "self"}, "ann"),
        ],
    )
    def test_who_may_move_a_note(self, by: str, config: dict[str, str], may: str) -> None:
        play, note = self.placed(by, **config)
        for voice in play.people:
            trial = play.copy()
            mover = next(other for other in trial.people if other.id == voice.id)
            if voice.id in may.split():
                mover("board/place_note", note=note, zone="right")
                assert trial.block_state().notes[note].zone == "right"
            else:
                with refused("board/no_such_note"):
                    mover("board/place_note", note=note, zone="right")

    def test_only_in_its_stage(self) -> None:
        play = play_of(WRITE, PLACE, zones=("left", "right"))
        note = writes(play.people[0], "a", zone="left")
        with refused("board/not_placing"):
            play.people[0]("board/place_note", note=note, zone="right")

    def test_the_facilitator_alone_where_the_course_says_so(self) -> None:
        play, note = self.placed("facilitator")
        with refused("board/facilitator_places"):
            play.people[0]("board/place_note", note=note, zone="right")
        play.fay("board/move_note", note=note, zone="right")
        assert play.block_state().notes[note].zone == "right"

    def test_a_zone_is_full_on_each_board_by_itself(self) -> None:
        play = play_of(TEAM_WRITE, zones=("left", "right"), limits={"left": 1})
        ann, ben, chen = play.people
        writes(ann, "a", zone="left")
        writes(ben, "b", zone="left")
        with refused("board/zone_full", zone={"zh": "left", "en": "left"}, most=1):
            writes(chen, "c", zone="left")

    def test_two_zones_change_places_and_back(self) -> None:
        play = play_of(TEAM_WRITE, zones=("left", "right"))
        ann, ben, _ = play.people
        ours, theirs = writes(ann, "a", zone="left"), writes(ben, "b", zone="left")
        play.fay("board/swap_zones", zones=["left", "right"], board="t1")
        zones = {note: play.block_state().notes[note].zone for note in (ours, theirs)}
        assert zones == {ours: "right", theirs: "left"}
        play.fay("room/undo", deed=max(map(int, play.fay.sees["undo"])))
        assert play.block_state().notes[ours].zone == "left"


def strategies() -> Block:
    rests = {"zone_refs": {"SO": ["S", "O"], "WT": ["W", "T"]}, "ref_each_note": True, "scope": "team"}
    made = board(
        TEAM_WRITE | rests,
        zones=("SO", "WT"),
        layout="matrix",
        privacy="team",
        instances="team",
        identity="team",
    )
    imports = [{"from": "m2.team", "select": "all", "to": "same", "as": "refs"}]
    return made.model_copy(update={"config": {**made.config, "import": imports}})


ITEMS = {
    "s1": ImportedItem(text="老员工多", zone="S", team="t1"),
    "o1": ImportedItem(text="智能质检上线", zone="O", team="t1"),
    "w9": ImportedItem(text="别组的弱点", zone="W", team="t2"),
}


class TestRests:
    def play(self) -> Play:
        play = play_of(block=strategies())
        play.happen("m1.board", [Imported(block="m1.board", source="m2.team", select="all", items=ITEMS)])
        return play

    def test_a_team_rests_on_its_own_notes(self) -> None:
        play = self.play()
        assert {ref: basis["text"] for ref, basis in play.team("t1")["refs"].items()} == {
            "s1": "老员工多",
            "o1": "智能质检上线",
        }
        assert list(play.team("t2")["refs"]) == ["w9"]
        assert play.seen_by("老员工多") == {"team:t1", "console"}

    def test_a_strategy_needs_one_from_each_of_its_zones(self) -> None:
        play = self.play()
        ann = play.people[0]
        with refused("board/ref_needed", zone={"zh": "O", "en": "O"}, least=1):
            writes(ann, "a", zone="SO", refs=["s1"])
        with refused("board/no_such_ref"):
            writes(ann, "a", zone="WT", refs=["w9"])
        note = writes(ann, "用省下的时间陪听", zone="SO", refs=["s1", "o1"])
        assert play.team("t1")["notes"][note]["refs"] == {"s1": True, "o1": True}

    @pytest.mark.parametrize(
        ("now", "change"),
        [
            ({"s1": GivenItem("老员工多", "S", None, "t1")}, None),
            ({"s1": GivenItem("老员工走了", "S", None, "t1")}, "changed"),
            ({"s1": GivenItem("老员工多", "W", None, "t1")}, "changed"),
            ({}, "gone"),
        ],
    )
    def test_a_source_that_changed_since_is_flagged(self, now: dict[str, GivenItem], change: str | None) -> None:
        play = self.play()
        view = replace(play.picture.room_view("m1.board"), given={"m2.team": Given(now)})
        shown = play.activity("m1.board").view(play.block_state(), team_audience("t1"), view)
        assert shown["refs"]["s1"].get("change") == change

    def test_what_was_written_earlier_on_the_same_board_will_do(self) -> None:
        fix = TEAM_WRITE | {"id": "fix", "zones": ["fix"], "scope": "team", "ref_each_note": True}
        play = play_of(TEAM_WRITE | {"zones": ["env"]}, fix, zones=("env", "fix"))
        ann, ben, _ = play.people
        cause, other = writes(ann, "太吵", zone="env"), writes(ben, "太急", zone="env")
        play.next()
        with refused("board/rests_on_nothing"):
            writes(ann, "关门", zone="fix")
        with refused("board/no_such_ref"):
            writes(ann, "关门", zone="fix", refs=[other])
        writes(ann, "关门", zone="fix", refs=[cause])

    def test_notes_brought_along_hang_on_the_board_of_their_team(self) -> None:
        made = board(TEAM_WRITE, TALK, zones=SWOT, layout="matrix", privacy="team", instances="team", identity="team")
        imports = [{"from": "m2.personal", "select": "picked", "to": "same", "as": "notes"}]
        play = play_of(block=made.model_copy(update={"config": {**made.config, "import": imports}}))
        item = ImportedItem(text="带进来的", zone="S", person="ann", team="t1")
        play.happen("m1.board", [Imported(block="m1.board", source="m2.personal", select="picked", items={"p1": item})])
        assert play.team("t1")["notes"]["p1"] == {
            "zone": "S",
            "rank": 0,
            "text": "带进来的",
            "team": "t1",
            "brought": True,
        }
        assert play.seen_by("带进来的") == {"person:ann", "team:t1", "console"}


class TestGives:
    def test_what_each_word_selects(self) -> None:
        play = play_of(
            WRITE | {"visible_to": "self"}, PICK | {"pick": 1}, instances="person", privacy="self", zones=SWOT
        )
        ann = play.people[0]
        kept, picked = writes(ann, "kept", zone="S"), writes(ann, "picked", zone="W")
        play.next()
        ann("board/tick_note", note=picked, on=True)
        ann("board/hand_in")
        gives = {word: set(play.activity("m1.board").gives(play.block_state(), word).items) for word in WORDS}
        assert gives == {
            "picked": {picked},
            "mine": {kept, picked},
            "all": set(),
            "top_voted": set(),
            "nonsense": set(),
        }


WORDS = ("picked", "mine", "all", "top_voted", "nonsense")


class TestProgress:
    def test_where_every_zone_has_to_be_covered_whoever_left_one_empty_is_not_done(self) -> None:
        made = board(TEAM_WRITE | {"zones": ["S", "W"], "min_per_author": 2}, zones=("S", "W"))
        message = Words(zh="都要写", en="All of them")
        check = Check(code="zones_covered", level="block", message=message)
        play = play_of(block=made.model_copy(update={"validation": (check,)}))
        ann, ben, _ = play.people
        writes(ann, "a", zone="S")
        writes(ann, "b", zone="W")
        writes(ben, "a", zone="S")
        writes(ben, "b", zone="S")
        assert play.picture.progress.done == {"ann"}


class TestReport:
    def test_a_team_takes_its_board_home_and_the_client_what_was_agreed(self) -> None:
        outputs = (
            Output(id="picture", what=Words(zh="图", en="Picture"), level="team", format="image"),
            Output(id="top", what=Words(zh="第一", en="Top"), level="room", format="table"),
        )
        made = board(
            TEAM_WRITE, VOTE, TALK, zones=SWOT, layout="matrix", privacy="team", instances="team", identity="team"
        )
        play = play_of(block=made.model_copy(update={"outputs": outputs}))
        ann, ben, _ = play.people
        ours = writes(ann, "ours", zone="S")
        writes(ben, "theirs", zone="S")
        ann("board/agree_to_show", on=True)
        play.next()
        ann("board/place_dots", stage="vote", note=ours, dots=2)
        play.next()
        client, theirs = play.report("m1.board"), play.report("m1.board", Reader("team", "t2"))
        pictures = [
            [note.text for part in one.sections for hung in part.boards for note in hung.notes]
            for one in (client, theirs)
        ]
        assert pictures == [["ours"], ["theirs"]]
        assert {output for section in client.sections for output in section.outputs} == {"picture", "top"}
        [rows] = [table.rows for section in client.sections for table in section.tables]
        assert rows == ((label("Team {n}", 1), Words(zh="S", en="S"), "ours", "2"),)

    def test_a_choice_is_counted_for_the_room_where_its_notes_are_not(self) -> None:
        outputs = (Output(id="kinds", what=Words(zh="占比", en="Shares"), level="room", format="chart"),)
        made = board(TEAM_WRITE, beside=(KIND,), privacy="team", instances="team", identity="team")
        play = play_of(block=made.model_copy(update={"outputs": outputs}))
        for n, kind in enumerate(("biz", "biz", "us")):
            writes(play.people[n], f"note {n}", fields={"kind": kind})
        sections = play.report("m1.board").sections
        assert [(chart.series[0].values, chart.n) for one in sections for chart in one.charts] == [((2.0, 1.0), 3)]
        assert "note" not in repr([section.entries for section in sections])
        assert [one.outputs for one in sections if one.outputs] == [{"kinds"}]


class TestTicks:
    def test_a_private_commitment_is_on_the_wall_while_its_owner_ticks_it(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, TALK, instances="room", privacy="self", tick=TICK)
        ann, ben, _ = play.people
        note = writes(ann, "每天陪听十分钟")
        with refused("board/not_publishing"):
            ann("board/publish", note=note, on=True)
        play.next()
        assert play.seen_by("每天陪听十分钟") == {"person:ann"}
        with refused("board/no_such_note"):
            ben("board/publish", note=note, on=True)
        ann("board/publish", note=note, on=True)
        assert play.seen_by("每天陪听十分钟") == {"person:ann", "console", "projector", "phones"}
        ann("board/publish", note=note, on=False)
        assert play.seen_by("每天陪听十分钟") == {"person:ann"}
