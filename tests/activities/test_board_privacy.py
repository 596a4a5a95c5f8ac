"""Who must not see what of a board. Every secret is shown to somebody first, so that there is something to leak."""

from typing import Any

import pytest

from tests.rooms.course import BRIEF, NOTE, PICK, TALK, VOTE, WRITE, board, course
from tests.rooms.play import KEY, Play, refused
from workshop.core.course import Input
from workshop.core.report import CLIENT, Reader
from workshop.rooms.aliases import pseudonym

SECRET = "绝密：班长总在交接时漏单"
EVERYBODY = {"console", "projector", "phones"}


def play_of(*stages: Any, teams: int = 2, people: tuple[str, ...] = ("Ann", "Ben", "Chen"), **config: Any) -> Play:
    """Ann and Chen in team t1, Ben in t2, at the first stage."""
    play = Play(course(board(*stages, **config)), people, teams)
    play.fay("room/open_block", block="m1.board")
    return play


def texts(report: Any) -> list[Any]:
    return [entry.text for section in report.sections for entry in section.entries]


class TestLevels:
    @pytest.mark.parametrize(
        ("visible_to", "seen_by"),
        [
            ("self", {"person:ann"}),
            ("team", {"person:ann", "team:t1", "console"}),
            ("room", {"person:ann", *EVERYBODY}),
        ],
    )
    def test_a_note_is_seen_as_far_as_its_stage_says_and_no_further(self, visible_to: str, seen_by: set[str]) -> None:
        play = play_of(WRITE | {"visible_to": visible_to}, TALK)
        play.people[0]("board/add_note", text=SECRET)
        assert play.seen_by(SECRET) == seen_by

    @pytest.mark.parametrize("privacy", ["self", "pair", "aggregate"])
    def test_no_stage_reaches_further_than_the_block(self, privacy: Any) -> None:
        play = play_of(WRITE, TALK, privacy=privacy)
        play.people[0]("board/add_note", text=SECRET)
        assert play.seen_by(SECRET) == {"person:ann"}
        play.next()
        assert play.seen_by(SECRET) == {"person:ann"}

    def test_a_team_block_stays_with_the_team_for_ever(self) -> None:
        play = play_of(WRITE, PICK | {"pick": 1}, TALK, privacy="team")
        play.people[0]("board/add_note", text=SECRET)
        note = next(iter(play.block_state().notes))
        play.next()
        play.people[0]("board/tick_note", note=note, on=True)
        play.people[0]("board/hand_in")
        play.next()
        assert play.seen_by(SECRET) == {"person:ann", "team:t1", "console"}

    @pytest.mark.parametrize("level", ["self", "pair", "team"])
    def test_an_input_may_be_stricter_than_its_block(self, level: Any) -> None:
        play = play_of(WRITE, TALK, note=NOTE.model_copy(update={"privacy": level}))
        play.people[0]("board/add_note", text=SECRET)
        play.next()
        team = {"person:ann", "team:t1", "console"}
        assert play.seen_by(SECRET) == (team if level == "team" else {"person:ann"})

    def test_an_input_cannot_be_wider_than_its_block(self) -> None:
        play = play_of(WRITE, TALK, privacy="self", note=NOTE.model_copy(update={"privacy": "room"}))
        play.people[0]("board/add_note", text=SECRET)
        play.next()
        assert play.seen_by(SECRET) == {"person:ann"}

    def test_the_phone_says_how_far_a_note_will_be_read(self) -> None:
        assert play_of(WRITE | {"visible_to": "team"}).phones["write"]["reach"] == "team"
        assert play_of(WRITE | {"visible_to": "room"}, privacy="self").phones["write"]["reach"] == "self"

    def test_while_notes_are_secret_wall_and_console_get_numbers(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"})
        for voice in play.people:
            voice("board/add_note", text=SECRET)
        assert play.wall["written"] == {"t1": 2, "t2": 1}
        assert (play.fay.board["written"], play.fay.board["total"]) == ({"t1": 2, "t2": 1}, 3)
        assert play.fay.board["notes"] == {}

    def test_leaving_the_stage_opens_its_notes_to_the_room(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, TALK)
        play.people[0]("board/add_note", text=SECRET)
        play.next()
        assert play.seen_by(SECRET) == {"person:ann", *EVERYBODY}

    def test_a_gather_stage_behind_it_opens_them_to_the_team_only(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, PICK)
        play.people[0]("board/add_note", text=SECRET)
        assert play.seen_by(SECRET) == {"person:ann"}
        play.next()
        assert play.seen_by(SECRET) == {"person:ann", "team:t1", "console"}

    def test_whoever_joins_a_team_reads_its_notes_and_whoever_leaves_it_does_not(self) -> None:
        play = play_of(WRITE | {"visible_to": "team"})
        ann, ben, chen = play.people
        ann("board/add_note", text=SECRET)
        holds = {voice.id: [a.address for a in play.picture.audiences_of(voice.id)] for voice in (ben, chen)}
        assert holds == {"ben": ["phones", "person:ben", "team:t2"], "chen": ["phones", "person:chen", "team:t1"]}
        play.fay("room/move_person", person="ben", team="t1")
        play.fay("room/move_person", person="chen", team="t2")
        holds = {voice.id: [a.address for a in play.picture.audiences_of(voice.id)] for voice in (ben, chen)}
        assert holds == {"ben": ["phones", "person:ben", "team:t1"], "chen": ["phones", "person:chen", "team:t2"]}


class TestKeptBack:
    def handed_in(self) -> Play:
        play = play_of(WRITE | {"visible_to": "team"}, PICK | {"pick": 1}, VOTE, TALK)
        ann = play.people[0]
        ann("board/add_note", text="for the wall")
        ann("board/add_note", text=SECRET)
        play.next()
        ann("board/tick_note", note=note_of(play, "for the wall"), on=True)
        ann("board/hand_in")
        return play

    def test_only_what_was_handed_in_reaches_the_wall(self) -> None:
        play = self.handed_in()
        assert play.seen_by("for the wall") == {"person:ann", *EVERYBODY}
        for _ in range(3):
            assert play.seen_by(SECRET) == {"person:ann", "team:t1", "console"}
            play.next()

    def test_the_client_is_told_how_many_stayed_back_and_never_what(self) -> None:
        play = self.handed_in()
        assert texts(play.report("m1.board", Reader("team", "t1"))) == ["for the wall", SECRET]
        assert texts(play.report("m1.board", CLIENT)) == ["for the wall"]
        assert texts(play.report("m1.board", Reader("team", "t2"))) == ["for the wall"]
        assert play.report("m1.board", CLIENT).sections[0].kept_back == 1

    def test_a_note_that_is_returned_leaves_the_wall(self) -> None:
        play = self.handed_in()
        play.fay("board/return_note", note=note_of(play, "for the wall"))
        assert play.seen_by("for the wall") == {"person:ann", "team:t1", "console"}

    def test_releasing_does_not_reach_over_what_a_team_kept_back(self) -> None:
        play = self.handed_in()
        for step in ("pick", "vote", "talk"):
            play.to(step)
            with refused("board/not_writing"):
                play.fay("board/release_notes")
            assert play.seen_by(SECRET) == {"person:ann", "team:t1", "console"}


class TestHidden:
    def test_a_hidden_note_is_on_the_console_and_on_its_writers_phone(self) -> None:
        play = play_of(WRITE)
        play.people[0]("board/add_note", text=SECRET)
        assert play.seen_by(SECRET) == {"person:ann", *EVERYBODY}
        play.fay("board/hide_item", note=note_of(play, SECRET))
        assert play.seen_by(SECRET) == {"person:ann", "console"}

    def test_a_hidden_note_of_a_team_leaves_the_teams_phones(self) -> None:
        play = play_of(WRITE | {"visible_to": "team"})
        play.people[0]("board/add_note", text=SECRET)
        play.fay("board/hide_item", note=note_of(play, SECRET))
        assert play.seen_by(SECRET) == {"person:ann", "console"}

    def test_no_file_but_the_writers_own_holds_it(self) -> None:
        play = play_of(WRITE)
        play.people[0]("board/add_note", text=SECRET)
        play.fay("board/hide_item", note=note_of(play, SECRET))
        readers = [CLIENT, Reader("team", "t1"), Reader("person", "ben"), Reader("person", "ann")]
        assert [texts(play.report("m1.board", reader)) for reader in readers] == [[], [], [], [SECRET]]
        assert play.report("m1.board").sections[0].hidden == 1

    @pytest.mark.parametrize("wish", ["board/hide_item", "board/restore_item"])
    def test_the_facilitator_cannot_touch_what_only_its_writer_may_read(self, wish: str) -> None:
        play = play_of(WRITE | {"visible_to": "self"})
        play.people[0]("board/add_note", text=SECRET)
        with refused("board/private"):
            play.fay(wish, note=note_of(play, SECRET))


class TestNames:
    @pytest.mark.parametrize(
        ("identity", "shown"),
        [("named", {"by": "Ann", "team": "t1"}), ("team", {"team": "t1"}), ("anonymous", {})],
    )
    def test_a_note_says_of_its_writer_what_the_board_says(self, identity: str, shown: dict[str, str]) -> None:
        play = play_of(WRITE, TALK, identity=identity)
        play.people[0]("board/add_note", text=SECRET)
        play.next()
        (note,) = play.wall["notes"].values()
        assert {key: note[key] for key in ("by", "team") if key in note} == shown

    @pytest.mark.parametrize("identity", ["team", "anonymous"])
    def test_no_view_says_whose_a_note_is_but_the_writers_own(self, identity: str) -> None:
        play = play_of(WRITE, VOTE, TALK, identity=identity, people=("Ann", "Ben", "Chen", "Dan"))
        ann = play.people[0]
        for n in range(3):
            ann("board/add_note", text=f"{SECRET}{n}")
        for _ in range(3):
            for audience in play.audiences():
                if audience.address != "person:ann":
                    shown = repr(play.shows(audience))
                    assert "Ann" not in shown
                    assert "'ann'" not in shown
                    assert pseudonym(KEY, "ann") not in shown
            play.next()
        assert len(play.sees(ann.audience)["me"]) > 0

    def test_named_boards_do_say_it(self) -> None:
        play = play_of(WRITE)
        play.people[0]("board/add_note", text=SECRET)
        assert "Ann" in repr(play.wall)


class TestAnonymous:
    def anonymous(self, *stages: Any, **config: Any) -> Play:
        people = ("Ann", "Ben", "Chen", "Dan", "Eva")
        return play_of(
            *(stages or (WRITE | {"visible_to": "team"}, TALK)), identity="anonymous", people=people, **config
        )

    def test_events_hold_a_pseudonym_and_no_time(self) -> None:
        play = self.anonymous(WRITE, VOTE, TALK)
        ann = play.people[0]
        (added,) = ann("board/add_note", text=SECRET)
        play.next()
        (placed,) = ann("board/place_dots", stage="vote", note=note_of(play, SECRET), dots=1)
        play.next()
        (said,) = ann("board/comment", text="a line")
        alias = pseudonym(KEY, "ann")
        assert (added.author, added.at, added.team) == (alias, None, "t1")  # type: ignore[attr-defined]
        assert placed.person == alias  # type: ignore[attr-defined]
        assert (said.author, said.at) == (alias, None)  # type: ignore[attr-defined]

    def test_named_boards_do_keep_person_and_time(self) -> None:
        (added,) = play_of(WRITE).people[0]("board/add_note", text=SECRET)
        assert added.author == "ann"  # type: ignore[attr-defined]
        assert added.at > 0  # type: ignore[attr-defined]

    def test_the_console_gets_them_in_threes(self) -> None:
        play = self.anonymous()
        seen = []
        for n in range(7):
            play.people[n % 5]("board/add_note", text=f"note {n}")
            seen.append(len(play.fay.board["notes"]))
        assert seen == [0, 0, 3, 3, 3, 6, 6]
        assert play.fay.board["total"] == 7
        play.next()
        assert len(play.fay.board["notes"]) == 7

    def test_one_by_one_they_would_be_seen_without_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("workshop.activities.board.views.people.SHUFFLED_BY", 1)
        play = self.anonymous()
        play.people[0]("board/add_note", text=SECRET)
        assert SECRET in repr(play.fay.board)

    def test_what_the_facilitator_enters_is_not_held_back(self) -> None:
        play = self.anonymous()
        play.fay("board/enter_note", text="from a card", team="t1")
        assert [note["text"] for note in play.fay.board["notes"].values()] == ["from a card"]

    def test_the_place_of_a_note_says_nothing_of_the_order_of_writing(self) -> None:
        play = self.anonymous(WRITE, TALK)
        order = []
        for n in range(12):
            (added,) = play.people[n % 5]("board/add_note", text=f"note {n}")
            order.append(added.note)  # type: ignore[attr-defined]
        notes = play.wall["notes"]
        assert sorted(order, key=lambda note: notes[note]["rank"]) != order

    def test_on_a_named_board_it_does(self) -> None:
        play = play_of(WRITE)
        order = [play.people[n % 3]("board/add_note", text=f"note {n}")[0].note for n in range(12)]  # type: ignore[attr-defined]
        notes = play.wall["notes"]
        assert sorted(order, key=lambda note: notes[note]["rank"]) == order

    def test_the_console_is_not_told_who_has_written(self) -> None:
        play = self.anonymous(WRITE | {"min_per_author": 1})
        play.people[0]("board/add_note", text=SECRET)
        console = play.fay.sees
        assert console["progress"] == {
            "per": "person",
            "done": 1,
            "of": 5,
            "by_team": {"t1": {"done": 1, "of": 3}, "t2": {"done": 0, "of": 2}},
        }
        assert [line for line in console["people"].values() if "done" in line or "n" in line] == []

    def test_on_a_named_board_it_is(self) -> None:
        play = play_of(WRITE | {"min_per_author": 1})
        play.people[0]("board/add_note", text=SECRET)
        assert play.fay.sees["progress"]["missing"] == {"ben": True, "chen": True}
        assert (play.fay.sees["people"]["ann"]["done"], play.fay.sees["people"]["ann"]["n"]) == (True, 1)

    def test_no_file_says_who_from_which_team_or_when(self) -> None:
        play = self.anonymous(WRITE, TALK)
        play.people[0]("board/add_note", text=SECRET)
        play.next()
        play.people[0]("board/comment", text="a line")
        play.fay("room/close_block")
        for reader in (CLIENT, Reader("team", "t1"), Reader("person", "ann"), Reader("person", "ben")):
            told = play.report("m1.board", reader)
            entries = [entry for section in told.sections for entry in section.entries]
            assert [(e.author, e.team, e.minute, e.anonymous) for e in entries] == [(None, None, None, True)] * 2

    def test_a_named_file_says_all_three(self) -> None:
        play = play_of(WRITE)
        play.people[0]("board/add_note", text=SECRET)
        (entry,) = play.report("m1.board").sections[0].entries
        assert (entry.author, entry.team, entry.minute, entry.anonymous) == ("Ann", "#1", play.now, False)

    def test_writers_edit_while_it_is_open_and_never_again_once_it_was_closed(self) -> None:
        play = self.anonymous()
        ann = play.people[0]
        ann("board/add_note", text=SECRET)
        note = note_of(play, SECRET)
        ann("board/edit_note", note=note, text="better")
        assert set(ann.board["mine"]) == {note}
        play.fay("room/close_block")
        monday = b"another key, made when it reopens"
        play.fay("room/reopen_block", block="m1.board")
        play.keys["m1.board"] = monday
        assert ann.board == {}
        with refused("board/no_such_note"):
            ann("board/edit_note", note=note, text="once more")

    def test_a_reopened_vote_would_count_a_second_pseudonym_so_it_stays_closed(self) -> None:
        play = self.anonymous(WRITE, VOTE)
        play.next()
        play.fay("room/close_block")
        play.fay("room/reopen_block", block="m1.board")
        play.to("vote")
        with refused("board/names_forgotten"):
            play.fay("board/reopen_vote", stage="vote")


class TestVotes:
    def voted(self, **vote: Any) -> Play:
        play = play_of(WRITE, VOTE | vote, TALK)
        ann, ben, _ = play.people
        ann("board/add_note", text="a")
        ann("board/add_note", text="b")
        play.next()
        ann("board/place_dots", stage="vote", note=note_of(play, "a"), dots=2)
        ben("board/place_dots", stage="vote", note=note_of(play, "a"), dots=1)
        return play

    def test_counts_are_secret_until_the_vote_is_closed(self) -> None:
        play = self.voted()
        for address, view in play.everything().items():
            assert "results" not in repr(view), address
        assert (play.wall["vote"]["voters"], play.fay.board["vote"]["voters"]) == (2, 2)
        play.fay("board/close_vote", stage="vote")
        counted = {play_text(play, note): dots["dots"] for note, dots in play.wall["results"]["vote"]["notes"].items()}
        assert counted == {"a": 3, "b": 0}

    def test_where_the_course_wants_it_they_are_seen_at_once(self) -> None:
        play = self.voted(secret_until_close=False)
        assert play.wall["results"]["vote"]["notes"][note_of(play, "a")]["dots"] == 3

    def test_my_dots_are_on_my_phone_and_on_no_other_screen(self) -> None:
        play = self.voted()
        assert play.people[0].board["dots"] == {"vote": {note_of(play, "a"): 2}}
        assert {address for address, view in play.everything().items() if "'dots': {'vote'" in repr(view)} == {
            "person:ann",
            "person:ben",
        }

    def test_reopening_hides_the_counts_again(self) -> None:
        play = self.voted()
        play.fay("board/close_vote", stage="vote")
        assert "results" in play.wall
        play.fay("board/reopen_vote", stage="vote")
        assert "results" not in play.wall

    def test_the_report_of_an_open_vote_holds_no_counts(self) -> None:
        play = self.voted()
        assert all(not section.tallies for section in play.report("m1.board").sections)
        assert all(entry.votes is None for entry in play.report("m1.board").sections[0].entries)
        play.next()
        assert [t.rows[0].n for section in play.report("m1.board").sections for t in section.tallies] == [3]


class TestComments:
    @pytest.mark.parametrize("privacy", ["self", "pair", "aggregate"])
    def test_a_board_that_is_for_nobody_else_takes_none(self, privacy: Any) -> None:
        play = play_of(TALK, privacy=privacy)
        with refused("board/not_talking"):
            play.people[0]("board/comment", text=SECRET)
        assert "talk" not in play.phones

    @pytest.mark.parametrize("privacy", ["self", "pair"])
    def test_nor_does_a_line_that_is(self, privacy: Any) -> None:
        play = play_of(TALK, line=Input(id="add", type="text", privacy=privacy))
        with refused("board/not_talking"):
            play.people[0]("board/comment", text=SECRET)

    @pytest.mark.parametrize(
        ("block", "line"), [("team", None), ("room", "team"), ("team", "room")], ids=["block", "line", "wider line"]
    )
    @pytest.mark.parametrize("instances", ["room", "team"])
    def test_on_a_board_for_the_team_a_line_reaches_the_team_and_nobody_else(
        self, block: Any, line: Any, instances: str
    ) -> None:
        play = play_of(TALK, privacy=block, line=Input(id="add", type="text", privacy=line), instances=instances)
        ann, ben, chen = play.people
        ann("board/comment", text=SECRET)
        ben("board/comment", text="of the other team")
        assert play.phones["talk"]["reach"] == "team"
        assert play.seen_by(SECRET) == {"person:ann", "team:t1", "console"}
        assert play.seen_by("of the other team") == {"person:ben", "team:t2", "console"}
        play.fay("room/close_block")
        assert SECRET not in texts(play.report("m1.board"))
        assert texts(play.report("m1.board", Reader("team", "t1")))[-1:] == [SECRET]
        for reader in (Reader("team", "t2"), Reader("person", chen.id), Reader("person", ben.id)):
            assert SECRET not in texts(play.report("m1.board", reader))

    def test_a_line_for_a_team_needs_a_team(self) -> None:
        play = play_of(TALK, privacy="team", teams=0)
        with refused("board/no_team"):
            play.people[0]("board/comment", text=SECRET)

    def test_a_board_for_the_room_does(self) -> None:
        play = play_of(TALK)
        play.people[0]("board/comment", text=SECRET)
        assert play.seen_by(SECRET) == {"person:ann", *EVERYBODY}


class TestReleasing:
    def test_the_facilitator_may_let_the_wall_show_notes_early(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, TALK)
        play.people[0]("board/add_note", text=SECRET)
        assert play.seen_by(SECRET) == {"person:ann"}
        play.fay("board/release_notes")
        assert play.seen_by(SECRET) == {"person:ann", *EVERYBODY}

    def test_what_is_written_afterwards_is_a_secret_again(self) -> None:
        play = play_of(WRITE | {"visible_to": "self"}, TALK)
        play.fay("board/release_notes")
        play.people[0]("board/add_note", text=SECRET)
        assert play.seen_by(SECRET) == {"person:ann"}

    @pytest.mark.parametrize("privacy", ["self", "pair", "team"])
    def test_never_on_a_board_that_is_not_for_the_room(self, privacy: Any) -> None:
        play = play_of(WRITE, privacy=privacy)
        with refused("board/private"):
            play.fay("board/release_notes")


def test_the_empty_board_tells_nothing() -> None:
    play = play_of(BRIEF, WRITE)
    assert play.wall == {
        "layout": "wall",
        "zones": {"wall": {"rank": 0, "title": {"zh": "wall", "en": "wall"}}},
        "identity": "named",
        "stage": {"id": "brief", "type": "brief"},
        "notes": {},
    }


def note_of(play: Play, text: str) -> str:
    """The id of the note with this text."""
    return next(note.id for note in play.block_state().notes.values() if note.text == text)


def play_text(play: Play, note: str) -> str:
    text: str = play.block_state().notes[note].text
    return text
