"""A replica is never wrong, only late: whatever the line loses, doubles and turns around.

Phones, a console and a projector hold replicas of a real room on a real database. Their lines drop, double and
reorder what they carry; commands are repeated, people change teams, come and go, the day goes on and back.
"""

import hashlib
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.rooms.course import BRIEF, PICK, TALK, VOTE, WRITE, board, course, rounds, slides, step
from tests.rooms.huddle import huddle, huddles
from tests.rooms.scene import Guest, Scene, hub_on, together
from workshop.core.activity import (
    CONSOLE,
    PHONES,
    PROJECTOR,
    Audience,
    BlockOpened,
    circle_audience,
    person_audience,
    team_audience,
)
from workshop.core.course import Block, Minutes
from workshop.core.patch import View, merge
from workshop.rooms.aliases import alias
from workshop.rooms.asking import Caller
from workshop.rooms.feeds import WINDOW_S, Frame
from workshop.rooms.hub import Hub
from workshop.rooms.live import Known, LiveRoom, after_event, parse
from workshop.rooms.state import fresh_room
from workshop.rooms.views import Names, Picture
from workshop.store.event_log import read_log


def again(block: Block) -> Block:
    """The block with everything but its first step twice, so that roles change."""
    first, *others = block.steps
    twice = (at.model_copy(update={"times": Minutes(full=2, short=2)}) for at in others)
    return block.model_copy(update={"steps": (first, *twice)})


DAY = course(
    slides(block="m1.slide", pulse=2, questions=True, personal_note=True),
    board(BRIEF, WRITE | {"visible_to": "team"}, PICK | {"pick": 1}, VOTE, TALK, block="m1.named"),
    board(WRITE, VOTE | {"secret_until_close": False}, TALK, block="m1.anonymous", identity="anonymous"),
    huddle("m1.pairs"),
    huddle("m1.later", source="m1.pairs"),
    again(
        rounds(step("setup", "setup"), step("prep", "prep"), step("play", "play"), block="m1.rounds", cases=["case.a"])
    ),
)


class Replica:
    """What a screen holds, by the rule of the wire's contract and nothing more."""

    def __init__(self) -> None:
        self.views: dict[str, View] = {}
        self.seqs: dict[str, int] = {}

    def take(self, delta: dict[str, Any]) -> bool:
        """Whether a snapshot has to be fetched."""
        mine = self.seqs.get(delta["a"], -1)
        if delta["seq"] <= mine:
            return False
        if delta["base"] > mine:
            return True
        self.views[delta["a"]] = merge(self.views[delta["a"]], delta["patch"])
        self.seqs[delta["a"]] = delta["seq"]
        return False

    def restore(self, seq: int, views: dict[str, View]) -> bool:
        """Whether another has to be fetched, because this one was under way for too long."""
        if seq < max(self.seqs.values(), default=0):
            return True
        self.views, self.seqs = dict(views), dict.fromkeys(views, seq)
        return False


class Screen:
    """A screen behind a line that is not to be trusted. What was sent waits until somebody lets it through."""

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.replica = Replica()
        self.on_the_way: list[tuple[str, Any]] = []
        self.connected = self.lost_something = False
        self.wants_snapshot = True

    def send(self, frame: Frame) -> None:
        self.on_the_way.append((frame.event, orjson.loads(frame.body)))

    def close(self, why: str) -> None:
        self.lost_something = True

    def arrive(self, at: int, *, again: bool = False) -> None:
        event, payload = self.on_the_way[at] if again else self.on_the_way.pop(at)
        match event:
            case "d":
                self.wants_snapshot = self.replica.take(payload) or self.wants_snapshot
            case "sync":
                self.wants_snapshot = True
            case "snapshot":
                self.wants_snapshot = self.replica.restore(payload["seq"], payload["views"]) or self.wants_snapshot
            case _:
                pass

    def lose(self, at: int) -> None:
        self.on_the_way.pop(at)
        self.lost_something = True

    def fetch(self) -> tuple[int, dict[str, View]]:
        self.wants_snapshot = False
        return self.guest.scene.live.head, self.guest.fetches()


class Clock:
    """Time that passes when it is told to, so that what was found once is found again."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def monotonic(self) -> float:
        return self.now

    def spawn_later(self, seconds: float, work: Callable[..., None], *of: object) -> None:
        self.due.append((self.now + seconds, partial(work, *of)))

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        ready, self.due = [w for at, w in self.due if at <= self.now], [d for d in self.due if d[0] > self.now]
        for work in ready:
            work()


class Chance:
    """Ids that are the same every time."""

    def __init__(self) -> None:
        self.drawn = 0

    def token_bytes(self, size: int) -> bytes:
        self.drawn += 1
        return hashlib.blake2b(str(self.drawn).encode(), digest_size=size).digest()

    def token_hex(self, size: int) -> str:
        return self.token_bytes(size).hex()

    def randbelow(self, end: int) -> int:
        return int.from_bytes(self.token_bytes(4)) % end


class Room(RuleBasedStateMachine):
    """The room, its screens, and everything that may happen to them."""

    hub: Hub
    clock: Clock
    chance: Chance

    @initialize(teams=st.integers(0, 2))
    def begin(self, teams: int) -> None:
        self.chance.drawn = 0
        self.scene = Scene(self.hub, DAY)
        self.pictures: dict[int, Picture] = {}
        self.known = [Known(fresh_room(DAY, "day"), 0, Names(), {})]
        self.openings: list[tuple[int, str]] = []
        self.keys: list[tuple[str, bytes]] = []
        self.sent: list[tuple[Guest, dict[str, Any], Any]] = []
        self.people = [self.scene.joins(name) for name in ("Ann", "Ben", "Chen")]
        projector = Guest(self.scene, Caller("projector"))
        self.screens = [Screen(guest) for guest in (*self.people, self.scene.fay, projector)]
        if teams:
            self.scene.fay("room/draw_teams", count=teams)
        self.scene.opens("m1.named", "write")
        for screen in self.screens:
            self.connect(screen)

    @property
    def live(self) -> LiveRoom:
        return self.scene.live

    def connect(self, screen: Screen) -> None:
        """A line of its own, and what a server tells everybody who comes."""
        if screen.connected:
            self.hub.presence(self.scene.room).disconnect(screen)
        screen.on_the_way = [one for one in screen.on_the_way if one[0] == "snapshot"]
        screen.lost_something = False
        screen.connected = not self.gone(screen)
        if screen.connected:
            self.hub.presence(self.scene.room).connect(screen, screen.guest.caller)

    def gone(self, screen: Screen) -> bool:
        member = self.live.state.members.get(screen.guest.id)
        return bool(member and member.removed)

    def ask(self, guest: Guest, wish: dict[str, Any]) -> Any:
        answer = guest.asks(wish)
        assert answer is not None
        self.remember(guest, wish, answer)
        self.keys += [known for known in self.live._known.keys.items() if known not in self.keys]
        return answer

    def remember(self, guest: Guest, wish: dict[str, Any], answer: Any) -> None:
        """Whoever is asked to wait has no answer yet: asking again may well give another."""
        if not answer.get("busy"):
            self.sent.append((guest, wish, answer))

    # --- what people do -----------------------------------------------------------------------------------------

    @rule(
        who=st.integers(0, 2),
        what=st.integers(0, 11),
        which=st.integers(0, 30),
        text=st.sampled_from(["甲", "b", "客户"]),
    )
    def a_participant_does_something(self, who: int, what: int, which: int, text: str) -> None:
        guest = self.people[who]
        shown = self.live.picture.view(PHONES).get("block", {}).get(self.live.state.block, {})
        own = guest.fetches()
        mine = own.get(f"person:{guest.id}", {}).get("block", {}).get(self.live.state.block, {}).get("mine", {})
        team = next((view for address, view in own.items() if address.startswith("team:")), {})
        teams_notes = team.get("block", {}).get(self.live.state.block, {}).get("notes", {})
        note = one_of(shown.get("notes", {}), which)
        stage = shown.get("stage", {}).get("id", "vote")
        wish = [
            ("board/add_note", {"text": text}),
            ("board/add_note", {"text": text}),
            ("board/edit_note", {"note": one_of(mine, which), "text": text}),
            ("board/delete_note", {"note": one_of(mine, which)}),
            ("board/tick_note", {"note": one_of(teams_notes, which), "on": which % 3 > 0}),
            ("board/hand_in", {}),
            ("board/place_dots", {"stage": stage, "note": note, "dots": which % 3}),
            ("board/comment", {"text": text}),
            ("room/take_scribe", {}),
            ("slide/keep_note", {"text": text}),
            ("huddle/whisper", {"text": text}),
            ("rounds/say_ready", {"on": which % 3 > 0}),
        ][what]
        self.ask(guest, guest.wish(wish[0], **wish[1]))

    @rule()
    def people_are_dealt_into_pairs(self) -> None:
        self.ask(self.scene.fay, self.scene.fay.wish("huddle/deal"))

    @rule(what=st.integers(0, 7), which=st.integers(0, 30))
    def the_facilitator_touches_a_note(self, what: int, which: int) -> None:
        shown = self.live.picture.view(CONSOLE).get("block", {}).get(self.live.state.block, {})
        note = one_of(shown.get("notes", {}), which)
        wish = [
            ("board/spotlight", {"note": note, "on": True}),
            ("board/spotlight", {"note": note, "on": False}),
            ("board/hide_item", {"note": note}),
            ("board/restore_item", {"note": note}),
            ("board/put_up", {"note": note}),
            ("board/return_note", {"note": note}),
            ("board/show_example", {"on": which % 2 == 0}),
            ("board/release_notes", {}),
            ("board/close_vote", {"stage": "vote"}),
        ][what]
        self.ask(self.scene.fay, self.scene.fay.wish(wish[0], **wish[1]))

    @rule(
        what=st.sampled_from(
            [
                "next",
                "next",
                "next",
                "back",
                "m1.slide",
                "m1.named",
                "m1.anonymous",
                "m1.pairs",
                "m1.later",
                "m1.rounds",
            ]
        )
    )
    def the_day_goes_on(self, what: str) -> None:
        state, fay = self.live.state, self.scene.fay
        here = {"block": state.block, "step": state.step}
        if what == "next":
            self.ask(fay, fay.wish("room/next", **here, anyway=True))
        elif what == "back":
            self.ask(fay, fay.wish("room/back", **here))
        else:
            self.ask(fay, fay.wish("room/go_to", block=what))

    @rule(what=st.integers(0, 6), on=st.booleans())
    def the_facilitator_turns_a_switch(self, what: int, on: bool) -> None:
        wish: tuple[str, dict[str, Any]] = [
            ("room/lock", {"on": on}),
            ("room/blank", {"on": on}),
            ("room/show_teams", {"on": on}),
            ("room/start_timer", {"minutes": 1.0}),
            ("room/hold_timer", {}),
            ("room/continue_timer", {}),
            ("room/close_block", {}),
        ][what]
        self.ask(self.scene.fay, self.scene.fay.wish(wish[0], **wish[1]))

    @rule(who=st.integers(0, 2), team=st.integers(1, 3))
    def somebody_changes_teams(self, who: int, team: int) -> None:
        self.ask(self.scene.fay, self.scene.fay.wish("room/move_person", person=self.people[who].id, team=f"t{team}"))

    @rule(count=st.integers(1, 3))
    def teams_are_drawn(self, count: int) -> None:
        self.ask(self.scene.fay, self.scene.fay.wish("room/draw_teams", count=count))

    @rule(which=st.integers(0, 1_000))
    def a_command_is_sent_again(self, which: int) -> None:
        if self.sent:
            guest, wish, answer = self.sent[which % len(self.sent)]
            head = self.live.head
            assert guest.asks(wish) == answer
            assert self.live.head == head

    @rule(text=st.sampled_from(["甲", "b"]), team=st.integers(1, 3))
    def several_things_happen_at_once(self, text: str, team: int) -> None:
        ann, ben, fay = self.people[0], self.people[1], self.scene.fay
        wishes = [
            (ben, ben.wish("board/add_note", text=text)),
            (fay, fay.wish("room/move_person", person=ann.id, team=f"t{team}")),
            (ben, ben.wish("board/add_note", text=text)),
        ]
        answers = together(*(lambda g=guest, w=wish: g.asks(w) for guest, wish in wishes))
        for (guest, wish), answer in zip(wishes, answers, strict=True):
            self.remember(guest, wish, answer)

    @rule()
    def somebody_is_sent_out(self) -> None:
        if len(self.live.state.members) < 6:
            late = self.scene.joins("Dan")
            screen = Screen(late)
            self.screens.append(screen)
            self.connect(screen)
            self.ask(self.scene.fay, self.scene.fay.wish("room/remove_person", person=late.id))

    @rule()
    def the_server_is_started_again(self) -> None:
        self.scene.restarted()
        self.clock.due.clear()
        for screen in self.screens:
            screen.connected = False
            self.connect(screen)

    # --- what the lines do --------------------------------------------------------------------------------------

    @rule(windows=st.sampled_from([0.5, 1, 2]))
    def time_passes(self, windows: float) -> None:
        self.clock.pass_by(windows * WINDOW_S)

    @rule(which=st.integers(0, 9), how=st.lists(st.sampled_from(["first", "last", "any", "again", "drop"]), max_size=6))
    def a_line_carries_something(self, which: int, how: list[str]) -> None:
        screen = self.screens[which % len(self.screens)]
        for way in how:
            waiting = len(screen.on_the_way)
            if not waiting:
                return
            at = {"first": 0, "last": waiting - 1}.get(way, which % waiting)
            if way == "drop":
                screen.lose(at)
            else:
                screen.arrive(at, again=way == "again")

    @rule(which=st.integers(0, 9), slowly=st.booleans())
    def a_screen_fetches(self, which: int, slowly: bool) -> None:
        screen = self.screens[which % len(self.screens)]
        seq, views = screen.fetch()
        if slowly:
            screen.on_the_way.append(("snapshot", {"seq": seq, "views": views}))
        else:
            screen.replica.restore(seq, views)

    @rule(which=st.integers(0, 9))
    def a_screen_comes_back(self, which: int) -> None:
        self.connect(self.screens[which % len(self.screens)])

    # --- what holds ---------------------------------------------------------------------------------------------

    @invariant()
    def no_replica_is_wrong(self) -> None:
        for screen in getattr(self, "screens", []):
            for address, view in screen.replica.views.items():
                assert view == self.view_at(screen.replica.seqs[address], address), address

    @invariant()
    def nobody_hears_of_a_team_or_a_pair_that_is_not_theirs(self) -> None:
        for screen in getattr(self, "screens", []):
            member = self.live.state.members.get(screen.guest.id)
            if member:
                hears = {address for address, feed in self.live.feeds._feeds.items() if screen in feed.lines}
                own = {"phones", f"person:{member.id}"} | ({f"team:{member.team}"} if member.team else set())
                own |= self.pair_of(member.id)
                assert hears == (own if screen.connected and not member.removed else set())

    def pair_of(self, person: str) -> set[str]:
        state = self.live.state
        if state.block not in ("m1.pairs", "m1.later"):
            return set()
        pairs = state.runs[state.block].state.pairs
        return {f"circle:{state.block}:{pair}" for pair, people in pairs.items() if person in people}

    def teardown(self) -> None:
        """Everything that was on its way comes; then no screen is late any more, and nobody had to guess it."""
        self.clock.pass_by(1)
        for screen in getattr(self, "screens", []):
            if screen.lost_something or not screen.connected:
                self.connect(screen)
            while screen.on_the_way:
                screen.arrive(0)
            if screen.wants_snapshot or self.gone(screen):
                screen.replica.views, screen.replica.seqs = {}, {}
                screen.replica.restore(*screen.fetch())
            self.no_replica_is_wrong()
            assert screen.replica.views == screen.fetch()[1], screen.guest.caller
        self.clock.due.clear()

    def view_at(self, seq: int, address: str) -> View:
        """What the log says that this audience saw at that moment."""
        for event in read_log(self.hub.database, self.scene.room, after=len(self.known) - 1):
            happened = parse(DAY, event)
            if isinstance(happened, BlockOpened):
                self.openings.append((event.seq, happened.block))
            self.known.append(after_event(self.known[-1], event))
        if seq not in self.pictures:
            live, known = self.live, self.known[seq]
            known_as = partial(alias, known.state, self.keys_at(seq))
            self.pictures[seq] = Picture(known.state, live._known.names, live._known.door, known_as, known.deeds)
        return self.pictures[seq].view(audience_of(address))

    def keys_at(self, seq: int) -> dict[str, bytes]:
        """The keys of the anonymous blocks that were open then: every opening makes a new one."""
        opened = [block for at, block in self.openings if at <= seq and block == "m1.anonymous"]
        known = [key for block, key in self.keys if block == "m1.anonymous"]
        run = self.known[seq].state.runs.get("m1.anonymous")
        return {"m1.anonymous": known[len(opened) - 1]} if run and run.open else {}


def audience_of(address: str) -> Audience:
    kind, _, name = address.partition(":")
    if kind == "team":
        return team_audience(name)
    if kind == "person":
        return person_audience(name, None)
    if kind == "circle":
        return circle_audience(*name.rsplit(":", 1))
    return {"console": CONSOLE, "projector": PROJECTOR, "phones": PHONES}[kind]


def one_of(things: Any, which: int) -> str:
    return sorted(things)[which % len(things)] if things else "none"


@pytest.fixture
def machine(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The machine on a server of its own, with time and chance that can be repeated."""
    Room.hub = hub_on(Path(shutil.copy(empty_file, tmp_path / "workshop.db")))
    Room.clock, Room.chance = Clock(), Chance()
    for place in ("feeds", "presence"):
        monkeypatch.setattr(f"workshop.rooms.{place}.monotonic", Room.clock.monotonic)
        monkeypatch.setattr(f"workshop.rooms.{place}.spawn_later", Room.clock.spawn_later)
    monkeypatch.setattr("workshop.rooms.live.secrets", Room.chance)
    with huddles():
        yield Room
    Room.hub.close()


SEVERAL_DAYS = settings(max_examples=15, stateful_step_count=50)
MANY_DAYS = settings(max_examples=400, stateful_step_count=120, derandomize=False)


def test_a_replica_is_never_wrong_only_late(machine: type[Room]) -> None:
    run_state_machine_as_test(machine, settings=SEVERAL_DAYS)


@pytest.mark.full
@pytest.mark.timeout(1_800)
def test_a_replica_is_never_wrong_only_late_on_many_days(machine: type[Room]) -> None:
    run_state_machine_as_test(machine, settings=MANY_DAYS)


def test_a_replica_that_merged_whatever_comes_would_be_wrong(
    machine: type[Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(self: Replica, delta: dict[str, Any]) -> bool:
        self.views[delta["a"]] = merge(self.views.get(delta["a"], {}), delta["patch"])
        self.seqs[delta["a"]] = delta["seq"]
        return False

    monkeypatch.setattr(Replica, "take", take)
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(machine, settings=settings(SEVERAL_DAYS, phases=[Phase.generate]))
