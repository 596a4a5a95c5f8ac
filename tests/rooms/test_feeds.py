"""What screens are told: the difference, at once or with the next window, to everybody it is for and nobody else."""

import time
from collections.abc import Iterator

import orjson
import pytest

from tests.rooms.course import TALK, WRITE, board, course
from tests.rooms.scene import Guest, Scene, Screen, together
from workshop.core.activity import PHONES, PROJECTOR
from workshop.core.patch import diff, merge
from workshop.eventloop import sleep
from workshop.rooms.asking import Caller
from workshop.rooms.feeds import LARGEST_DELTA, LONGEST_WINDOW_S, PHONES_A_WINDOW, WINDOW_S, Feeds, Frame
from workshop.rooms.hub import Hub
from workshop.rooms.live import LiveRoom
from workshop.rooms.pace import AHEAD_S

DAY = course(board(WRITE, TALK), board(WRITE | {"visible_to": "team"}, TALK, block="m1.teams"))
LATER = WINDOW_S + 0.02


@pytest.fixture
def scene(hub: Hub) -> Scene:
    scene = Scene(hub, DAY)
    scene.opens("m1.board", "write")
    return scene


@pytest.fixture
def quiet(scene: Scene) -> Iterator[Scene]:
    """The last window is over, and nothing waits to be told."""
    sleep(LATER)
    return scene


def holds_back(scene: Scene) -> None:
    """Nothing is told any more until the feeds are flushed."""
    feeds = scene.live.feeds
    feeds._walls.waiting = feeds._phones.waiting = True


def told(screen: Screen, address: str) -> list[dict]:  # type: ignore[type-arg]
    return [delta for delta in screen.got("d") if delta["a"] == address]


class TestWindow:
    def test_the_first_change_is_told_at_once(self, quiet: Scene) -> None:
        ann = quiet.joins("Ann")
        screen = quiet.connects(ann)
        sleep(LATER)
        base = quiet.live.head
        ann("board/add_note", text="a")
        (delta,) = told(screen, "phones")
        assert (delta["base"], delta["seq"]) == (base, quiet.live.head)
        (note,) = delta["patch"]["block"]["m1.board"]["notes"].values()
        assert note["text"] == "a"

    def test_what_comes_faster_than_the_pace_comes_in_one(self, quiet: Scene) -> None:
        guests = [quiet.joins(name) for name in ("Ann", "Ben")]
        screen = quiet.connects(guests[0])
        quiet.live._rest = lambda began: None  # type: ignore[method-assign]
        sleep(LATER)
        began = time.monotonic()
        for n in range(40):
            guests[n % 2]("board/add_note", text=f"note {n}")
        took_s = time.monotonic() - began
        sleep(LATER)
        deltas = told(screen, "phones")
        assert len(deltas) <= min(39, (took_s + AHEAD_S) / WINDOW_S + 2)
        assert [delta["base"] for delta in deltas[1:]] == [delta["seq"] for delta in deltas[:-1]]
        assert deltas[-1]["seq"] == quiet.live.head

    def test_each_base_is_the_seq_of_the_one_before(self, quiet: Scene) -> None:
        ann = quiet.joins("Ann")
        screen = quiet.connects(ann)
        for n in range(10):
            ann("board/add_note", text=f"note {n}")
            sleep(0.02 * (n % 4))
        sleep(LATER)
        for address in ("phones", f"person:{ann.id}"):
            deltas = told(screen, address)
            assert len(deltas) > 1
            assert [delta["base"] for delta in deltas[1:]] == [delta["seq"] for delta in deltas[:-1]]

    def test_whoever_sees_no_difference_is_told_nothing(self, quiet: Scene) -> None:
        ann, ben = quiet.joins("Ann"), quiet.joins("Ben")
        screen = quiet.connects(ben)
        ann("board/add_note", text="a")
        sleep(LATER)
        assert told(screen, f"person:{ben.id}") == []
        assert len(told(screen, "phones")) == 1

    def test_a_large_difference_is_a_hint_to_fetch(self, quiet: Scene) -> None:
        guests = [quiet.joins(name) for name in ("Ann", "Ben", "Chen", "Dan")]
        screen = quiet.connects(quiet.fay)
        holds_back(quiet)
        for n in range(100):
            guests[n % len(guests)]("board/add_note", text="客" * 40)
        quiet.live.feeds.flush()
        assert told(screen, "console") == []
        assert screen.got("sync")[-1] == {"seq": quiet.live.head}
        guests[0]("board/edit_note", note=first_note(quiet), text="b")
        sleep(LATER)
        (delta,) = told(screen, "console")
        assert delta["base"] < delta["seq"] == quiet.live.head
        assert len(orjson.dumps(delta)) < LARGEST_DELTA

    def test_every_screen_of_an_audience_gets_the_same_bytes(self, quiet: Scene) -> None:
        ann, ben = quiet.joins("Ann"), quiet.joins("Ben")
        frames: list[object] = []

        class Line(Screen):
            def send(self, frame):  # type: ignore[no-untyped-def]
                frames.append(frame)

        for guest in (ann, ben):
            quiet.hub.presence(quiet.room).connect(Line(), guest.caller)
        frames.clear()
        quiet.fay("room/lock", on=True)
        sleep(LATER)
        assert len(frames) == 2
        assert frames[0] is frames[1]


class Line:
    """Hears differences and keeps them."""

    def __init__(self) -> None:
        self.heard: list[dict] = []  # type: ignore[type-arg]

    def send(self, frame: Frame) -> None:
        self.heard.append(orjson.loads(frame.body))

    def close(self, why: str) -> None:
        raise AssertionError(why)


class TestManyPhones:
    """Phones of a hall hear less often than its wall, and never later than it of what a facilitator does."""

    class Hall:
        def __init__(self, phones: int) -> None:
            self.n = 0
            self.feeds = Feeds(lambda audience: {"n": self.n}, lambda: self.n)
            self.wall, self.phones = Line(), [Line() for _ in range(phones)]
            self.feeds.subscribe(self.wall, PROJECTOR, 0)
            for phone in self.phones:
                self.feeds.subscribe(phone, PHONES, 0)

        def happens(self, seconds: float) -> None:
            """Something every few milliseconds."""
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                self.n += 1
                self.feeds.changed([PROJECTOR.address, PHONES.address])
                sleep(0.004)

    def test_a_phone_of_many_hears_a_third_as_often_as_one_of_few_and_the_wall_most_often(self) -> None:
        few, many = self.Hall(PHONES_A_WINDOW // 2), self.Hall(3 * PHONES_A_WINDOW)
        for hall in (few, many):
            hall.happens(1.5)
        often, seldom = few.phones[0].heard, many.phones[0].heard
        assert 2 * len(seldom) < len(often) < 4 * len(seldom)
        assert all(len(hall.wall.heard) > len(often) for hall in (few, many))
        sleep(LONGEST_WINDOW_S)
        assert seldom[-1]["seq"] == many.wall.heard[-1]["seq"] == many.n

    def test_nobody_waits_longer_however_many_they_are(self) -> None:
        hall = self.Hall(20 * PHONES_A_WINDOW)
        hall.happens(1.5)
        assert len(hall.phones[0].heard) >= 1.5 / LONGEST_WINDOW_S * 0.5

    def test_what_a_facilitator_does_is_told_to_phones_with_the_wall(self) -> None:
        hall = self.Hall(3 * PHONES_A_WINDOW)
        hall.happens(0.5)
        hall.n += 1
        hall.feeds.changed([PROJECTOR.address, PHONES.address], hurries=True)
        sleep(LATER)
        assert hall.phones[0].heard[-1]["seq"] == hall.wall.heard[-1]["seq"] == hall.n


def first_note(scene: Scene) -> str:
    shown = scene.view(PHONES)["block"]["m1.board"]["notes"]
    return min(shown, key=lambda note: shown[note]["rank"])


class TestFetchedInBetween:
    """A screen that fetches while a change waits to be told is newer than the others; the next delta suits both."""

    def race(self, scene: Scene) -> tuple[dict, dict]:  # type: ignore[type-arg]
        """Something is put on the wall and taken off again within one window; in between a phone fetches."""
        ann = scene.joins("Ann")
        note = ann("board/add_note", text="a") and first_note(scene)
        screen = scene.connects(ann)
        sleep(LATER)
        holds_back(scene)
        scene.fay("board/spotlight", note=note, on=True)
        fetched, at = ann.fetches()["phones"], scene.live.head
        scene.fay("board/spotlight", note=note, on=False)
        scene.fay("room/lock", on=True)
        scene.live.feeds.flush()
        (delta,) = told(screen, "phones")
        assert delta["base"] <= at < delta["seq"]
        return merge(fetched, delta["patch"]), scene.view(PHONES)

    def test_whoever_fetched_ends_up_right(self, quiet: Scene) -> None:
        shown, right = self.race(quiet)
        assert shown == right

    def test_whoever_fetched_would_end_up_wrong_without_it(self, quiet: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Feeds, "fetched", lambda self, address: None)
        shown, right = self.race(quiet)
        assert diff(right, shown).keys() == {"block"}
        assert "spotlit" in shown["block"]["m1.board"]

    def test_a_change_that_was_taken_back_is_told_to_whoever_fetched_it(self, quiet: Scene) -> None:
        screen = quiet.connects(quiet.fay)
        sleep(LATER)
        holds_back(quiet)
        quiet.fay("room/lock", on=True)
        quiet.fay.fetches()
        quiet.fay("room/lock", on=False)
        quiet.live.feeds.flush()
        (delta,) = told(screen, "console")
        assert delta["patch"].pop("undo")
        assert delta["patch"] == {"locked": None}

    def test_nobody_who_fetched_nothing_hears_of_it(self, quiet: Scene) -> None:
        screen = quiet.connects(quiet.fay)
        sleep(LATER)
        holds_back(quiet)
        quiet.fay("room/lock", on=True)
        quiet.fay("room/lock", on=False)
        quiet.live.feeds.flush()
        (delta,) = told(screen, "console")
        assert delta["patch"].keys() == {"undo"}


class TestChangingTeams:
    """Whoever leaves a team hears nothing more of it, not even what happened in the same batch."""

    @pytest.fixture
    def teams(self, scene: Scene) -> tuple[Scene, Guest, Guest]:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        scene.fay("room/draw_teams", count=2)
        for guest in (ann, ben):
            scene.fay("room/move_person", person=guest.id, team="t1")
        scene.opens("m1.teams", "write")
        sleep(LATER)
        return scene, ann, ben

    def test_no_delta_of_the_old_team_follows_the_move(self, teams: tuple[Scene, Guest, Guest]) -> None:
        scene, ann, ben = teams
        screens = {guest.id: scene.connects(guest) for guest in (ann, ben)}
        for screen in screens.values():
            screen.frames.clear()
        move = scene.fay.wish("room/move_person", person=ann.id, team="t2")
        secret = ben.wish("board/add_note", text="only for our team")
        together(lambda: scene.fay.asks(move), lambda: ben.asks(secret))
        sleep(LATER)
        assert "only for our team" in repr(told(screens[ben.id], "team:t1"))
        assert told(screens[ann.id], "team:t1") == []
        assert screens[ann.id].got("sync") != []
        assert sorted(ann.fetches()) == sorted([f"person:{ann.id}", "phones", "team:t2"])

    def test_it_would_follow_without_leaving_first(
        self, teams: tuple[Scene, Guest, Guest], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scene, ann, ben = teams
        screen = scene.connects(ann)
        monkeypatch.setattr(LiveRoom, "_tell_moved", lambda self, before: None)
        move = scene.fay.wish("room/move_person", person=ann.id, team="t2")
        secret = ben.wish("board/add_note", text="only for our team")
        together(lambda: scene.fay.asks(move), lambda: ben.asks(secret))
        sleep(LATER)
        assert "only for our team" in repr(told(screen, "team:t1"))

    def test_whoever_comes_into_a_team_hears_of_it_from_then_on(self, teams: tuple[Scene, Guest, Guest]) -> None:
        scene, ann, ben = teams
        screen = scene.connects(ann)
        scene.fay("room/move_person", person=ben.id, team="t2")
        scene.fay("room/move_person", person=ann.id, team="t2")
        sleep(LATER)
        screen.frames.clear()
        ben("board/add_note", text="hello")
        sleep(LATER)
        assert "hello" in repr(told(screen, "team:t2"))

    def test_whoever_stays_in_their_team_when_teams_are_drawn_need_not_fetch(
        self, teams: tuple[Scene, Guest, Guest]
    ) -> None:
        scene, ann, _ = teams
        screen = scene.connects(ann)
        screen.frames.clear()
        scene.fay("room/draw_teams", count=1)
        assert screen.got("sync") == []
        scene.fay("room/move_person", person=ann.id, team="t1")
        assert screen.got("sync") == []

    def test_a_removed_person_hears_one_word_and_nothing_more(self, teams: tuple[Scene, Guest, Guest]) -> None:
        scene, ann, ben = teams
        screen = scene.connects(ann)
        screen.frames.clear()
        together(
            lambda: scene.fay("room/remove_person", person=ann.id),
            lambda: ben("board/add_note", text="after she left"),
        )
        sleep(LATER)
        assert (screen.frames, screen.closed) == ([("out", {"why": "removed"})], "removed")
        assert ann.fetches() == {}
        answer = ann("board/add_note", text="one more")
        assert answer
        assert answer["code"] == "room/no_such_person"


class TestOtherRooms:
    def test_zoe_hears_nothing_of_this_room(self, scene: Scene) -> None:
        elsewhere = Scene(scene.hub, DAY)
        elsewhere.opens("m1.board", "write")
        ann, zoe = scene.joins("Ann"), elsewhere.joins("Zoe")
        screen = elsewhere.connects(zoe)
        screen.frames.clear()
        ann("board/add_note", text="not for Zoe")
        sleep(LATER)
        assert "not for Zoe" in repr(ann.fetches())
        assert (screen.got("d"), "not for Zoe" in repr(zoe.fetches())) == ([], False)

    def test_a_person_of_another_room_sees_nobodys_view_here(self, scene: Scene) -> None:
        elsewhere = Scene(scene.hub, DAY)
        zoe = elsewhere.joins("Zoe")
        views = Guest(scene, zoe.caller).fetches()
        assert views[f"person:{zoe.id}"] == {}
        answer = scene.live.ask(zoe.caller, [zoe.wish("board/add_note", text="a") | {"block": "m1.board"}])[0]
        assert answer
        assert answer["code"] == "room/no_such_person"


class TestWhoSeesWhat:
    def test_a_screen_holds_what_its_role_says(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        assert list(scene.fay.fetches()) == ["console"]
        assert list(Guest(scene, Caller("projector")).fetches()) == ["projector"]
        assert list(ann.fetches()) == ["phones", f"person:{ann.id}"]

    def test_names_are_on_the_wall_in_the_lobby_and_in_the_lists_of_teams_only(self, hub: Hub) -> None:
        scene = Scene(hub, course(board(WRITE, TALK, identity="team")))
        wall = Guest(scene, Caller("projector"))
        scene.joins("Ann")
        assert "Ann" in repr(wall.fetches())
        scene.opens("m1.board", "write")
        assert "Ann" not in repr(wall.fetches())
        scene.fay("room/show_teams", on=True)
        assert "Ann" in repr(wall.fetches())
        scene.next()
        assert "Ann" not in repr(wall.fetches())

    def test_a_blank_wall_shows_nothing_of_the_block(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        ann("board/add_note", text="客户")
        wall = Guest(scene, Caller("projector"))
        assert "客户" in repr(wall.fetches())
        scene.fay("room/blank", on=True)
        assert "客户" not in repr(wall.fetches())
        assert "客户" in repr(ann.fetches()["phones"])

    def test_seat_codes_are_on_their_owners_phone_only(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        code = f"'seat_code': '{ann.seat.seat_code}'"
        assert code in repr(ann.fetches())
        for guest in (ben, scene.fay, Guest(scene, Caller("projector"))):
            assert code not in repr(guest.fetches())

    def test_no_view_holds_a_ticket(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        assert ann.seat.ticket
        for guest in (ann, scene.fay, Guest(scene, Caller("projector"))):
            assert ann.seat.ticket not in repr(guest.fetches())


class TestFirstHint:
    """What a screen hears first says since when it could have missed something."""

    def test_whoever_looked_after_the_last_change_needs_not_fetch(self, quiet: Scene) -> None:
        quiet.connects(quiet.joins("Ann"))
        ben = quiet.joins("Ben")
        looked, shown = quiet.live.head, ben.fetches()
        quiet.joins("Chen")
        sleep(LATER)
        screen = quiet.connects(ben)
        (hint,) = screen.got("sync")
        assert hint["seq"] <= looked < quiet.live.head
        assert shown == ben.fetches()

    def test_what_comes_then_joins_on_to_what_was_looked_at(self, quiet: Scene) -> None:
        ann, ben = quiet.joins("Ann"), quiet.joins("Ben")
        quiet.connects(ann)
        seqs = dict.fromkeys(shown := ben.fetches(), quiet.live.head)
        quiet.joins("Chen")
        sleep(LATER)
        screen = quiet.connects(ben)
        for guest in (ann, ben, ann):
            guest("board/add_note", text="a")
            sleep(LATER)
        for delta in screen.got("d"):
            assert delta["base"] <= seqs[delta["a"]] < delta["seq"]
            shown[delta["a"]], seqs[delta["a"]] = merge(shown[delta["a"]], delta["patch"]), delta["seq"]
        assert shown == ben.fetches()

    @pytest.mark.parametrize("who", ["the others", "oneself", "the facilitator", "nobody yet"])
    def test_whoever_looked_before_the_last_change_is_to_fetch(self, quiet: Scene, who: str) -> None:
        ann, ben = quiet.joins("Ann"), quiet.joins("Ben")
        quiet.connects(ann)
        looked = quiet.live.head
        match who:
            case "the others":
                ann("board/add_note", text="a")
            case "oneself":
                ben("board/add_note", text="a")
            case "the facilitator":
                quiet.fay("room/lock", on=True)
            case _:  # it waits for the window
                holds_back(quiet)
                ann("board/add_note", text="a")
        (hint,) = quiet.connects(ben).got("sync")
        assert hint["seq"] > looked

    def test_a_difference_joins_on_to_the_last_that_was_told_whoever_was_away_meanwhile(self, quiet: Scene) -> None:
        ann, ben = quiet.joins("Ann"), quiet.joins("Ben")
        screen = quiet.connects(ann)
        holds_back(quiet)
        for guest in (ann, ben):  # what concerns Ann is told with what came after it
            guest("board/add_note", text="a")
        quiet.live.feeds.flush()
        *_, last = told(screen, f"person:{ann.id}")
        quiet.hub.presence(quiet.room).disconnect(screen)
        again = quiet.connects(ann)
        sleep(LATER)
        ann("board/add_note", text="b")
        sleep(LATER)
        (delta,) = told(again, f"person:{ann.id}")
        assert delta["base"] == last["seq"] == quiet.live.head - 1

    def test_after_a_restart_everybody_is_to_fetch(self, quiet: Scene) -> None:
        ann = quiet.joins("Ann")
        quiet.connects(ann)
        quiet.joins("Ben")
        quiet.restarted()
        (hint,) = quiet.connects(ann).got("sync")
        assert hint == {"seq": quiet.live.head}
