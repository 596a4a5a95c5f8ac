"""A room full of simulated people, walked through its agenda by a simulated facilitator."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from types import ModuleType
from typing import Any, Final

import workshop.activities
from workshop.core.patch import View
from workshop.core.rehearsal import Console, Now, Phone, Wish
from workshop.rehearsal.browser import Browser
from workshop.rehearsal.screen import Screen, Tell
from workshop.rehearsal.words import Voice, names

REST_S: Final = 0.06
"""A screen rests when nothing new came for so long: the server holds changes back for up to 50 ms."""

ROUNDS_OF_WISHES: Final = 40
"""After so many answers in one step nobody wishes for more: a phone that never has enough stops no day."""

STEPS_AT_MOST: Final = 3_000
PLANNED_MINUTE_S: Final = 60.0


@dataclass(frozen=True)
class Plan:
    """Whom to simulate, in which language, and how many planned minutes pass in a minute (None: as fast as it goes)."""

    people: int
    lang: str = "zh"
    speed: float | None = None
    seed: int = 1


@dataclass
class Outcome:
    """What happened: where the day came by, what was refused, how often Next had to be pressed twice."""

    places: list[tuple[str, str]] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    gates: int = 0

    @property
    def blocks(self) -> list[str]:
        return list(dict.fromkeys(block for block, _ in self.places))


def bot(kind: str) -> ModuleType | None:
    """What a kind's ``rehearsal.py`` offers; None where a kind has none and its people only watch."""
    name = f"{workshop.activities.__name__}.{kind}.rehearsal"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return None


class Hand:
    """What was asked at one place of the day: the same wish is made once there."""

    def __init__(self) -> None:
        self.did: Counter[str] = Counter()
        self._made: set[str] = set()
        self._at: tuple[str, str, str] | None = None

    def comes_to(self, now: Now) -> None:
        place = (now.block, now.step, now.phase)
        if place != self._at:
            self._at, self._made = place, set()
            self.did.clear()

    def new(self, wishes: list[Wish]) -> list[Wish]:
        found = []
        for wish in wishes:
            key = f"{wish.type} {sorted(wish.fields.items(), key=str)} {wish.occasion}"
            if key not in self._made:
                self._made.add(key)
                self.did[wish.type] += 1
                found.append(wish)
        return found


class Person:
    """One simulated participant: looks at the phone, and does what the kind's bot would do."""

    def __init__(self, screen: Screen, name: str, dice: Random, lang: str, outcome: Outcome) -> None:
        self.screen, self.name, self._dice, self._outcome = screen, name, dice, outcome
        self._say = Voice(lang, dice)
        self._hand = Hand()

    def phone(self) -> Phone | None:
        """What the phone shows; None while no block is on."""
        views = self.screen.views
        now = _now(views.get("phones", {}))
        if now is None:
            return None
        own = next((view for address, view in views.items() if address.startswith("person:")), {})
        team = next((address[5:] for address in views if address.startswith("team:")), None)
        circle = next((view for address, view in views.items() if address.startswith("circle:")), {})
        return Phone(
            me=self.screen.person, team=team, writes=_writes(views, self.screen.person, team), now=now,
            shared=_of(views.get("phones", {}), now.block), mine=_of(own, now.block),
            ours=_of(views.get(f"team:{team}", {}), now.block), circle=_of(circle, now.block),
            room=views, did=self._hand.did, say=self._say,
        )  # fmt: skip

    async def act(self) -> bool:
        """Whether there was something to do."""
        phone = self.phone()
        kind = bot(phone.now.kind) if phone else None
        if phone is None or kind is None or not hasattr(kind, "take_part"):
            return False
        self._hand.comes_to(phone.now)
        wishes = self._hand.new(kind.take_part(phone, self._dice))
        for one in wishes:
            await _ask(self.screen, one, phone.now.block, self._outcome, getattr(kind, "RACES", frozenset()))
        return bool(wishes)


class Walk:
    """One day of one room. ``pressed`` is told after each press of Next."""

    def __init__(
        self, console: Screen, phones: list[Person], plan: Plan, outcome: Outcome, pressed: Callable[[Now | None], None]
    ) -> None:
        self._console, self._phones, self._plan, self.outcome = console, phones, plan, outcome
        self._dice, self._pressed = Random(plan.seed), pressed
        self._say, self._hand = Voice(plan.lang, self._dice), Hand()

    async def to_the_end(self) -> None:
        """Raises ``Stuck`` when Next is refused or leads nowhere."""
        for _ in range(STEPS_AT_MOST):
            began = time.monotonic()
            await self._everybody_acts()
            await self._wait_for(began)
            view = self._view()
            if view["next"]["does"] == "end":
                return
            await self._press(view)
        raise Stuck(f"{STEPS_AT_MOST} steps, and no end: {self._now()}")

    def _view(self) -> View:
        return self._console.views.get("console", {})

    def _now(self) -> Now | None:
        return _now(self._view())

    async def _everybody_acts(self) -> None:
        for _ in range(ROUNDS_OF_WISHES):
            await self._rest()
            did = await asyncio.gather(*(person.act() for person in self._phones), self._lead())
            if not any(did):
                return

    async def _lead(self) -> bool:
        now = self._now()
        kind = bot(now.kind) if now else None
        if now is None or kind is None or not hasattr(kind, "lead"):
            return False
        view = self._view()
        self._hand.comes_to(now)
        console = Console(now=now, shown=_of(view, now.block), room=view, did=self._hand.did, say=self._say)
        wishes = self._hand.new(kind.lead(console, self._dice))
        for one in wishes:
            await _ask(self._console, one, now.block, self.outcome, getattr(kind, "RACES", frozenset()))
        return bool(wishes)

    async def _wait_for(self, began: float) -> None:
        """At a speed, a step takes its share of the planned minutes."""
        if self._plan.speed is None:
            return
        steps = self._view().get("steps", {})
        now = self._now()
        minutes = steps.get(now.step, {}).get("minutes", 0) if now else 0
        left_s = minutes * PLANNED_MINUTE_S / self._plan.speed - (time.monotonic() - began)
        await asyncio.sleep(max(0.0, left_s))

    async def _rest(self) -> None:
        """Until every screen shows what is so."""
        screens = [self._console, *(person.screen for person in self._phones)]
        while True:
            seen = [screen.changes for screen in screens]
            await asyncio.sleep(REST_S)
            await asyncio.gather(*(screen.request("time", {}) for screen in screens))
            if seen == [screen.changes for screen in screens] and not any(screen.is_behind for screen in screens):
                return

    async def _press(self, view: View) -> None:
        """The Next key, once more where the room asks whether to go on although somebody is still at work."""
        now, ahead = _now(view), view["next"]
        if ahead["does"] == "ahead" and now:
            command = dict(ahead["command"])
            wish = Wish(command.pop("type"), command)
            answer = await _ask(self._console, wish, now.block, self.outcome, frozenset())
        else:
            place = {"block": now.block, "step": now.step} if now else {"block": None, "step": None}
            answer = await self._console.ask("room/next", place)
            if answer.get("code") == "room/gate" or answer.get("no", {}) == "room/gate":
                self.outcome.gates += 1
                answer = await self._console.ask("room/next", {**place, "anyway": True})
        if not answer.get("ok"):
            raise Stuck(f"{now}: {answer}")
        seq = int(answer.get("seq", 0))
        while self._console.seqs.get("console", 0) < seq:
            if not await self._console.changed(self._console.changes, 10):
                break
        after = self._now()
        if after and self.outcome.places[-1:] != [(after.block, after.step)]:
            self.outcome.places.append((after.block, after.step))
        self._pressed(after)


class Stuck(Exception):
    """The day does not go on; the message says where."""


async def rehearse(
    staff: Browser,
    base: str,
    join: str,
    plan: Plan,
    *,
    tell: Tell | None = None,
    pressed: Callable[[Now | None], None] = lambda _: None,
) -> Outcome:
    """Fill the room at ``base`` through its ``join`` link, and walk its agenda to the end. Raises ``Stuck``."""
    told: dict[str, Any] = {"tell": tell} if tell else {}
    outcome, dice = Outcome(), Random(plan.seed)
    console = Screen("console", base, staff, **told)
    people = [
        Person(Screen("phone", base, Browser(staff.address), **told), name, Random(dice.random()), plan.lang, outcome)
        for name in names(plan.lang, plan.people)
    ]
    try:
        await console.open()
        console.start()
        await asyncio.gather(*(person.screen.join(join, person.name) for person in people))
        for person in people:
            person.screen.start()
        while any(not screen.views for screen in (console, *(person.screen for person in people))):
            await asyncio.sleep(REST_S)
        await Walk(console, people, plan, outcome, pressed).to_the_end()
        if tell:
            await asyncio.gather(*(screen.compare() for screen in (console, *(person.screen for person in people))))
    finally:
        await asyncio.gather(console.stop(), *(person.screen.stop() for person in people))
    return outcome


async def _ask(screen: Screen, wish: Wish, block: str, outcome: Outcome, races: frozenset[str]) -> dict[str, Any]:
    fields = wish.fields if wish.type.startswith("room/") else {"block": block, **wish.fields}
    answer = await screen.ask(wish.type, fields)
    outcome.asked[wish.type] += 1
    if not answer.get("ok") and answer.get("code") not in races:
        outcome.refused[(wish.type, str(answer.get("code")))] += 1
    return answer


def _now(view: View) -> Now | None:
    found = view.get("now")
    if not found:
        return None
    block = _of(view, found["block"])
    step = found["step"]
    return Now(
        block=found["block"], kind=str(found.get("kind") or block.get("kind", "")), step=step["id"],
        phase=str(block.get("phase") or block.get("stage", {}).get("type", "")),
        round=int(step.get("round", 1)), rounds=int(step.get("rounds", 1)),
    )  # fmt: skip


def _of(view: View, block: str) -> View:
    found: View = view.get("block", {}).get(block, {})
    return found


def _writes(views: dict[str, View], me: str, team: str | None) -> bool:
    found = views.get(f"team:{team}", {}).get("scribe")
    return found in (None, me)
