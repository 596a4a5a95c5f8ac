"""Every command is answered once and for all: whatever is sent twice, lost, shuffled or stored halfway."""

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from tests.rooms.course import TALK, VOTE, WRITE, board, course, slides
from tests.rooms.scene import FAY, Guest, Scene, new_id, together
from workshop.activities.board.activity import Board
from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.rooms.asking import Caller
from workshop.rooms.hub import Hub
from workshop.rooms.live import LiveRoom
from workshop.store.tables import rooms

DAY = course(
    slides(pulse=2, personal_note=True),
    board(WRITE, VOTE, TALK),
    board(WRITE, TALK, block="m1.secret", identity="anonymous"),
)


@pytest.fixture
def scene(hub: Hub) -> Scene:
    """Fay opened the board, and people write."""
    scene = Scene(hub, DAY)
    scene.opens("m1.board", "write")
    return scene


def no(wish: dict[str, Any], code: str, **facts: Any) -> dict[str, Any]:
    return {"id": wish["id"], "no": True, "code": code, "facts": facts}


def ok(wish: dict[str, Any], seq: int) -> dict[str, Any]:
    return {"id": wish["id"], "ok": True, "seq": seq}


class TestTheSameCommandAgain:
    def test_gets_the_same_answer_and_happens_once(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        assert first == ok(wish, scene.live.head)
        assert [ann.asks(wish) for _ in range(3)] == [first] * 3
        assert scene.types().count("board/note_added") == 1

    def test_also_after_the_server_was_started_again(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        ann("board/add_note", text="b")
        scene.restarted()
        assert ann.asks(wish) == first
        assert scene.types().count("board/note_added") == 2

    def test_also_when_both_arrive_at_once(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        answers = together(*[lambda: ann.asks(wish)] * 5)
        assert answers == [ok(wish, scene.live.head)] * 5
        assert scene.types().count("board/note_added") == 1

    def test_a_refusal_stays_a_refusal(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.opens("m1.board", "talk")
        wish = ann.wish("board/add_note", text="a")
        assert ann.asks(wish) == no(wish, "board/not_writing")
        scene.opens("m1.board", "write")
        assert ann.asks(wish) == no(wish, "board/not_writing")
        scene.restarted()
        assert ann.asks(wish) == no(wish, "board/not_writing")
        assert scene.types().count("board/note_added") == 0

    def test_with_another_body_it_is_refused(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        for other in ({"text": "b"}, {"zone": "wall"}, {"block": "m1.slide"}, {"type": "board/comment"}):
            assert ann.asks(wish | other) == no(wish, "command/id_reused")
        scene.restarted()
        assert ann.asks(wish | {"text": "b"}) == no(wish, "command/id_reused")
        assert ann.asks(wish) == first

    def test_with_another_body_in_the_same_batch_too(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        answers = together(lambda: ann.asks(wish), lambda: ann.asks(wish | {"text": "b"}))
        assert answers == [ok(wish, scene.live.head), no(wish, "command/id_reused")]

    def test_the_order_of_the_fields_makes_no_other_body(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a", zone="wall")
        assert ann.asks(wish) == ann.asks(dict(reversed(wish.items())))

    def test_nobody_can_use_up_somebody_elses_id(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        second = ben.asks(wish | {"text": "b"})
        assert [first, second] == [ok(wish, scene.live.head - 1), ok(wish, scene.live.head)]
        answers = together(
            lambda: ann.asks(wish | {"id": "the-same-id"}), lambda: ben.asks(wish | {"id": "the-same-id"})
        )
        assert [answer["ok"] for answer in answers] == [True, True]
        assert scene.types().count("board/note_added") == 4

    def test_zoes_room_knows_nothing_of_it(self, scene: Scene, hub: Hub) -> None:
        elsewhere = Scene(hub, DAY)
        elsewhere.opens("m1.board", "write")
        ann, zoe = scene.joins("Ann"), elsewhere.joins("Zoe")
        wish = ann.wish("board/add_note", text="a")
        assert (ann.asks(wish), zoe.asks(wish)) == (ok(wish, scene.live.head), ok(wish, elsewhere.live.head))

    def test_somebody_without_a_phone_is_added_once(self, scene: Scene) -> None:
        wish = scene.fay.wish("room/add_person", name="Dan")
        first = scene.fay.asks(wish)
        assert scene.fay.asks(wish) == first
        scene.joins("Ann")
        scene.restarted()
        assert scene.fay.asks(wish) == first
        assert [person.name for person in scene.live.picture.people.values()] == ["Dan", "Ann"]

    def test_a_note_that_arrived_before_an_anonymous_block_closed_is_answered_afterwards(self, scene: Scene) -> None:
        """The lost answer of somebody whom nobody can name any more: the note is on the wall, so it is not refused."""
        ann = scene.joins("Ann")
        scene.opens("m1.secret", "write")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        scene.fay("room/close_block")
        scene.restarted()
        assert ann.asks(wish) == first
        late = ann.wish("board/add_note", text="b") | {"block": "m1.secret"}
        assert ann.asks(late) == no(late, "room/names_forgotten")

    @pytest.mark.parametrize("restarted", [False, True])
    def test_a_note_is_written_once_though_its_anonymous_block_was_opened_anew(
        self, scene: Scene, restarted: bool
    ) -> None:
        """With the new key everybody has another pseudonym; whoever lost an answer asks again all the same."""
        ann = scene.joins("Ann")
        scene.opens("m1.secret", "write")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        scene.fay("room/close_block")
        scene.opens("m1.secret", "write")
        if restarted:
            scene.restarted()
        assert ann.asks(wish) == first
        assert scene.types().count("board/note_added") == 1
        assert ann.asks(wish | {"text": "b"}) == no(wish, "command/id_reused")

    def test_under_a_pseudonym_nobody_can_use_up_somebody_elses_id(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        scene.opens("m1.secret", "write")
        wish = ann.wish("board/add_note", text="a")
        answers = together(lambda: ann.asks(wish), lambda: ben.asks(wish))
        assert [answer["ok"] for answer in answers] == [True, True]
        assert scene.types().count("board/note_added") == 2

    def test_an_anonymous_block_that_never_opened_is_not_on_yet(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a") | {"block": "m1.secret"}
        assert ann.asks(wish) == no(wish, "room/not_now")

    def test_doubled_and_shuffled_commands_lead_to_the_same_room(self, scene: Scene, hub: Hub) -> None:
        """R6: a fifth doubled, a window of ten shuffled; every double gets the answer of the first."""
        dice = random.Random(6)
        guests = [scene.joins(name) for name in ("Ann", "Ben", "Chen")]
        sent = [(guest, guest.wish("board/add_note", text=f"note {n}")) for n in range(15) for guest in guests]
        line = [one for one in sent for _ in range(2 if dice.random() < 0.2 else 1)]
        shuffled = [
            one for at in range(0, len(line), 10) for one in dice.sample(line[at : at + 10], len(line[at : at + 10]))
        ]
        answers: dict[str, list[Any]] = {}
        for at in range(0, len(shuffled), 7):
            part = shuffled[at : at + 7]
            for (_, wish), answer in zip(
                part, together(*[lambda g=guest, w=wish: g.asks(w) for guest, wish in part]), strict=True
            ):
                answers.setdefault(wish["id"], []).append(answer)
        assert len(shuffled) > len(sent)
        assert all(given == [given[0]] * len(given) and given[0]["ok"] for given in answers.values())
        assert scene.types().count("board/note_added") == len(sent)
        assert [seq for seq, _ in scene.log()] == list(range(1, scene.live.head + 1))


class TestTwoConsoles:
    def test_a_thousand_races_move_the_room_a_thousand_steps(self, hub: Hub) -> None:
        """R15: both press the same key at the same moment; one step, and the other learns where the room is."""
        scene = Scene(hub, DAY)
        scene.opens("m1.board", "write")
        fay, gus = scene.fay, Guest(scene, Caller("console", trainer="gus"))
        for race in range(1_000):
            here = {"block": scene.live.state.block, "step": scene.live.state.step}
            key = {"type": "room/next", "anyway": True} if here["step"] == "write" else {"type": "room/back"}
            first, second = ({"id": new_id()} | key | here for _ in range(2))
            presses = [partial(fay.asks, first), partial(gus.asks, second)]
            answers = together(*presses) if race % 2 else [press() for press in presses]
            there = {"block": scene.live.state.block, "step": scene.live.state.step}
            assert there != here
            assert answers == [ok(first, scene.live.head), no(second, "room/already", **there)]
        assert scene.types().count("room/step_entered") == 1_001


class TestOrder:
    def test_one_clients_commands_keep_their_order(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wishes = [ann.wish("board/add_note", text=f"note {n:02}") for n in range(30)]
        answers = scene.live.ask(ann.caller, wishes)
        assert [answer["seq"] for answer in answers if answer] == list(range(scene.live.head - 29, scene.live.head + 1))
        assert [data["text"] for _, data in scene.log() if data["type"] == "board/note_added"] == [
            f"note {n:02}" for n in range(30)
        ]

    def test_a_bad_one_among_them_takes_no_other_with_it(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        good = [ann.wish("board/add_note", text=text) for text in "ab"]
        bad = ann.wish("board/add_note", text="客" * 41)
        answers = scene.live.ask(ann.caller, [good[0], bad, None, good[1]])
        head = scene.live.head
        assert answers == [
            ok(good[0], head - 1),
            no(bad, "board/too_long", longest=40, length=41),
            {"id": "", "no": True, "code": "command/malformed", "facts": {"field": ""}},
            ok(good[1], head),
        ]

    def test_a_thousand_at_once_are_all_answered(self, scene: Scene) -> None:
        wishes = [scene.fay.wish("room/lock", on=n % 2 == 0) for n in range(1_000)]
        answers = scene.live.ask(FAY, wishes)
        assert [answer and answer.get("ok") for answer in answers] == [True] * 1_000
        assert [data["on"] for _, data in scene.log() if data["type"] == "room/switched"] == [True, False] * 500

    def test_nothing_is_answered_before_it_is_stored(self, scene: Scene) -> None:
        """Whoever hears the answer finds the event in the file."""
        ann = scene.joins("Ann")
        for _ in range(20):
            answer = ann("board/add_note", text="a")
            assert answer
            assert scene.log()[-1][0] == answer["seq"]


class TestLimits:
    def start(self, serve: Callable[..., Hub], **limits: int) -> Scene:
        scene = Scene(serve(Limits(**limits)), DAY)
        scene.opens("m1.board", "write")
        return scene

    def test_whoever_is_too_fast_is_asked_to_wait_and_nobody_else(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, note_burst=3, notes_a_minute=20, move_burst=2)
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        assert [
            bool(answer and answer.get("ok")) for answer in (ann("board/add_note", text="a") for _ in range(3))
        ] == [True] * 3
        wish = ann.wish("board/add_note", text="b")
        answer = ann.asks(wish)
        assert answer
        assert (answer["busy"], 0 < answer["retry_ms"] <= 3_000, set(answer)) == (
            True,
            True,
            {"id", "busy", "retry_ms"},
        )
        assert ben("board/add_note", text="b").get("ok")  # type: ignore[union-attr]
        tap = ann.wish("board/hand_in")
        assert ann.asks(tap) == no(tap, "board/not_picking")
        scene.live._pace._buckets.clear()
        assert ann.asks(wish) == ok(wish, scene.live.head)

    def test_the_facilitator_never_waits(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, note_burst=1, move_burst=1)
        assert all(scene.fay("board/enter_note", text="a").get("ok") for _ in range(5))  # type: ignore[union-attr]

    def test_what_is_sent_again_costs_nothing(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, note_burst=1)
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        assert [ann.asks(wish) for _ in range(5)] == [first] * 5

    def test_whoever_has_to_wait_holds_up_what_comes_behind(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, note_burst=1)
        ann = scene.joins("Ann")
        wishes = [
            ann.wish("board/add_note", text="a"),
            ann.wish("board/add_note", text="b"),
            ann.wish("board/hand_in"),
        ]
        answers = scene.live.ask(ann.caller, wishes)
        assert [next(key for key in ("ok", "no", "busy") if key in (answer or {})) for answer in answers] == [
            "ok", "busy", "busy",
        ]  # fmt: skip
        assert [answer["id"] for answer in answers if answer] == [wish["id"] for wish in wishes]

    def test_a_queue_that_is_full_asks_to_wait(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, waiting_commands=5)
        wishes = [scene.fay.wish("room/lock", on=n % 2 == 0) for n in range(8)]
        answers = scene.live.ask(FAY, wishes)
        assert [bool(answer and answer.get("ok")) for answer in answers] == [True] * 5 + [False] * 3
        assert answers[5:] == [{"id": wish["id"], "busy": True, "retry_ms": 1_000} for wish in wishes[5:]]
        assert all(scene.fay.asks(wish) for wish in wishes[5:])

    def test_a_log_that_fills_up_is_still_their_who_leads_the_room(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, room_events=1_000, move_burst=1_000)
        ann = scene.joins("Ann")

        def until_full(guest: Guest, command: str) -> int:
            """How long the log is when it takes no more of these."""
            wishes = [guest.wish(command, on=n % 2 == 0) for n in range(1_000)]
            answers = scene.live.ask(guest.caller, wishes)
            assert {answer.get("code") for answer in answers if answer} == {None, "room/full_log"}
            return scene.live.head

        assert until_full(ann, "room/raise_hand") == 1_000 - 10 - 10 + 1
        with pytest.raises(Refused, match="room/full_log"):
            scene.joins("Ben")
        assert until_full(scene.fay, "room/lock") == 1_000 - 5 - 10 + 1
        for command, fields in (
            ("room/set_joining", {"to": "closed"}),
            ("room/remove_person", {"person": ann.id}),
            ("room/forget_person", {"person": ann.id}),
            ("room/end", {}),
        ):
            assert (scene.fay(command, **fields) or {}).get("ok"), command

    def test_a_log_that_is_full_takes_nothing_more(self, serve: Callable[..., Hub]) -> None:
        scene = self.start(serve, room_events=20)
        answer = None
        for n in range(20):
            answer = scene.fay("room/lock", on=n % 2 == 0)
        assert answer
        assert (answer["code"], answer["facts"]) == ("room/full_log", {"most": 20})
        assert scene.live.head <= 20


@contextmanager
def commits_that_fail(engine: Engine, *, landed: bool) -> Iterator[None]:
    """The next commit raises, before or after it has reached the disk."""
    honest = engine.dialect.do_commit
    done: list[bool] = []

    def do_commit(connection: Any) -> None:
        if done:
            return honest(connection)
        done.append(True)
        if landed:
            honest(connection)
        raise OSError("disk I/O error")

    engine.dialect.do_commit = do_commit  # type: ignore[method-assign]
    try:
        yield
    finally:
        engine.dialect.do_commit = honest  # type: ignore[method-assign]


@contextmanager
def a_small_disk(engine: Engine) -> Iterator[None]:
    """The file cannot grow any more, however often it is opened."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def small(connection: Any, record: object = None) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", small)
    engine.dispose()
    yield
    event.remove(engine, "connect", small)
    engine.dispose()


class TestACommitThatFails:
    """Its outcome is unknown, not failed: nobody is answered, the room learns from the file, and who asks again is."""

    @pytest.mark.parametrize("landed", [True, False])
    def test_nobody_is_answered_and_the_next_try_is_right(self, scene: Scene, landed: bool) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        ann("board/add_note", text="before")
        wishes = [(guest, guest.wish("board/add_note", text=guest.id)) for guest in (ann, ben)]
        with commits_that_fail(scene.hub.database.writing, landed=landed):
            answers = together(*[lambda g=guest, w=wish: g.asks(w) for guest, wish in wishes])
        assert answers == [None, None]
        assert scene.types().count("board/note_added") == (3 if landed else 1)
        assert len(scene.view(scene.live.audiences(FAY)[0])["block"]["m1.board"]["notes"]) == (3 if landed else 1)
        again = [guest.asks(wish) for guest, wish in wishes]
        assert again == [ok(wish, scene.live.head - 1 + n) for n, (_, wish) in enumerate(wishes)]
        assert scene.types().count("board/note_added") == 3
        assert [seq for seq, _ in scene.log()] == list(range(1, scene.live.head + 1))

    @pytest.mark.parametrize("landed", [True, False])
    def test_a_screen_sees_only_what_is_on_disk(self, scene: Scene, landed: bool) -> None:
        ann = scene.joins("Ann")
        screen = scene.connects(scene.fay)
        with commits_that_fail(scene.hub.database.writing, landed=landed):
            ann("board/add_note", text="perhaps")
        scene.live.feeds.flush()
        assert ("perhaps" in repr(screen.frames)) == landed

    def test_a_refusal_is_not_given_before_it_is_stored_either(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/hand_in")
        with commits_that_fail(scene.hub.database.writing, landed=False):
            assert ann.asks(wish) is None
        assert ann.asks(wish) == no(wish, "board/not_picking")

    def test_it_would_be_stored_twice_without_its_id(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        with commits_that_fail(scene.hub.database.writing, landed=True):
            ann.asks(wish)
        ann.asks(wish | {"id": "another-id"})
        assert scene.types().count("board/note_added") == 2

    def test_a_join_whose_commit_failed_can_be_tried_again(self, scene: Scene) -> None:
        with commits_that_fail(scene.hub.database.writing, landed=False), pytest.raises(Refused, match="room/busy"):
            scene.joins("Ann")
        assert scene.joins("Ann").seat.name == "Ann"

    def test_a_disk_without_space_stops_writing_and_nothing_else(self, scene: Scene) -> None:
        """R9: not answered, still readable, and it goes on by itself when there is space again."""
        guests = [scene.joins(name) for name in ("Ann", "Ben", "Chen")]
        wishes = [(guest, guest.wish("board/add_note", text="客" * 40)) for _ in range(25) for guest in guests]
        with a_small_disk(scene.hub.database.writing):
            answers = [guest.asks(wish) for guest, wish in wishes]
            stored = [answer for answer in answers if answer and answer.get("ok")]
            told = [answer for answer in answers if answer not in stored]
            assert told
            assert all(answer and answer["busy"] and answer["code"] == "room/storage" for answer in told)
            assert guests[0].fetches()["phones"]["block"]["m1.board"]["written"] == {"-": len(stored)}
        scene.live._pace._buckets.clear()
        again = [guest.asks(wish) for guest, wish in wishes]
        assert [answer and answer.get("ok") for answer in again] == [True] * 75
        assert [answer for answer in again if answer in stored] == stored
        assert [seq for seq, _ in scene.log()] == list(range(1, scene.live.head + 1))

    def test_an_answer_that_takes_too_long_is_unknown(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        ann = scene.joins("Ann")
        wish = ann.wish("board/add_note", text="a")
        monkeypatch.setattr("workshop.rooms.live.ASK_TIMEOUT_S", 0.0)
        monkeypatch.setattr(LiveRoom, "_work", lambda self: None)
        assert ann.asks(wish) is None


class TestTwoProcesses:
    """A second server on the same file: whoever comes late learns what happened and decides again."""

    @pytest.fixture
    def other(self, scene: Scene, serve: Callable[..., Hub]) -> Scene:
        return Scene(serve(), DAY, room=scene.room)

    def test_whoever_is_behind_catches_up_and_is_answered(self, scene: Scene, other: Scene) -> None:
        ann = scene.joins("Ann")
        assert other.live.head == scene.live.head
        ann("board/add_note", text="here")
        ben = Guest(other, ann.caller)
        wish = ben.wish("board/add_note", text="there")
        assert ben.asks(wish) == ok(wish, scene.live.head + 1)
        scene.fay("room/lock", on=True)
        assert [data.get("text") for _, data in scene.log()[-3:]] == ["here", "there", None]
        assert other.types() == scene.types()

    def test_what_was_answered_there_is_answered_the_same_here(self, scene: Scene, other: Scene) -> None:
        ann = scene.joins("Ann")
        assert other.live.head
        wish = ann.wish("board/add_note", text="a")
        first = ann.asks(wish)
        assert Guest(other, ann.caller).asks(wish) == first
        assert scene.types().count("board/note_added") == 1

    def test_a_name_that_was_taken_there_gets_a_number_here(self, scene: Scene, other: Scene) -> None:
        assert other.live.head
        names = [scene.joins("Ann").seat.name, other.joins("Ann").seat.name, scene.joins("Ann").seat.name]
        assert names == ["Ann", "Ann 2", "Ann 3"]

    def test_whoever_was_moved_there_leaves_the_old_team_here(self, scene: Scene, other: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/draw_teams", count=2)
        old = scene.live.state.members[ann.id].team
        new = "t2" if old == "t1" else "t1"
        screen = other.connects(Guest(other, ann.caller))
        scene.fay("room/move_person", person=ann.id, team=new)
        other.fay("room/lock", on=True)
        assert f"team:{old}" not in other.live.feeds
        assert screen.got("sync")[-1] == {"seq": scene.live.head}

    def test_whoever_was_sent_out_there_is_sent_out_here(self, scene: Scene, other: Scene) -> None:
        ann = scene.joins("Ann")
        screen = other.connects(Guest(other, ann.caller))
        scene.fay("room/remove_person", person=ann.id)
        other.fay("room/lock", on=True)
        assert (screen.got("out"), screen.closed) == ([{"why": "removed"}], "removed")

    def test_two_presses_in_two_processes_are_one_step(self, scene: Scene, other: Scene) -> None:
        for _ in range(20):
            for one in (scene, other):
                one.fay("room/blank", on=True)
            here = {"block": scene.live.state.block, "step": scene.live.state.step}
            key = {"type": "room/next", "anyway": True} if here["step"] == "write" else {"type": "room/back"}
            first, second = ({"id": new_id()} | key | here for _ in range(2))
            before = scene.types().count("room/step_entered")
            answers = together(partial(scene.fay.asks, first), partial(other.fay.asks, second))
            assert sorted(answer.get("code", "ok") for answer in answers) == ["ok", "room/already"]
            assert scene.types().count("room/step_entered") == before + 1

    def test_a_log_that_lost_its_head_answers_nobody_and_stops_trying(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        wrong = update(rooms).where(rooms.c.id == scene.room).values(seq=rooms.c.seq + 1)
        scene.hub.write(lambda connection: connection.execute(wrong).rowcount)
        wish = ann.wish("board/add_note", text="a")
        assert ann.asks(wish) is None
        right = update(rooms).where(rooms.c.id == scene.room).values(seq=rooms.c.seq - 1)
        scene.hub.write(lambda connection: connection.execute(right).rowcount)
        assert ann.asks(wish) == ok(wish, scene.live.head)


class TestBugsOfOurs:
    """They fail the request, never the room, and are logged."""

    @pytest.mark.parametrize("function", ["decide", "apply"])
    def test_others_of_the_same_batch_are_answered(
        self, scene: Scene, function: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        honest = getattr(Board, function)

        def broken(self: Board, state: Any, message: Any, *rest: Any) -> Any:
            if getattr(message, "text", "") == "boom":
                raise ZeroDivisionError
            return honest(self, state, message, *rest)

        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        monkeypatch.setattr(Board, function, broken)
        wishes = [(ann, ann.wish("board/add_note", text=t)) for t in ("a", "boom")] + [
            (ben, ben.wish("board/add_note", text="b"))
        ]
        with caplog.at_level(logging.ERROR):
            answers = together(*[lambda g=guest, w=wish: g.asks(w) for guest, wish in wishes])
        head = scene.live.head
        assert answers == [ok(wishes[0][1], head - 1), no(wishes[1][1], "room/bug"), ok(wishes[2][1], head)]
        assert "a AddNote in room" in caplog.text
        monkeypatch.undo()
        assert ann.asks(wishes[1][1]) == ok(wishes[1][1], head + 1)

    def test_a_view_that_breaks_keeps_the_others_informed(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        ann = scene.joins("Ann")
        screens = [scene.connects(guest) for guest in (ann, scene.fay)]
        honest = Board.view

        def broken(self: Board, state: Any, audience: Any, room: Any) -> Any:
            if audience.kind == "person":
                raise ZeroDivisionError
            return honest(self, state, audience, room)

        monkeypatch.setattr(Board, "view", broken)
        with caplog.at_level(logging.ERROR):
            wish = ann.wish("board/add_note", text="a")
            assert ann.asks(wish) == ok(wish, scene.live.head)
            scene.live.feeds.flush()
        assert [[frame["a"] for frame in screen.got("d")] for screen in screens] == [["phones"], ["console"]]
        assert "ZeroDivisionError" in caplog.text


class TestReloading:
    def test_the_room_is_the_same_after_a_restart(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        scene.fay("room/draw_teams", count=2)
        for guest in (ann, ben):
            guest("board/add_note", text=guest.seat.name)
        scene.fay("room/start_timer", minutes=3.0)
        scene.opens("m1.board", "vote")
        before = scene.live.fingerprint(), ann.fetches(), ben.fetches()
        scene.restarted()
        assert (scene.live.fingerprint(), ann.fetches(), ben.fetches()) == before

    def test_whatever_anybody_sees_is_in_the_fingerprint(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/draw_teams", count=1)
        scene.opens("m1.slide")
        prints = [scene.live.fingerprint()]
        scene.fay("room/lock", on=True)
        prints.append(scene.live.fingerprint())
        ann("slide/keep_note", text="only on her own phone")
        prints.append(scene.live.fingerprint())
        assert len(set(prints)) == 3

    def test_an_anonymous_writer_still_owns_their_notes_after_a_restart(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.opens("m1.secret", "write")
        ann("board/add_note", text="a")
        scene.restarted()
        mine = ann.fetches()[f"person:{ann.id}"]["block"]["m1.secret"]["mine"]
        assert [note["text"] for note in mine.values()] == ["a"]
        assert ann("board/delete_note", note=next(iter(mine))).get("ok")  # type: ignore[union-attr]

    def test_a_room_that_is_not_there_is_told_apart(self, hub: Hub) -> None:
        with pytest.raises(KeyError):
            hub.live("nowhere")

    def test_many_who_come_at_once_share_one_room(self, scene: Scene) -> None:
        scene.restarted()
        rooms = together(*[lambda: scene.hub.live(scene.room)] * 20)
        assert len(set(map(id, rooms))) == 1

    def test_what_is_in_the_file_is_all_there_is(self, scene: Scene, file: Path, serve: Callable[..., Hub]) -> None:
        ann = scene.joins("Ann")
        ann("board/add_note", text="a")
        print_before = scene.live.fingerprint()
        scene.hub.writer.close()
        elsewhere = Scene(serve(), DAY, room=scene.room)
        assert elsewhere.live.fingerprint() == print_before
