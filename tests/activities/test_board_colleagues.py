"""What colleagues write on one another's boards: nobody can tell whose it is, and its writer keeps it in hand."""

from typing import Any

import pytest

from tests.rooms.course import PLACE, TALK, TICK, WRITE, board, course
from tests.rooms.play import Play, Voice, refused
from tests.rooms.scene import Scene
from workshop.core.report import CLIENT, Reader
from workshop.rooms import messages as m
from workshop.rooms.erasing import erased
from workshop.rooms.hub import Hub
from workshop.store.event_log import LoggedEvent

OTHERS = WRITE | {"id": "others", "visible_to": "self", "zones": ["inbox"], "into": "others", "max_per_author": 3}
WINDOW = board(
    WRITE | {"visible_to": "self", "zones": ["open", "hidden"]},
    OTHERS,
    PLACE | {"by": "owner"},
    TALK,
    privacy="self",
    instances="person",
    identity="anonymous",
    layout="panes",
    zones=("open", "blind", "hidden", "inbox"),
    line=None,
)
PEOPLE = ("Ann", "Ben", "Chen", "Dan")
BLOCK = "m1.board"


@pytest.fixture
def play() -> Play:
    """Everybody in one team, writing to colleagues; Ann has written on her own board before."""
    play = Play(course(WINDOW), PEOPLE, teams=1)
    play.fay("room/open_block", block=BLOCK)
    play.people[0]("board/add_note", text="about me", zone="open")
    play.to("others")
    return play


def writes(voice: Voice, to: str, text: str) -> Any:
    (added,) = voice("board/add_note", text=text, person=to)
    return added


class TestNobodyCanTell:
    def test_a_writer_has_another_name_on_every_board_and_the_same_on_one(self, play: Play) -> None:
        ann, ben, _, dan = play.people
        on_ben, again, on_chen = writes(ann, "ben", "a"), writes(ann, "ben", "b"), writes(ann, "chen", "c")
        by_dan = writes(dan, "ben", "d")
        assert on_ben.author == again.author
        assert len({on_ben.author, on_chen.author, by_dan.author, "ann", "ben", "chen", "dan"}) == 7
        assert all("ann" not in event.model_dump_json() for event in (on_ben, again, on_chen))
        assert writes(ben, "ann", "e").author != "ben"

    def test_what_one_writes_on_ones_own_board_is_ones_own(self, play: Play) -> None:
        assert [note.author for note in play.block_state().notes.values()] == ["ann"]

    def test_neither_the_minute_nor_any_file_tells(self, play: Play) -> None:
        writes(play.people[0], "ben", "to Ben")
        play.to("place")
        play.people[1]("board/open_inbox")
        readers = [CLIENT, Reader("team", "t1"), *(Reader("person", voice.id) for voice in play.people)]
        told = [reader.id for reader in readers if "to Ben" in repr(play.report(BLOCK, reader))]
        assert told == ["ben"]
        (entry,) = [
            entry
            for section in play.report(BLOCK, Reader("person", "ben")).sections
            for entry in section.entries
            if entry.text == "to Ben"
        ]
        assert (entry.author, entry.minute, entry.anonymous) == (None, None, True)

    def test_only_the_owner_ever_reads_it_and_only_its_writer_before(self, play: Play) -> None:
        writes(play.people[0], "ben", "to Ben")
        assert play.seen_by("to Ben") == {"person:ann"}
        play.to("place")
        play.people[1]("board/open_inbox")
        assert play.seen_by("to Ben") == {"person:ann", "person:ben"}


class TestTheWriterKeepsItInHand:
    def test_it_can_be_changed_and_taken_back_by_whoever_wrote_it(self, play: Play) -> None:
        ann, ben, chen, _ = play.people
        note = writes(ann, "ben", "a").note
        ann("board/edit_note", note=note, text="better", person="ben")
        assert ann.board["mine"][note] | {"rank": 0} == {
            "text": "better", "zone": "inbox", "stage": "others", "person": "ben", "rank": 0,
        }  # fmt: skip
        for other in (ben, chen):
            with refused("board/no_such_note"):
                other("board/edit_note", note=note, text="mine", person="ben")
            with refused("board/no_such_note"):
                other("board/delete_note", note=note, person="ben")
        ann("board/delete_note", note=note, person="ben")
        assert "mine" not in ann.board or note not in ann.board["mine"]

    def test_a_wish_says_on_whose_board_it_hangs(self, play: Play) -> None:
        """Else the answer would be kept under the writer's own name, or what is theirs under a pseudonym."""
        ann = play.people[0]
        (own,) = play.block_state().notes
        note = writes(ann, "ben", "a").note
        for wrong in ({}, {"person": "chen"}, {"person": "ann"}):
            with refused("board/no_such_note"):
                ann("board/delete_note", note=note, **wrong)
        play.to("write")
        with refused("board/no_such_note"):
            ann("board/edit_note", note=own, text="b", person="ben")
        ann("board/edit_note", note=own, text="b")

    def test_nobody_writes_more_than_the_course_allows_on_however_many_boards(self, play: Play) -> None:
        ann, *_ = play.people
        for to in ("ben", "chen", "dan"):
            writes(ann, to, "a")
        with refused("board/enough_notes", most=3):
            writes(ann, "ben", "one more")
        with refused("board/enough_notes", most=3):
            writes(ann, "chen", "one more")

    def test_whoever_has_written_is_done_by_their_own_name(self, play: Play) -> None:
        writes(play.people[0], "ben", "a")
        writes(play.people[0], "chen", "a")
        assert (play.picture.progress.done, dict(play.picture.progress.counts)) == (frozenset({"ann"}), {"ann": 2})

    def test_where_its_owner_puts_it_is_not_told_to_its_writer(self, play: Play) -> None:
        ann, ben, *_ = play.people
        note = writes(ann, "ben", "a").note
        play.to("place")
        ben("board/open_inbox")
        before = play.sees(ann.audience)
        ben("board/place_note", note=note, zone="blind")
        assert (ben.board["received"][note]["zone"], play.sees(ann.audience)) == ("blind", before)

    def test_what_came_back_is_told_to_its_writer(self, play: Play) -> None:
        ann, ben, *_ = play.people
        note = writes(ann, "ben", "a").note
        play.to("place")
        ben("board/open_inbox")
        ben("board/send_back", received=note)
        assert ann.board["returned"] == 1

    def test_words_of_somebody_who_is_forgotten_go_from_every_board(self, play: Play) -> None:
        ann, ben, *_ = play.people
        writes(ann, "ben", "by Ann, on Ben's")
        writes(ben, "chen", "by Ben, on Chen's")
        log = [
            LoggedEvent(n, block, event.model_dump_json().encode(), None)
            for n, (block, event) in enumerate(play.log, start=1)
        ]
        blanked, _ = erased(play.state, play.keys, log, m.ForgetPerson(type="room/forget_person", person="ann"))
        left = b" ".join(blanked.get(logged.seq, logged.data) for logged in log).decode()
        assert ("by Ann" in left, "by Ben" in left) == (False, True)


class TestOnDisk:
    """The rows of a database, of which every copy is a copy."""

    @pytest.fixture
    def scene(self, hub: Hub) -> Scene:
        scene = Scene(hub, course(WINDOW))
        self.ann, self.ben, self.chen = (scene.joins(name) for name in ("Ann", "Ben", "Chen"))
        scene.fay("room/draw_teams", count=1)
        scene.opens(BLOCK, "others")
        self.ann("board/add_note", text="a", person=self.ben.id)
        self.ann("board/add_note", text="b", person=self.chen.id)
        (on_ben,) = [note.id for note in self.notes(scene).values() if note.board == self.ben.id]
        self.ann("board/edit_note", text="c", person=self.ben.id, note=on_ben)
        return scene

    def notes(self, scene: Scene) -> Any:
        return scene.live.state.runs[BLOCK].state.notes

    def test_neither_what_happened_nor_what_was_answered_names_the_writer(self, scene: Scene) -> None:
        told = [data for _, data in scene.log() if data["type"].startswith("board/")]
        assert [data["type"] for data in told] == ["board/note_added", "board/note_added", "board/note_edited"]
        assert self.ann.id not in repr(told)
        assert not [key for key in scene.stored_answers() if key[0] == self.ann.id]
        authors = {data["author"] for data in told}
        kept = {actor for actor, _ in scene.stored_answers() if actor.startswith("~")}
        assert (len(authors), len(kept), authors & kept) == (2, 3, set()), "each answer stands for itself"

    def test_what_is_asked_twice_is_done_once_also_when_the_block_has_closed(self, scene: Scene) -> None:
        wish = self.ann.wish("board/add_note", text="again", person=self.ben.id)
        first = self.ann.asks(wish)
        assert self.ann.asks(wish) == first
        scene.fay("room/close_block")
        scene.live._recent.clear()
        assert self.ann.asks(wish) == first
        assert len(self.notes(scene)) == 3

    def test_the_key_goes_when_the_block_closes(self, scene: Scene) -> None:
        assert set(scene.live._known.keys) == {BLOCK}
        scene.fay("room/close_block")
        assert scene.live._known.keys == {}
        assert "mine" not in self.ann.fetches()[f"person:{self.ann.id}"].get("block", {}).get(BLOCK, {})


class TestWhatOneConcludesForOneself:
    """It is private until its person lets the room read it, and even then nobody is told whose it is."""

    @pytest.fixture
    def play(self) -> Play:
        tell = {"id": "tell", "label": {"zh": "主动说", "en": "Tell"}, "type": "text", "required": True, "max": 40}
        two = {"id": "two", "type": "resolve", "fields": [tell]}
        block = board(
            OTHERS, two, TALK, privacy="self", instances="person", identity="anonymous", layout="panes",
            zones=("open", "inbox"), line=None, asks={"two": (TICK.model_copy(update={"id": "publish"}),)},
        )  # fmt: skip
        play = Play(course(block), PEOPLE, teams=1)
        play.fay("room/open_block", block=BLOCK)
        play.to("two")
        play.people[0]("board/fill_field", field="tell", text="I will tell")
        return play

    def test_the_room_reads_it_once_it_is_published_and_not_whose_it_is(self, play: Play) -> None:
        ann = play.people[0]
        assert play.seen_by("I will tell") == {"person:ann"}
        ann("board/publish_conclusion", on=True)
        assert play.seen_by("I will tell") == {"person:ann", "console", "projector", "phones"}
        assert play.wall["conclusions"] == {"p0": {"fields": {"tell": {"text": "I will tell", "revision": 1}}}}
        ann("board/publish_conclusion", on=False)
        assert play.seen_by("I will tell") == {"person:ann"}

    def test_the_client_reads_how_many_wrote_and_what_was_published(self, play: Play) -> None:
        told = repr(play.report(BLOCK))
        assert ("Written down" in told, "I will tell" in told) == (True, False)
        play.people[0]("board/publish_conclusion", on=True)
        told = repr(play.report(BLOCK))
        assert ("I will tell" in told, "Ann" in told) == (True, False)

    def test_there_must_be_something_and_a_step_that_asks(self, play: Play) -> None:
        with refused("board/nothing_concluded"):
            play.people[1]("board/publish_conclusion", on=True)
        play.next()
        with refused("board/not_publishing"):
            play.people[0]("board/publish_conclusion", on=True)
