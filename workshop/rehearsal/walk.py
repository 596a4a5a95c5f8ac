"""A room full of simulated people, walked through its agenda by a simulated facilitator."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from workshop.core.patch import View
from workshop.core.rehearsal import Console, Now, Wish
from workshop.rehearsal.browser import Browser
from workshop.rehearsal.crowd import Crowd
from workshop.rehearsal.person import Hand, Outcome, Person, asked, bot, now_of, part_of
from workshop.rehearsal.screen import As, Screen, Tell
from workshop.rehearsal.words import Voice, names

REST_S: Final = 0.06
"""A screen rests when nothing new came for so long: the server holds changes back for up to 50 ms."""

ROUNDS_OF_WISHES: Final = 40
"""After so many answers in one step nobody wishes for more: a phone that never has enough stops no day."""

STEPS_AT_MOST: Final = 3_000
PRESSES_LEFT: Final = 4
"""Nobody knows how often Next is pressed within a step: each press takes such a part of what is left."""
PLANNED_MINUTE_S: Final = 60.0

SECOND_THOUGHTS: Final = 12
"""Every so many presses of Next are taken back at once, and made again."""
TOO_LATE: Final = frozenset({"undo/changed", "undo/gone"})
"""Somebody did something in between: then a press stays."""


@dataclass(frozen=True)
class Plan:
    """Whom to simulate, in which language, and how many planned minutes pass in a minute (None: as fast as it goes).

    ``is_steady``: everybody is there from the beginning to the end.
    """

    people: int
    lang: str = "zh"
    speed: float | None = None
    seed: int = 1
    is_steady: bool = False


class Walk:
    """One day of one room. ``pressed`` is told after each press of Next."""

    def __init__(
        self, console: Screen, crowd: Crowd, plan: Plan, outcome: Outcome, pressed: Callable[[Now | None], None]
    ) -> None:
        self._console, self._crowd, self._plan, self.outcome = console, crowd, plan, outcome
        self._dice, self._pressed = Random(plan.seed), pressed
        self._say, self._hand = Voice(plan.lang, self._dice), Hand()
        self._place: tuple[str, str] | None = None
        self._since = time.monotonic()
        self._presses = 0

    async def to_the_end(self) -> None:
        """Raises ``Stuck`` when Next is refused or leads nowhere."""
        await self._ask(Wish("room/draw_teams", {"count": self._crowd.teams}))
        for _ in range(STEPS_AT_MOST):
            await self._everybody_acts()
            await self._wait_for_its_time()
            view = self._view()
            if view["next"]["does"] == "end":
                return
            await self._press(view)
            if self._presses % SECOND_THOUGHTS == 0 and await self._take_back():
                await self._press(self._view())
            await self._crowd.come_and_go(self._now(), self._ask)
        raise Stuck(f"{STEPS_AT_MOST} steps, and no end: {self._now()}")

    def _view(self) -> View:
        return self._console.views.get("console", {})

    def _now(self) -> Now | None:
        return now_of(self._view())

    async def _everybody_acts(self) -> None:
        for _ in range(ROUNDS_OF_WISHES):
            await self._rest()
            did = await asyncio.gather(*(person.act() for person in self._crowd.here), self._lead())
            if not any(did):
                return

    async def _lead(self) -> bool:
        now = self._now()
        kind = bot(now.kind) if now else None
        if now is None or kind is None or not hasattr(kind, "lead"):
            return False
        view = self._view()
        self._hand.comes_to(now)
        console = Console(now=now, shown=part_of(view, now.block), room=view, did=self._hand.did, say=self._say)
        wishes = self._hand.new(kind.lead(console, self._dice))
        for one in wishes:
            await self._ask(one, now.block, getattr(kind, "RACES", frozenset()))
        return bool(wishes)

    async def _ask(self, wish: Wish, block: str = "", races: frozenset[str] = frozenset()) -> dict[str, Any]:
        return await asked(self._console, wish, block, self.outcome, races)

    async def _wait_for_its_time(self) -> None:
        """At a speed, a step takes as long as it was planned."""
        now, view = self._now(), self._view()
        place = (now.block, now.step) if now else None
        if place != self._place:
            self._place, self._since = place, time.monotonic()
        if self._plan.speed and now:
            minutes = view.get("steps", {}).get(now.step, {}).get("minutes", 0)
            planned_s = minutes * PLANNED_MINUTE_S / self._plan.speed
            stays = view["next"]["does"] == "ahead"
            await asyncio.sleep(wait_s(planned_s, time.monotonic() - self._since, stays=stays))

    async def _rest(self) -> None:
        """Until every screen shows what is so."""
        screens = [self._console, *(person.screen for person in self._crowd.here)]
        while True:
            seen = [screen.changes for screen in screens]
            await asyncio.sleep(REST_S)
            await asyncio.gather(*(screen.request("time", {}) for screen in screens))
            if seen == [screen.changes for screen in screens] and not any(screen.is_behind for screen in screens):
                return

    async def _press(self, view: View) -> None:
        """The Next key, once more where the room asks whether to go on although somebody is still at work."""
        now, ahead = now_of(view), view["next"]
        if ahead["does"] == "ahead" and now:
            command = dict(ahead["command"])
            wish = Wish(command.pop("type"), command)
            answer = await self._ask(wish, now.block)
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
        self._presses += 1
        after = self._now()
        if after and self.outcome.places[-1:] != [(after.block, after.step)]:
            self.outcome.places.append((after.block, after.step))
        self._pressed(after)

    async def _take_back(self) -> bool:
        """The facilitator takes back what they did last, and everybody's screen shows what was so before."""
        deeds = self._view().get("undo", {})
        if not deeds:
            return False
        answer = await self._ask(Wish("room/undo", {"deed": max(map(int, deeds))}), races=TOO_LATE)
        await self._rest()
        return bool(answer.get("ok"))


def wait_s(planned_s: float, gone_s: float, *, stays: bool) -> float:
    """How long to wait for the next press in a step: what is left of its time, or a part of that where it ``stays``."""
    left_s = max(0.0, planned_s - gone_s)
    return left_s / PRESSES_LEFT if stays else left_s


class Stuck(Exception):
    """The day does not go on; the message says where."""


async def rehearse(
    staff: Browser,
    base: str,
    join: str,
    plan: Plan,
    *,
    watch: Callable[[str], Tell] | None = None,
    pressed: Callable[[Now | None], None] = lambda _: None,
) -> Outcome:
    """Fill the room at ``base`` through its ``join`` link, and walk its agenda to the end. Raises ``Stuck``.

    ``watch`` is asked, by the name of each screen, who is told what that screen does and hears; a wall is then among
    them, and all are compared with what is so in the end.
    """
    outcome, dice = Outcome(), Random(plan.seed)

    def screen(as_: As, browser: Browser, name: str) -> Screen:
        return Screen(as_, base, browser, tell=watch(name)) if watch else Screen(as_, base, browser)

    def opened(person: Person) -> Screen:
        return screen("phone", person.screen.browser, person.name)

    console = screen("console", staff, "console")
    walls = [screen("projector", staff, "wall")] if watch else []
    people = [
        Person(screen("phone", Browser(staff.address), name), name, Random(dice.random()), plan.lang, outcome)
        for name in names(plan.lang, plan.people)
    ]
    crowd = Crowd(people, join, Random(dice.random()), opened, is_steady=plan.is_steady)
    try:
        for one in (console, *walls):
            await one.open()
            one.start()
        await crowd.come()
        await Walk(console, crowd, plan, outcome, pressed).to_the_end()
        if watch:
            await asyncio.gather(*(one.compare() for one in (console, *walls, *(there.screen for there in crowd.here))))
    finally:
        await asyncio.gather(*(one.stop() for one in (console, *walls, *(person.screen for person in people))))
    return outcome
